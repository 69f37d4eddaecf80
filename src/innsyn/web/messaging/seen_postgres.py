"""What people have seen, in PostgreSQL: neither the person nor the page stands there in the open."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.envelope import mark_of
from innsyn.web.sessions.store import SessionsUnavailable

_LAST = "select mark, seen_at from web_seen where mark = any($1::bytea[])"
_SEE = "insert into web_seen (mark, seen_at) values ($1, $2) on conflict (mark) do update set seen_at = greatest(web_seen.seen_at, $2)"


class PostgresSeen:
    """Implements `Seen`. Raises SessionsUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def last(self, person_key: str, pages: Sequence[str]) -> Mapping[str, Instant]:
        """Say when each was last opened."""
        marks = {_mark(person_key, page): page for page in pages}
        try:
            rows = await self._pool.fetch(_LAST, list(marks))
        except AWAY as error:
            raise SessionsUnavailable from error
        return {marks[row["mark"]]: row["seen_at"] for row in rows}

    async def see(self, person_key: str, page: str, *, now: Instant) -> None:
        """Remember it; what was seen later stands."""
        try:
            await self._pool.execute(_SEE, _mark(person_key, page), now)
        except AWAY as error:
            raise SessionsUnavailable from error


def _mark(person_key: str, page: str) -> bytes:
    return mark_of(f"{person_key} {page}", "seen")
