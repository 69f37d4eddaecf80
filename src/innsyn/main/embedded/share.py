"""Borrowing the embedded PostgreSQL of a data folder: the first one in starts it, the last one out stops it."""

import asyncio
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import quote

from innsyn.main.embedded.binaries import programs_folder
from innsyn.main.embedded.folders import Folders, folders_in
from innsyn.main.embedded.locks import FileLock
from innsyn.main.embedded.postmaster import end_leftovers, running_postmaster
from innsyn.main.embedded.problem import EmbeddedProblem
from innsyn.main.embedded.tuning import ROLE

LOOK_S = 0.02
START_WITHIN_S = 300.0
"""Recovery after a hard stop can take a while; the keeper's death is noticed at once all the same."""
STOP_WITHIN_S = 120.0
FORGET_WITHIN_S = 5.0
"""The keeper of a program that was just stopped or killed needs a moment to end the server."""
STARTS = 2
"""So many keepers may give up before we do."""
LARGEST_LOG = 10_000_000
"""Bytes; the log before it is kept once."""


@contextmanager
def embedded(data_dir: Path, *, is_durable: bool = True) -> Iterator[str]:
    """Have PostgreSQL run on the data folder while the block lasts.

    data_dir: its `database` folder is made and used. is_durable: false only for throw-away databases in tests.
    Returns the address as postgresql://…; any PostgreSQL client takes it.
    Raises EmbeddedProblem when it cannot run here."""
    programs_folder()
    folders = folders_in(data_dir)
    with FileLock(folders.users_lock) as users:
        users.share()
        try:
            yield _address(folders, is_durable=is_durable)
        finally:
            _leave(folders, users)


@asynccontextmanager
async def embedded_async(data_dir: Path, *, is_durable: bool = True) -> AsyncIterator[str]:
    """Do as `embedded`, without holding up the event loop."""
    borrowed = embedded(data_dir, is_durable=is_durable)
    address = await asyncio.to_thread(borrowed.__enter__)
    try:
        yield address
    finally:
        await asyncio.to_thread(borrowed.__exit__, None, None, None)


def forget(data_dir: Path) -> None:
    """Remove the database of a data folder for good.

    Raises EmbeddedProblem while somebody uses it."""
    folders = folders_in(data_dir)
    deadline = time.monotonic() + FORGET_WITHIN_S
    with FileLock(folders.users_lock) as users:
        while not (users.try_alone() and _is_ended(folders)):
            users.release()
            if time.monotonic() > deadline:
                raise EmbeddedProblem(f"The database in {folders.root} is in use. Stop the program that uses it first.")
            time.sleep(LOOK_S)
        shutil.rmtree(folders.root)


def _address(folders: Folders, *, is_durable: bool) -> str:
    deadline, starts = time.monotonic() + START_WITHIN_S, 0
    while time.monotonic() < deadline and starts <= STARTS:
        if _is_unkept(folders):
            starts += 1
            _start_keeper(folders, is_durable=is_durable)
        elif (server := running_postmaster(folders.cluster)) and server.is_ready:
            return f"postgresql://{ROLE}@/postgres?host={quote(server.socket_folder, safe='/')}"
        time.sleep(LOOK_S)
    raise EmbeddedProblem(f"The embedded PostgreSQL did not start. Its own words are in {folders.log}.")


def _start_keeper(folders: Folders, *, is_durable: bool) -> None:
    if folders.log.exists() and folders.log.stat().st_size > LARGEST_LOG:
        folders.log.replace(folders.log.with_suffix(".log.1"))
    with folders.log.open("ab") as log:
        subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-P", "-m", "innsyn.main.embedded.keeper", str(folders.root.parent), "durable" if is_durable else "fleeting"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )


def _leave(folders: Folders, users: FileLock) -> None:
    deadline = time.monotonic() + STOP_WITHIN_S
    while time.monotonic() < deadline:
        is_last = users.try_alone() or not users.try_to_share()  # no share to be had: the keeper is stopping the server
        users.release()
        if not is_last or _is_ended(folders):
            return
        time.sleep(LOOK_S)


def _is_ended(folders: Folders) -> bool:
    with FileLock(folders.keeper_lock) as keeper:
        if not keeper.try_alone():
            return False
        end_leftovers(folders.cluster)
        return True


def _is_unkept(folders: Folders) -> bool:
    with FileLock(folders.keeper_lock) as keeper:
        return keeper.try_alone()
