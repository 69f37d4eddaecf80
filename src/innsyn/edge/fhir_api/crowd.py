"""Counts the requests of each client under way, so that one of them cannot take all of a process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Crowd:
    """Requests under way in this process, by client."""

    def __init__(self, most: int) -> None:
        """most: of one client at the same time."""
        self._most = most
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def place(self, key: str) -> Iterator[bool]:
        """Take a place while the block lasts. Gives whether there was one."""
        if self._under_way[key] >= self._most:
            yield False
            return
        self._under_way[key] += 1
        try:
            yield True
        finally:
            self._under_way[key] -= 1
            if not self._under_way[key]:
                del self._under_way[key]
