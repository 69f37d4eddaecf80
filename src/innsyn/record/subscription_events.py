"""Keeps the events of subscriptions: numbered together with the step in the change feed, waiting until they are settled.

Source: Subscriptions R5 Backport 1.1.0, event numbers; docs/adr/0021-subscriptions.md. An event and the position after it are one
transaction: whoever dies in between has neither, so no change is told twice or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innsyn.kernel.clock import Instant
from innsyn.record.connections import Connections
from innsyn.record.stored import Change
from innsyn.record.subscribed import Event, Settled

MOST_EVENTS = 1_000

_STEP = "update subscription set position = $3, last_event = last_event + $4 where id = $1 and position = $2 returning last_event"
_ADD = """
insert into subscription_event (subscription, number, owner, row, type, id, version, recorded_at, deleted)
select $1, u.* from unnest(
  $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::integer[], $8::timestamptz[], $9::boolean[])
  as u (number, owner, row, type, id, version, recorded_at, deleted)"""
_COLUMNS = "e.number, e.owner, e.row, e.type, e.id, e.version, e.recorded_at, e.deleted, e.settled"
_WAITING = f"""
select {_COLUMNS} from subscription_event e where e.subscription = $1 and e.settled is null order by e.number limit $2"""
_SETTLE = """
update subscription_event set settled = $3, settled_at = $4 where subscription = $1 and number = any($2::bigint[]) and settled is null"""
_BETWEEN = f"""
select {_COLUMNS} from subscription_event e where e.subscription = $1 and e.number >= $2 and e.number <= $3 order by e.number limit $4"""
_AGAIN = """
update subscription_event set settled = null, settled_at = null
where subscription = $1 and settled is not null and number >= $2 and number <= $3
  and ($4::timestamptz is null or recorded_at >= $4) and ($5::timestamptz is null or recorded_at <= $5) returning number"""
_FORGET = """
delete from subscription_event where (subscription, number) in (
  select e.subscription, e.number from subscription_event e where e.settled is not null and e.settled_at < $1 limit 10000)
returning number"""

LAST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Reach:
    """Which events: both ends included. since, until: by when the change was recorded; None is open."""

    first: int = 1
    last: int = LAST
    since: Instant | None = None
    until: Instant | None = None


class SubscriptionEvents:
    """The table `subscription_event`."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections

    async def step(self, id_: str, position: str, later: str, changes: Sequence[Change]) -> bool:
        """Go on from one position to a later one, with an event for each of these changes, numbered in their order.

        Returns False, with nothing done, when the subscription stands elsewhere: somebody else was first, or it is gone."""
        async with self._connections.transaction() as connection:
            last = await connection.fetchval(_STEP, id_, position, later, len(changes))
            if last is None:
                return False
            if changes:
                first = last - len(changes) + 1
                await connection.execute(_ADD, id_, list(range(first, last + 1)), *_columns(changes))
        return True

    async def waiting(self, id_: str, limit: int) -> list[Event]:
        """Give the events that wait, oldest first."""
        return [_event(row) for row in await self._connections.fetch(_WAITING, id_, limit)]

    async def settle(self, id_: str, numbers: Sequence[int], settled: Settled, now: Instant) -> None:
        """Note what became of events that waited."""
        await self._connections.fetch(_SETTLE, id_, list(numbers), settled, now)

    async def between(self, id_: str, reach: Reach, limit: int = MOST_EVENTS) -> list[Event]:
        """Give events by number, waiting or settled, oldest first."""
        return [_event(row) for row in await self._connections.fetch(_BETWEEN, id_, reach.first, reach.last, limit)]

    async def again(self, id_: str, reach: Reach) -> int:
        """Let settled events wait again, under the numbers they have. Returns how many."""
        return len(await self._connections.fetch(_AGAIN, id_, reach.first, reach.last, reach.since, reach.until))

    async def forget(self, before: Instant) -> int:
        """Throw away some of what was settled before an instant. Returns how many; ask again until it is none."""
        return len(await self._connections.fetch(_FORGET, before))


def _columns(changes: Sequence[Change]) -> tuple[list[Any], ...]:
    rows = [(one.owner, one.row, one.type, one.id, one.version, one.recorded_at, one.deleted) for one in changes]
    return tuple(list(column) for column in zip(*rows, strict=True))


def _event(row: Any) -> Event:
    return Event(
        number=row["number"],
        owner=row["owner"],
        row=row["row"],
        type=row["type"],
        id=row["id"],
        version=row["version"],
        recorded_at=row["recorded_at"],
        deleted=row["deleted"],
        settled=row["settled"],
    )
