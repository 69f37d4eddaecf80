"""Private calendar addresses in memory, for tests."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.web.calendar_feeds.store import MOST_FEEDS, CalendarFeed, NewFeed, secret_from
from innsyn.web.sessions.envelope import RandomBytes


class MemoryCalendarFeeds:
    """Implements `CalendarFeeds`."""

    def __init__(self, random_bytes: RandomBytes) -> None:
        """Nobody has any yet."""
        self._random_bytes = random_bytes
        self._by_secret: dict[str, CalendarFeed] = {}

    async def make(self, asked: NewFeed, *, now: Instant) -> str | None:
        """Make one."""
        if len(await self.of(asked.person_key, asked.owner)) >= MOST_FEEDS:
            return None
        secret = secret_from(self._random_bytes)
        self._by_secret[secret] = CalendarFeed(id=UUID(bytes=self._random_bytes(16)), made_at=now, **asdict(asked))
        return secret

    async def find(self, secret: str, *, now: Instant) -> CalendarFeed | None:
        """Find whose it is."""
        if secret in self._by_secret:
            self._by_secret[secret] = replace(self._by_secret[secret], fetched_at=now)
        return self._by_secret.get(secret)

    async def of(self, person_key: str, owner: int) -> Sequence[CalendarFeed]:
        """List somebody's."""
        found = (each for each in self._by_secret.values() if (each.person_key, each.owner) == (person_key, owner))
        return sorted(found, key=lambda each: each.made_at)

    async def revoke(self, person_key: str, feed_id: UUID, *, now: Instant) -> None:  # noqa: ARG002 - the real one keeps when
        """Take one back."""
        self._by_secret = {key: each for key, each in self._by_secret.items() if (each.id, each.person_key) != (feed_id, person_key)}
