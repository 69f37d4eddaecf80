"""What a running PostgreSQL says of itself: its postmaster.pid, and the processes whose working folder is the cluster.

Source: PostgreSQL 18, src/include/utils/pidfile.h (the lines of postmaster.pid).
"""

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

LINE_PID, LINE_SOCKET_FOLDER, LINE_STATUS = 0, 4, 7


@dataclass(frozen=True, slots=True)
class Postmaster:
    """One server. pid: its first process. socket_folder: where clients find it. is_ready: it takes connections."""

    pid: int
    socket_folder: str
    is_ready: bool


def running_postmaster(cluster: Path) -> Postmaster | None:
    """Read who serves the cluster; nothing when nobody does, or when the process that did is gone."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        pid = int(lines[LINE_PID])
    except (OSError, ValueError, IndexError):
        return None
    if not _serves(pid, cluster):
        return None
    status = lines[LINE_STATUS].strip() if len(lines) > LINE_STATUS else ""
    return Postmaster(pid, lines[LINE_SOCKET_FOLDER] if len(lines) > LINE_SOCKET_FOLDER else "", status == "ready")


def end_leftovers(cluster: Path, *, patience_s: float = 30.0) -> None:
    """End every server process of the cluster that nobody looks after, gently first, and remove the notes it left.

    The note beside its socket too: a killed server whose parent has not fetched its end yet still counts as alive to the next one.

    Call only while holding the keeper's lock."""
    if postmaster := running_postmaster(cluster):
        _signal(postmaster.pid, signal.SIGINT)
    for hard, wait_s in ((signal.SIGQUIT, patience_s), (signal.SIGKILL, 5.0), (None, 5.0)):
        if _are_gone(cluster, wait_s):
            break
        for pid in _processes(cluster):
            if hard is not None:
                _signal(pid, hard)
    note = cluster / "postmaster.pid"
    if socket_folder := _line(note, LINE_SOCKET_FOLDER):
        for lock in Path(socket_folder).glob(".s.PGSQL.*.lock"):
            lock.unlink(missing_ok=True)
    note.unlink(missing_ok=True)


def _line(note: Path, number: int) -> str:
    try:
        return note.read_text().splitlines()[number].strip()
    except (OSError, IndexError):
        return ""


def _are_gone(cluster: Path, wait_s: float) -> bool:
    deadline = time.monotonic() + wait_s
    while _processes(cluster):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _processes(cluster: Path) -> list[int]:
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _works_in(int(entry.name), cluster)]


def _serves(pid: int, cluster: Path) -> bool:
    if Path("/proc/self").exists():
        return _works_in(pid, cluster)
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        return True
    return False


def _works_in(pid: int, cluster: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == cluster.resolve() and "postgres" in Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return False


def _signal(pid: int, which: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, which)
