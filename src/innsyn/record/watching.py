"""Follows the log for visits of personnel that are over, and keeps what was seen in them: never more than the log itself says.

Source: docs/spec/log.md#AL-4. Only the gate asks here; nothing of what is returned is shown to anybody but through the gate.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.record.connections import Connections
from innsyn.record.stored import Owner
from innsyn.record.turn import Turn, turn

_PLACE = "select tx::text, entry from watch_place for update"
_LAST = """
select tx::text, entry from (
  select l.tx, l.entry from log_entry l
  where (l.tx, l.entry) > ($1::text::xid8, $2) and l.tx < pg_snapshot_xmin(pg_current_snapshot())
  order by l.tx, l.entry limit $3) l
order by tx desc, entry desc limit 1"""
_BETWEEN = "(l.tx, l.entry) > ($1::text::xid8, $2) and (l.tx, l.entry) <= ($3::text::xid8, $4)"
# An office that answers a question is no visit to be looked at: it says its post, which nobody says who treats.
_OPENED = f"""
insert into watched_visit (owner, visit, actor, organisation, opened_at, due_at)
select l.owner, l.visit, l.detail->'actor'->>'key', l.detail->'actor'->>'organisation', l.at, (l.detail->>'expires')::timestamptz
from log_entry l
where {_BETWEEN} and l.action = 'open' and l.detail->'actor'->>'kind' = 'staff' and not l.detail->'actor' ? 'posts'
on conflict (owner, visit) do nothing"""
_CLOSED = f"""
update watched_visit w set due_at = l.at from log_entry l
where {_BETWEEN} and l.action = 'close' and w.owner = l.owner and w.visit = l.visit and w.due_at > l.at"""
_KEEP_PLACE = """
insert into watch_place (tx, entry) values ($1::text::xid8, $2)
on conflict (alone) do update set tx = excluded.tx, entry = excluded.entry"""
_COLUMNS = "owner, visit, actor, organisation, opened_at, marks"
_DUE = f"select {_COLUMNS} from watched_visit where due_at <= $1 order by due_at, visit limit $2"
_SEEN = "update watched_visit set marks = $3, due_at = $4 where owner = $1 and visit = $2"
_POSTPONE = "update watched_visit set due_at = $3 where owner = $1 and visit = $2"
_IN_A_ROW = "select count(distinct owner) from watched_visit where actor = $1 and opened_at between $2 and $3"
_MARKS = "select visit, marks from watched_visit where owner = $1 and visit = any($2) and marks is not null"
_ONE = f"select {_COLUMNS} from watched_visit where owner = $1 and visit = $2 and marks is not null"
_MARKED = f"""
select {_COLUMNS} from watched_visit
where organisation = $1 and cardinality(marks) > 0 and ($2::text is null or $2 = any(marks)) and ($3::timestamptz is null
  or (opened_at, visit) < ($3, $4))
order by opened_at desc, visit desc limit $5"""
_COUNTS = """
select mark, count(*) from watched_visit cross join unnest(marks) as mark
where organisation = $1 and cardinality(marks) > 0 and opened_at >= $2 group by mark"""
MOST_SPREAD = timedelta(minutes=30)
"""So long before and after an opening others by the same person stand in a row with it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One visit of personnel. actor: opaque key. organisation: number. marks: None until it has been looked at."""

    owner: Owner
    visit: UUID
    actor: str
    organisation: str | None
    opened_at: Instant
    marks: tuple[str, ...] | None


Place = tuple[Instant, UUID]
"""Where a page of marked visits ends: instant and visit of its last one."""


class Watching:
    """The tables `watch_place` and `watched_visit`."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections

    def turn(self, task: int) -> AbstractAsyncContextManager[Turn | None]:
        """Have the turn to do one task while the block lasts, or None when another process has it."""
        return turn(self._connections, task)

    async def follow(self, limit: int) -> bool:
        """Take in the next rows of the log: visits that personnel opened and closed. Returns whether there were any.

        Visits and place change in one transaction: whoever is killed has lost nothing and takes in nothing twice."""
        async with self._connections.transaction() as connection:
            here = await connection.fetchrow(_PLACE)
            tx, entry = (here["tx"], here["entry"]) if here else ("0", 0)
            last = await connection.fetchrow(_LAST, tx, entry, limit)
            if last is None:
                return False
            between = (tx, entry, last["tx"], last["entry"])
            await connection.execute(_OPENED, *between)
            await connection.execute(_CLOSED, *between)
            await connection.execute(_KEEP_PLACE, last["tx"], last["entry"])
        return True

    async def due(self, now: Instant, limit: int) -> list[Watched]:
        """Give visits that are over, or to be looked at once more, longest due first."""
        return [_watched(row) for row in await self._connections.fetch(_DUE, now, limit)]

    async def seen(self, one: Watched, marks: Sequence[str], again_at: Instant | None) -> None:
        """Keep what was seen in a visit. again_at: when to look once more, None for never."""
        await self._connections.fetch(_SEEN, one.owner, one.visit, list(marks), again_at)

    async def postpone(self, one: Watched, until: Instant) -> None:
        """Look at a visit later."""
        await self._connections.fetch(_POSTPONE, one.owner, one.visit, until)

    async def in_a_row(self, actor: str, at: Instant) -> int:
        """Count the records one person opened within half an hour before and after an instant."""
        rows = await self._connections.fetch(_IN_A_ROW, actor, at - MOST_SPREAD, at + MOST_SPREAD)
        return int(rows[0][0])

    async def marks_of(self, owner: Owner, visits: Sequence[UUID]) -> Mapping[UUID, tuple[str, ...]]:
        """Say how visits to one record are marked; those that were not looked at yet are left out."""
        return {row["visit"]: tuple(row["marks"]) for row in await self._connections.fetch(_MARKS, owner, list(visits))}

    async def one(self, owner: Owner, visit: UUID) -> Watched | None:
        """Give one visit that has been looked at."""
        found = await self._connections.fetch(_ONE, owner, visit)
        return _watched(found[0]) if found else None

    async def marked(self, organisation: str, mark: str | None, after: Place | None, limit: int) -> list[Watched]:
        """Give marked visits by an organisation's personnel, newest first. mark: only those with it. after: the last of the page before."""
        at, visit = after or (None, None)
        return [_watched(row) for row in await self._connections.fetch(_MARKED, organisation, mark, at, visit, limit)]

    async def counts(self, organisation: str, since: Instant) -> Mapping[str, int]:
        """Count an organisation's marked visits since an instant, by mark."""
        return {row[0]: row[1] for row in await self._connections.fetch(_COUNTS, organisation, since)}


def _watched(row: Any) -> Watched:
    marks = None if row["marks"] is None else tuple(row["marks"])
    return Watched(row["owner"], row["visit"], row["actor"], row["organisation"], row["opened_at"], marks)
