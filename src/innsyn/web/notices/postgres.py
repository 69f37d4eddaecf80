"""The outbox in PostgreSQL, as callers see it: one statement for each act."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.notices.asked import Asked, Told, page_of
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import DeliveryFate, Fate
from innsyn.web.notices.kinds import Kind
from innsyn.web.notices.notice import Notice
from innsyn.web.notices.store import NoticesUnavailable
from innsyn.web.sessions.away import AWAY
from innsyn.web.sessions.envelope import mark_of

_TELL = """
insert into web_notice (once, person, kind, about, sender, concerns, hangs_on, good_until, at, due_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
on conflict (once) do nothing returning id"""

_TAKE_BACK = """
with gone as (
  update web_notice set opened_at = $1, due_at = null, state = case when state in ('waiting', 'no_channel') then 'withdrawn' else state end
  where {which} and opened_at is null returning id
)
update web_notice_delivery set state = 'withdrawn', due_at = null, changed_at = $1
where notice in (select id from gone) and state = 'waiting' and (leased_until is null or leased_until <= $1)"""

_OPENED = _TAKE_BACK.format(which="person = $2 and about = $3")
_WITHDRAW = _TAKE_BACK.format(which="once = $2")
_WITHDRAW_ALL = _TAKE_BACK.format(which="hangs_on = $2 and at <= $3")

_FATES = """
with shown as (select * from web_notice where {which} order by at desc, id limit $1)
select n.id, n.kind, n.about, n.at, n.state, n.reason, n.concerns, n.hindered,
  d.channel, d.state as then_state, d.reason as then_reason, d.changed_at, d.due_at as then_due_at, d.ending
from shown n left join web_notice_delivery d on d.notice = n.id order by n.at desc, n.id, d.channel, d.target"""

_LOG = _FATES.format(
    which="""person = $2 and ($3::bigint is null or concerns = $3) and (cardinality($4::text[]) = 0 or kind = any($4))
  and ($5::timestamptz is null or at < $5 or (at = $5 and id > $6))"""
)
_OF_EVENT = _FATES.format(which="once = $2")


class PostgresNotices:
    """Implements `Notices`. Raises NoticesUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def tell(self, notice: Notice) -> bool:
        """Keep a notice."""
        hangs_on = mark_of(notice.hangs_on, "notice") if notice.hangs_on else None
        values = (notice.to, notice.kind.value, notice.about, notice.sender, notice.concerns, hangs_on, notice.good_until, notice.at)
        async with reached(self._pool) as connection:
            return await connection.fetchval(_TELL, mark_of(notice.once, "notice"), *values) is not None

    async def opened(self, to: str, about: str, *, now: Instant) -> None:
        """Withdraw what told of this."""
        async with reached(self._pool) as connection:
            await connection.execute(_OPENED, now, to, about)

    async def withdraw(self, once: str, *, now: Instant) -> None:
        """Withdraw one."""
        async with reached(self._pool) as connection:
            await connection.execute(_WITHDRAW, now, mark_of(once, "notice"))

    async def withdraw_all(self, hangs_on: str, *, told_by: Instant, now: Instant) -> None:
        """Withdraw all that hang on one thing."""
        async with reached(self._pool) as connection:
            await connection.execute(_WITHDRAW_ALL, now, mark_of(hangs_on, "notice"), told_by)

    async def log(self, asked: Asked) -> Told:
        """List what a person was told."""
        at, id_ = asked.after or (None, None)
        kinds = sorted(each.value for each in asked.kinds)
        return page_of(await self._fates(_LOG, asked.most + 1, asked.to, asked.concerning, kinds, at, id_), asked.most)

    async def fate(self, once: str) -> Fate | None:
        """Say what became of one."""
        found = await self._fates(_OF_EVENT, 1, mark_of(once, "notice"))
        return found[0] if found else None

    async def _fates(self, statement: str, *values: object) -> Sequence[Fate]:
        async with reached(self._pool) as connection:
            rows = await connection.fetch(statement, *values)
        by_notice: dict[Any, list[Any]] = {}
        for row in rows:
            by_notice.setdefault(row["id"], []).append(row)
        return [_fate(found) for found in by_notice.values()]


def _fate(rows: Sequence[Any]) -> Fate:
    first = rows[0]
    named = {name: first[name] for name in ("id", "about", "at", "state", "reason", "concerns")}
    hindered = {Channel(channel): why for channel, _, why in (each.partition(":") for each in first["hindered"])}
    deliveries = [_delivery(row) for row in rows if row["channel"] is not None]
    return Fate(kind=Kind(first["kind"]), deliveries=deliveries, hindered=hindered, **named)


def _delivery(row: Any) -> DeliveryFate:
    return DeliveryFate(
        channel=Channel(row["channel"]),
        state=row["then_state"],
        reason=row["then_reason"],
        changed_at=row["changed_at"],
        due_at=row["then_due_at"],
        ending=row["ending"],
    )


@asynccontextmanager
async def reached(pool: "asyncpg.Pool[Any]") -> AsyncIterator[Any]:
    """Have a connection while the block lasts. Raises NoticesUnavailable when the database is away."""
    try:
        async with pool.acquire(timeout=5) as connection:
            yield connection
    except AWAY as problem:
        raise NoticesUnavailable from problem
