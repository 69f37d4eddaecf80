"""Locks that the system itself lets go of when their holder dies, however it dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class FileLock:
    """One open lock file (flock). Each instance counts by itself, also two in the same process."""

    def __init__(self, path: Path) -> None:
        """Open the file, made if it is missing. Nothing is held yet."""
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold together with others; waits while somebody holds it alone."""
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def try_to_share(self) -> bool:
        """Hold together with others; no when somebody holds it alone."""
        return self._try(fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Hold alone; no when anybody else holds it. What this instance held before may then be lost."""
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        """Let go, and keep the file open."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go and close."""
        os.close(self._fd)

    def __enter__(self) -> "FileLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _try(self, how: int) -> bool:
        try:
            fcntl.flock(self._fd, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
