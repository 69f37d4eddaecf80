"""The outbox in PostgreSQL, as the worker sees it: taking is one statement, and only the last taker's word counts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Literal

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import Claimed, NotPlanned, Planned, Waiting
from innsyn.web.notices.kinds import MANNERS, Kind
from innsyn.web.notices.postgres import reached

KEPT = timedelta(days=90)
"""So long what was told can be looked up."""

_TAKE_NOTICES = """
update web_notice set attempt = attempt + 1, leased_until = $2
where id in (
  select id from web_notice where due_at <= $1 and (leased_until is null or leased_until <= $1)
  order by due_at limit $3 for update skip locked
)
returning id, kind, person, sender, at, attempt, good_until"""

_PLANNED = """
with done as (
  update web_notice set state = 'planned', reason = '', hindered = $9, due_at = null, leased_until = null
  where id = $1 and attempt = $2 and due_at is not null returning id, person
)
insert into web_notice_delivery (id, notice, person, channel, target, wording, due_at, changed_at)
select each.id, done.id, done.person, each.channel, each.target, $3, each.due_at, $4
from done, unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[]) as each (id, channel, target, due_at)
on conflict do nothing"""

_NOT_PLANNED = """
update web_notice set state = $3, reason = $4, due_at = $5, leased_until = null where id = $1 and attempt = $2 and due_at is not null"""

_TAKE_DELIVERIES = """
with ranked as (
  select id, row_number() over (partition by person, channel, target order by due_at, id) as place
  from web_notice_delivery d
  where state = 'waiting' and due_at <= $1 and not exists (
    select from web_notice_delivery other
    where other.person = d.person and other.channel = d.channel and other.target = d.target
      and other.state = 'waiting' and other.leased_until > $1
  )
), taken as (
  update web_notice_delivery set attempt = attempt + 1, leased_until = $2
  where id in (
    select id from web_notice_delivery
    where id in (select id from ranked where place = 1) and state = 'waiting' and (leased_until is null or leased_until <= $1)
    order by due_at limit $3 for update skip locked
  )
  returning *
)"""

_TAKE_SENT = """
with taken as (
  update web_notice_delivery set attempt = attempt + 1, leased_until = $2
  where id in (
    select id from web_notice_delivery
    where state = 'sent' and due_at <= $1 and (leased_until is null or leased_until <= $1)
    order by due_at limit $3 for update skip locked
  )
  returning *
)"""

_TAKEN = """
select t.id, n.kind, t.person, t.channel, t.target, t.wording, n.sender, t.attempt, t.reference, n.opened_at, n.good_until
from taken t join web_notice n on n.id = t.notice order by t.due_at, t.id"""

_SENT = """
with done as (
  update web_notice_delivery
  set state = 'sent', reason = '', reference = $3, ending = $6, attempt = 0, due_at = $4, leased_until = null, changed_at = $5
  where id = $1 and attempt = $2 and state = 'waiting' returning id, notice, person, channel, target, wording
)
update web_notice_delivery d
set state = 'sent', reason = 'together', reference = $3, ending = $6, due_at = null, leased_until = null, changed_at = $5
from done, web_notice mine, web_notice other
where d.id <> done.id and (d.person, d.channel, d.target, d.wording) = (done.person, done.channel, done.target, done.wording)
  and mine.id = done.notice and other.id = d.notice and other.sender is not distinct from mine.sender
  and (other.good_until is null or other.good_until > $5)
  and d.state = 'waiting' and d.due_at <= $5 and (d.leased_until is null or d.leased_until <= $5)"""

_PUT_BACK = """
update web_notice_delivery d
set state = case when n.opened_at is null then 'waiting' else 'withdrawn' end, reason = $3,
  due_at = case when n.opened_at is null then $4::timestamptz end, leased_until = null, attempt = d.attempt - $5, changed_at = $6
