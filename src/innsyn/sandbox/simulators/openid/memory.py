"""What a simulated provider remembers between requests: short-lived things, in this process only."""

from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Things by key that vanish after a while."""

    def __init__(self, *, lifetime_s: int, most: int = 10_000) -> None:
        """Keep each thing for `lifetime_s` seconds, and never more than `most` things: the oldest goes first."""
        self._lifetime = timedelta(seconds=lifetime_s)
        self._most = most
        self._things: dict[str, tuple[datetime, T]] = {}

    def put(self, key: str, thing: T, *, now: datetime) -> None:
        """Lay a thing on the shelf under a new or known key."""
        self._sweep(now)
        self._things.pop(key, None)
        self._things[key] = (now + self._lifetime, thing)

    def get(self, key: str, *, now: datetime) -> T | None:
        """Look at a thing without taking it."""
        until, thing = self._things.get(key, (now, None))
        return thing if until > now else None

    def take(self, key: str, *, now: datetime) -> T | None:
        """Take a thing off the shelf: the second taker finds nothing."""
        thing = self.get(key, now=now)
        self._things.pop(key, None)
        return thing

    def all(self, *, now: datetime) -> list[tuple[str, T]]:
        """List what is still there."""
        return [(key, thing) for key, (until, thing) in self._things.items() if until > now]

    def _sweep(self, now: datetime) -> None:
        """Drop what has run out. All lifetimes are equal, so the order of insertion is the order of expiry."""
        while self._things:
            key = next(iter(self._things))
            if self._things[key][0] > now and len(self._things) < self._most:
                return
            del self._things[key]
