"""From the first word to the running command: set up what is missing, one at a time, then become the command."""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from innsyn.main.setup.front_end import build, is_built, is_fetched
from innsyn.main.setup.mirror import mirror
from innsyn.main.setup.packages import are_installed, install, locks_for
from innsyn.main.setup.places import Places, is_ours
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.steps import say
from innsyn.main.setup.surroundings import clean_environment, private_folder, running_environment

FOR_DEVELOPERS = frozenset({"test", "check", "lock", "bench", "mutate"})
FAILED = 1
STOPPED = 130


def start(checkout: Path, arguments: list[str]) -> int:
    """Set up and run the command; does not return when that succeeds.

    checkout: the folder of the command. arguments: as typed. Returns the exit status when set-up could not finish."""
    try:
        places = _places(checkout)
        set_up(places, is_for_developing=bool(FOR_DEVELOPERS & set(arguments[:1])))
    except SetupProblem as problem:
        say(f"\nInnsyn could not be set up.\n{problem}")
        return FAILED
    except KeyboardInterrupt:
        say("\nStopped. The next start goes on from here.")
        return STOPPED
    return become_command(places, arguments)


def become_command(places: Places, arguments: list[str]) -> NoReturn:
    """Let the environment's Python take over this process with the command."""
    words = [str(places.python), "-P", "-m", "innsyn.main.commands", *arguments]
    os.execve(places.python, words, running_environment(places.state))  # noqa: S606


def set_up(places: Places, *, is_for_developing: bool) -> None:
    """Install and build what is missing or out of date. Raises SetupProblem."""
    locks = locks_for(is_for_developing=is_for_developing)
    if are_installed(places, locks) and is_built(places) and is_fetched(places, is_for_developing=is_for_developing):
        return
    began = time.monotonic()
    with _alone(places):
        environment = clean_environment(places.state)
        if not are_installed(places, locks):
            say(f"Setting up Innsyn in {places.checkout}")
            install(places, locks, environment)
        if not (is_built(places) and is_fetched(places, is_for_developing=is_for_developing)):
            build(places, environment, is_for_developing=is_for_developing)
    say(f"  Set up in {time.monotonic() - began:.1f} s")


def _places(checkout: Path) -> Places:
    if is_ours(checkout):
        return Places(checkout)
    copy = private_folder(hashlib.sha256(os.fsencode(checkout)).hexdigest()[:16]) / checkout.name
    copy.mkdir(exist_ok=True)
    with _alone(Places(copy)):
        mirror(checkout, copy)
    return Places(copy)


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    places.state.mkdir(parents=True, exist_ok=True)
    with (places.state / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start is setting up this checkout; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
