"""The file of signed roots outside the database: whoever cuts the log's tail off there must find and cut this file too.

One JSON object a line. It can be copied to other houses while it grows.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

from innsyn.gate.seal.root import as_json, from_json
from innsyn.record.sealing import Seal

ROOTS = "log-roots.jsonl"
"""Name of the file in the data folder."""

_TAIL_BYTES = 4096


class RootsFile:
    """The file, appended to by one sealer at a time, under a lock."""

    def __init__(self, path: Path) -> None:
        """Use `path`; it is made when the first root is appended."""
        self.path = path

    def append(self, root: Seal) -> None:
        """Add one root and wait until the disk has it; nothing when another sealer has come further.

        A line torn by a crash is cut off first: it was never answered for."""
        is_new = not self.path.exists()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            last = self.last()
            if last is not None and last.size >= root.size:
                return
            file.truncate(self._end_of_last_line())
            file.seek(0, os.SEEK_END)
            file.write(json.dumps(as_json(root)).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _sync_folder(self.path.parent)

    def last(self) -> Seal | None:
        """Read the last whole line, None when there is none. Raises ValueError when it is not a root."""
        lines = self._tail().split(b"\n")[:-1]
        return _root(lines[-1]) if lines else None

    def roots(self) -> Iterator[Seal | int]:
        """Read every root in turn; a line that is not a root comes as its line number, from 1. A torn last line is passed over."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield _root_or_number(line, number)

    def _tail(self) -> bytes:
        if not self.path.exists():
            return b""
        with self.path.open("rb") as file:
            start = max(0, file.seek(0, os.SEEK_END) - _TAIL_BYTES)
            file.seek(start)
            return file.read()

    def _end_of_last_line(self) -> int:
        tail = self._tail()
        return self.path.stat().st_size - len(tail) + tail.rfind(b"\n") + 1


def _root(line: bytes) -> Seal:
    try:
        return from_json(json.loads(line))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a signed root") from error


def _root_or_number(line: bytes, number: int) -> Seal | int:
    try:
        return _root(line)
    except ValueError:
        return number


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
