"""Private calendar addresses in PostgreSQL: found by a hash of the secret, which itself is nowhere."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.calendar_feeds.store import MOST_FEEDS, CalendarFeed, NewFeed, secret_from
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.envelope import RandomBytes, place_of
from innsyn.web.sessions.store import SessionsUnavailable

_COLUMNS = "id, person, owner, role, wording, locale, made_at, fetched_at"

_MAKE = """
insert into web_calendar_feed (id, place, person, owner, role, wording, locale, made_at)
select $1, $2, $3, $4, $5, $6, $7, $8
where (select count(*) from web_calendar_feed where person = $3 and owner = $4 and revoked_at is null) < $9
returning id"""

_FIND = f"""
update web_calendar_feed set fetched_at = greatest(fetched_at, $2) where place = $1 and revoked_at is null
returning {_COLUMNS}"""

_OF = f"select {_COLUMNS} from web_calendar_feed where person = $1 and owner = $2 and revoked_at is null order by made_at, id"

_REVOKE = "update web_calendar_feed set revoked_at = $3 where id = $1 and person = $2 and revoked_at is null"


class PostgresCalendarFeeds:
    """Implements `CalendarFeeds`. Raises SessionsUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]", *, random_bytes: RandomBytes) -> None:
        """Use `pool`."""
        self._pool, self._random_bytes = pool, random_bytes

    async def make(self, asked: NewFeed, *, now: Instant) -> str | None:
        """Make one."""
        secret, id_ = secret_from(self._random_bytes), UUID(bytes=self._random_bytes(16))
        values = (id_, place_of(secret), asked.person_key, asked.owner, asked.role, asked.wording, asked.locale, now)
        return secret if await self._rows(_MAKE, *values, MOST_FEEDS) else None

    async def find(self, secret: str, *, now: Instant) -> CalendarFeed | None:
        """Find whose it is."""
        found = await self._rows(_FIND, place_of(secret), now)
        return _feed(found[0]) if found else None

    async def of(self, person_key: str, owner: int) -> Sequence[CalendarFeed]:
        """List somebody's."""
        return [_feed(row) for row in await self._rows(_OF, person_key, owner)]

    async def revoke(self, person_key: str, feed_id: UUID, *, now: Instant) -> None:
        """Take one back."""
        await self._rows(_REVOKE, feed_id, person_key, now)

    async def _rows(self, statement: str, *values: object) -> Sequence[Any]:
        try:
            rows: Sequence[Any] = await self._pool.fetch(statement, *values)
        except AWAY as error:
            raise SessionsUnavailable from error
        return rows


def _feed(row: Any) -> CalendarFeed:
    return CalendarFeed(
        id=row["id"],
        person_key=row["person"],
        owner=row["owner"],
        role=row["role"],
        wording=row["wording"],
        locale=row["locale"],
        made_at=row["made_at"],
        fetched_at=row["fetched_at"],
    )