from (select id, opened_at from web_notice where id = (select notice from web_notice_delivery where id = $1)) n
where d.id = $1 and d.attempt = $2 and d.state = 'waiting'"""

_ENDED = """
update web_notice_delivery set state = $3, reason = $4, due_at = null, leased_until = null, changed_at = $5
where id = $1 and attempt = $2 and state = 'waiting'"""

_REPORTED = """
with done as (
  update web_notice_delivery set state = $3, reason = $4, due_at = $5, leased_until = null, changed_at = $6
  where id = $1 and attempt = $2 and state = 'sent' returning channel, reference
)
update web_notice_delivery d set state = $3, changed_at = $6
from done where d.channel = done.channel and d.reference = done.reference and d.state = 'sent' and d.reason = 'together'"""

_SWEEP = "delete from web_notice where at < $1 and leased_until is null and due_at is null"


class PostgresOutbox:
    """Implements `Outbox`. Raises NoticesUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def take_notices(self, *, now: Instant, until: Instant, most: int) -> Sequence[Waiting]:
        """Take notices to plan."""
        rows = await self._rows(_TAKE_NOTICES, now, until, most)
        return [_waiting(row) for row in rows]

    async def planned(
        self, taken: Waiting, deliveries: Sequence[Planned], *, hindered: Mapping[Channel, str] | None = None, now: Instant
    ) -> None:
        """Keep how it will be told."""
        columns = [[getattr(each, name) for each in deliveries] for name in ("id", "channel", "target", "due_at")]
        not_on = [f"{channel}:{why}" for channel, why in (hindered or {}).items()]
        await self._rows(_PLANNED, taken.id, taken.attempt, MANNERS[taken.kind].wording, now, *columns, not_on)

    async def not_planned(self, taken: Waiting, state: NotPlanned, reason: str, *, again_at: Instant | None) -> None:
        """Keep why it is not told."""
        await self._rows(_NOT_PLANNED, taken.id, taken.attempt, state, reason, again_at)

    async def take_deliveries(self, *, now: Instant, until: Instant, most: int) -> Sequence[Claimed]:
        """Take deliveries to send."""
        return [_claimed(row) for row in await self._rows(_TAKE_DELIVERIES + _TAKEN, now, until, most)]

    async def sent(self, taken: Claimed, reference: str, *, ending: str = "", look_at: Instant | None, now: Instant) -> None:
        """Keep that a gateway has it."""
        await self._rows(_SENT, taken.id, taken.attempt, reference, look_at, now, ending)

    async def put_back(self, taken: Claimed, reason: str, *, until: Instant, is_counted: bool = True, now: Instant) -> None:
        """Have it tried again."""
        await self._rows(_PUT_BACK, taken.id, taken.attempt, reason, until, 0 if is_counted else 1, now)

    async def ended(self, taken: Claimed, state: Literal["failed", "withdrawn"], reason: str, *, now: Instant) -> None:
        """Keep that it will never be sent."""
        await self._rows(_ENDED, taken.id, taken.attempt, state, reason, now)

    async def take_sent(self, *, now: Instant, until: Instant, most: int) -> Sequence[Claimed]:
        """Take deliveries to ask about."""
        return [_claimed(row) for row in await self._rows(_TAKE_SENT + _TAKEN, now, until, most)]

    async def reported(
        self, taken: Claimed, state: Literal["sent", "delivered", "failed"], reason: str, *, look_at: Instant | None, now: Instant
    ) -> None:
        """Keep what a gateway reports."""
        await self._rows(_REPORTED, taken.id, taken.attempt, state, reason, look_at, now)

    async def sweep(self, *, now: Instant) -> None:
        """Throw away what is over and was told long ago."""
        await self._rows(_SWEEP, now - KEPT)

    async def _rows(self, statement: str, *values: object) -> Sequence[Any]:
        async with reached(self._pool) as connection:
            rows: Sequence[Any] = await connection.fetch(statement, *values)
            return rows


def _waiting(row: Any) -> Waiting:
    named = {name: row[name] for name in ("id", "sender", "at", "attempt", "good_until")}
    return Waiting(kind=Kind(row["kind"]), to=row["person"], **named)


def _claimed(row: Any) -> Claimed:
    return Claimed(
        id=row["id"],
        kind=Kind(row["kind"]),
        to=row["person"],
        channel=Channel(row["channel"]),
        target=row["target"],
        wording=row["wording"],
        sender=row["sender"],
        attempt=row["attempt"],
        reference=row["reference"],
        is_opened=row["opened_at"] is not None,
        good_until=row["good_until"],
    )
