"""What arrived somewhere in the sandbox: one small file each in a folder, so that every server process and the next start see it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any


class Kept:
    """JSON objects in the order they came."""

    def __init__(self, folder: Path, *, most: int = 500) -> None:
        """folder: made when the first thing comes. most: so many are kept; the oldest go."""
        self._folder, self._most = folder, most

    def add(self, thing: Mapping[str, Any], *, name: str, at: datetime) -> None:
        """Keep a thing. name: nobody else's. at: when it came."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{int(at.timestamp() * 1_000_000):020}-{name}.json"
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps({**thing, "at": at.isoformat()}), encoding="utf-8")
        draft.replace(path)
        for old in sorted(self._folder.glob("*.json"))[: -self._most]:
            old.unlink(missing_ok=True)

    def newest_first(self) -> Iterator[Mapping[str, Any]]:
        """Give everything, newest first; `at` is when it came."""
        for path in sorted(self._folder.glob("*.json"), reverse=True):
            try:
                yield json.loads(path.read_text(encoding="utf-8"))
            except FileNotFoundError:
                continue

    def once(self, word: str, thing: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Keep a thing under a word that is used once. Gives what stands there already, None when this was the first.

        word: letters, digits and dashes only."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path, draft = self._folder / f"{word}.once", self._folder / f"{word}.{id(thing)}.draft"
        draft.write_text(json.dumps(thing), encoding="utf-8")
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return self.found(word)
        finally:
            draft.unlink()
        return None

    def found(self, word: str) -> Mapping[str, Any] | None:
        """Give what stands under a word, None when nothing does."""
        try:
            thing: Mapping[str, Any] = json.loads((self._folder / f"{word}.once").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return thing

    def replace(self, word: str, thing: Mapping[str, Any]) -> None:
        """Put another thing under a word."""
        draft = self._folder / f"{word}.{id(thing)}.draft"
        draft.write_text(json.dumps(thing), encoding="utf-8")
        draft.replace(self._folder / f"{word}.once")
