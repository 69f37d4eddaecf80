"""How long people waited, in PostgreSQL."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.messaging.answer_times import AnswerTime, Measured
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.store import SessionsUnavailable

_KEEP = "insert into web_answer_time (organisation, kind, answered_at, waited_s, is_kept) values ($1, $2, $3, $4, $5)"
_MEASURED = """
select kind, count(*) as count, percentile_cont(0.5) within group (order by waited_s) as median_s, count(*) filter (where is_kept) as kept
from web_answer_time where organisation = $1 and answered_at >= $2 group by kind order by kind"""


class PostgresAnswerTimes:
    """Implements `AnswerTimes`. `measured` raises SessionsUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def keep(self, one: AnswerTime) -> None:
        """Keep one, if the database is there."""
        with suppress(*AWAY):
            await self._pool.execute(_KEEP, one.organisation, one.kind, one.answered_at, one.waited_s, one.is_kept)

    async def measured(self, organisation: str, *, since: Instant) -> Mapping[str, Measured]:
        """Say how an organisation has answered."""
        try:
            rows = await self._pool.fetch(_MEASURED, organisation, since)
        except AWAY as error:
            raise SessionsUnavailable from error
        return {row["kind"]: Measured(row["count"], row["median_s"], row["kept"]) for row in rows}
