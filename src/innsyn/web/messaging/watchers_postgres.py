"""Who wants to be told of promises, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any

import asyncpg

from innsyn.web.messaging.watchers import Watcher
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.store import SessionsUnavailable

_OF = "select organisation, person, hpr, since from web_promise_watcher where organisation = $1 order by since, person"
_ORGANISATIONS = "select distinct organisation from web_promise_watcher order by organisation"
_KEEP = "insert into web_promise_watcher (organisation, person, hpr, since) values ($1, $2, $3, $4) on conflict do nothing"
_REMOVE = "delete from web_promise_watcher where organisation = $1 and person = $2"


class PostgresWatchers:
    """Implements `Watchers`."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def of(self, organisation: str) -> Sequence[Watcher]:
        """List those of an organisation."""
        return [Watcher(**row) for row in await self._asked(_OF, organisation)]

    async def organisations(self) -> Sequence[str]:
        """List the organisations where somebody has asked."""
        return [row["organisation"] for row in await self._asked(_ORGANISATIONS)]

    async def keep(self, one: Watcher) -> None:
        """Keep one."""
        await self._asked(_KEEP, one.organisation, one.person, one.hpr, one.since)

    async def remove(self, organisation: str, person: str) -> None:
        """Tell somebody no more."""
        await self._asked(_REMOVE, organisation, person)

    async def _asked(self, text: str, *values: object) -> Sequence[Any]:
        try:
            found: Sequence[Any] = await self._pool.fetch(text, *values)
        except AWAY as error:
            raise SessionsUnavailable from error
        return found
