"""The process that looks after one embedded PostgreSQL: makes its cluster, starts it, restarts it, stops it when nobody is left.

It lives on its own, so that the server neither dies with a Ctrl-C meant for the program nor outlives a program that was killed.
Run as `python -m innsyn.main.embedded.keeper DATA_DIR durable|fleeting`, with the standard library only.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from innsyn.main.embedded.account import Account, become, server_account
from innsyn.main.embedded.binaries import programs_folder
from innsyn.main.embedded.folders import Folders, folders_in, socket_folder
from innsyn.main.embedded.locks import FileLock
from innsyn.main.embedded.postmaster import end_leftovers, running_postmaster
from innsyn.main.embedded.tuning import ROLE, server_settings

LOOK_S = 0.1
PATIENCE_S = 60.0
CHOSEN_WITHIN_S = 1.0
"""Others hold the keeper's lock for an instant to see whether there is a keeper; longer than this means that there is one."""
TRIES = 5
"""So many starts in a row that never took a connection, and the keeper gives up."""


def main(arguments: list[str]) -> int:
    """Keep the server of one data folder. arguments: the folder, and `durable` or `fleeting`. Returns the exit status."""
    folders, is_durable = folders_in(Path(arguments[0])), arguments[1] == "durable"
    with FileLock(folders.keeper_lock) as keeper, FileLock(folders.users_lock) as users:
        if not _is_chosen(keeper) or os.fork() != 0:  # the lock passes to the child, which nobody waits for
            return 0
        end_leftovers(folders.cluster)
        account = server_account(folders.cluster, folders.root.parent)
        if not (folders.cluster / "PG_VERSION").exists():
            _make_cluster(folders, account, is_durable=is_durable)
        return _keep(folders, account, users, is_durable=is_durable)


def _keep(folders: Folders, account: Account | None, users: FileLock, *, is_durable: bool) -> int:
    told_to_stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: told_to_stop.append(number))
    command = _server_command(folders, account, is_durable=is_durable)
    tries = 0
    while tries < TRIES:
        server = _start(command, folders, account)
        tries += 1
        while server.poll() is None:
            if told_to_stop or users.try_alone():
                return _stop(server)
            if tries and (found := running_postmaster(folders.cluster)) and found.is_ready:
                tries = 0
            time.sleep(LOOK_S)
        end_leftovers(folders.cluster)
    return 1


def _is_chosen(keeper: FileLock) -> bool:
    deadline = time.monotonic() + CHOSEN_WITHIN_S
    while not keeper.try_alone():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _make_cluster(folders: Folders, account: Account | None, *, is_durable: bool) -> None:
    half_made = folders.root / "cluster.new"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(mode=0o700)
    if account:
        os.chown(half_made, account.uid, account.gid)
    command = [
        str(programs_folder() / "initdb"), f"--pgdata={half_made}", f"--username={ROLE}", "--auth=trust", "--encoding=UTF8",
        "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
    ]  # fmt: skip
    made = _start(command if is_durable else [*command, "--no-sync"], folders, account)
    if made.wait() != 0:
        raise SystemExit(1)
    half_made.rename(folders.cluster)


def _server_command(folders: Folders, account: Account | None, *, is_durable: bool) -> list[str]:
    sockets = socket_folder(folders)
    if account:
        os.chown(sockets, account.uid, account.gid)
    quoted = '"' + str(sockets).replace('"', '""') + '"'
    settings = {**server_settings(is_durable=is_durable), "unix_socket_directories": quoted, "unix_socket_permissions": "0700"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return [str(programs_folder() / "postgres"), "-D", str(folders.cluster), *options]


def _start(command: list[str], folders: Folders, account: Account | None) -> subprocess.Popen[bytes]:
    paths = (folders.root, Path(command[0]).parent)
    return subprocess.Popen(  # noqa: S603 -- our own wheel's program
        command,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        preexec_fn=partial(become, account, paths) if account else None,
        start_new_session=True,
    )


def _stop(server: subprocess.Popen[bytes]) -> int:
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(how)
        try:
            server.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            continue
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
