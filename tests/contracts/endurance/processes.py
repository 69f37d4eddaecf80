"""Processes of one data folder: who they are, and that none is left when all were to be gone."""

import os
import signal
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def of_folder(folder: Path) -> dict[int, str]:
    """Find every living process that works for a data folder. Returns pid to command line."""
    mark, found = str(folder).encode(), {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with suppress(OSError):
            command = (entry / "cmdline").read_bytes()
            if _is_alive(int(entry.name)) and (mark in command or mark in (entry / "environ").read_bytes()):
                found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


def children_of(pid: int) -> list[int]:
    """Give the pids of a process's children."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(pid: int) -> None:
    """End a process as the power does."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def end_all(*pids: int, within_s: float = 60) -> None:
    """End processes as the power does, and wait until all are gone: what they held, such as a port, is free by then."""
    for pid in pids:
        kill(pid)
    deadline = time.monotonic() + within_s
    while (left := [pid for pid in pids if _is_alive(pid)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not left, "killed processes still run"


def _is_alive(pid: int) -> bool:
    """Say whether a process still runs, and holds what it holds: any thread of it does."""
    with suppress(OSError):
        threads = [(thread / "stat").read_text() for thread in Path(f"/proc/{pid}/task").iterdir()]
        return any(stat.rpartition(")")[2].split()[0] != "Z" for stat in threads)
    return False


def postmaster(folder: Path) -> int | None:
    """Give the pid of the embedded PostgreSQL, None while there is none."""
    with suppress(OSError, ValueError, IndexError):
        return int((folder / "database" / "cluster" / "postmaster.pid").read_text().split()[0])
    return None


def all_gone(folder: Path, within_s: float, besides: Collection[int] = ()) -> dict[int, str]:
    """Wait until nobody works for the folder. besides: pids that may. Returns who still does."""
    deadline = time.monotonic() + within_s
    while (left := {pid: words for pid, words in of_folder(folder).items() if pid not in besides}) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left
