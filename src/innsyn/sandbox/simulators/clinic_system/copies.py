"""The system's own copy of what it has read and written, and what waits to be sent: one small file each, which outlive the process."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Copies:
    """Resources by type and id, as the platform last gave them."""

    def __init__(self, folder: Path) -> None:
        """folder: made when the first comes."""
        self._folder = folder

    def keep(self, resource: Json) -> None:
        """Keep a resource in place of what was there."""
        _write(self._folder / resource["resourceType"] / f"{resource['id']}.json", resource)

    def keep_all(self, resources: Iterable[Json]) -> None:
        """Keep several."""
        for resource in resources:
            self.keep(resource)

    def all(self, type_: str) -> list[Json]:
        """Give every copy of a type."""
        return _read(self._folder / type_)


class Outbox:
    """Letters that wait, oldest first. A letter goes out of it only when the platform has said yes or no."""

    def __init__(self, folder: Path) -> None:
        """folder: made when the first is put in."""
        self._waiting, self._returned = folder / "waiting", folder / "returned"

    def put(self, letter: Json, *, at: datetime) -> None:
        """Put a letter in. One of the same `word` that waits already, or was returned, is not put in again.

        What else was returned of its conversation is done with, but for answers: they are words that somebody wrote."""
        if any(each["word"] == letter["word"] for each in (*self.waiting(), *self.returned())):
            return
        for old in self.returned():
            if old["task"] == letter["task"] and old["kind"] != "answer":
                (self._returned / f"{old['word']}.json").unlink(missing_ok=True)
        _write(self._waiting / f"{int(at.timestamp() * 1_000_000):020}-{letter['word']}.json", {**letter, "at": at.isoformat()})

    def waiting(self) -> list[Json]:
        """Give what waits."""
        return _read(self._waiting)

    def returned(self) -> list[Json]:
        """Give what the platform would not have: `status` is what it answered."""
        return _read(self._returned)

    def done(self, letter: Json) -> None:
        """Take a letter out that is there."""
        for path in self._waiting.glob(f"*-{letter['word']}.json"):
            path.unlink(missing_ok=True)

    def give_back(self, letter: Json, status: int) -> None:
        """Take a letter out that the platform would not have, and keep it aside."""
        _write(self._returned / f"{letter['word']}.json", {**letter, "status": status})
        self.done(letter)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Say whether this process has the folder's work to itself while the block lasts; another process may have it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _read(folder: Path) -> list[Json]:
    """Read what lies in a folder, in the order of the names; what another process takes out meanwhile is not there any more."""
    found = []
    for path in sorted(folder.glob("*.json")):
        with suppress(FileNotFoundError):
            found.append(json.loads(path.read_text(encoding="utf-8")))
    return found


def _write(path: Path, content: Json) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{id(content)}.draft")
    draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    draft.replace(path)
