"""What a store of private calendar addresses must do; `postgres` is the real one, `memory` the one for tests."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID

from innsyn.kernel.clock import Instant

Wording = Literal["neutral", "place"]
"""neutral: every entry is called the same, whatever it is. place: the kind of entry and where it is; never what it is about."""

MOST_FEEDS = 5
"""So many addresses may one person have of one record: for a telephone, a wall and a family or two."""

LONGEST_SECRET = 100
SECRET_BYTES = 32


def secret_from(random_bytes: Callable[[int], bytes]) -> str:
    """Draw a secret that can stand in an address."""
    return urlsafe_b64encode(random_bytes(SECRET_BYTES)).decode().rstrip("=")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """An address to be made. person_key: who makes it. owner: key of the record. role: in which she acts there. locale: of its words."""

    person_key: str
    owner: int
    role: str
    wording: Wording
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFeed(NewFeed):
    """One address. fetched_at: when something fetched it last, None for never."""

    id: UUID
    made_at: Instant
    fetched_at: Instant | None = None


class CalendarFeeds(Protocol):
    """Keeps addresses by a hash of their secret. Raises SessionsUnavailable when it cannot be reached."""

    async def make(self, asked: NewFeed, *, now: Instant) -> str | None:
        """Make an address. Returns its secret, 256 random bits, which is kept nowhere; None when she has `MOST_FEEDS` of this record."""
        ...

    async def find(self, secret: str, *, now: Instant) -> CalendarFeed | None:
        """Find whose an address is, and remember that it was fetched; None for one there is not, or not any more."""
        ...

    async def of(self, person_key: str, owner: int) -> Sequence[CalendarFeed]:
        """List the addresses a person has made of a record and not taken back, oldest first."""
        ...

    async def revoke(self, person_key: str, feed_id: UUID, *, now: Instant) -> None:
        """Take back an address of this person's: it answers nobody any more."""
        ...
