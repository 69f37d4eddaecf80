"""What whoever follows changes needs of the record: subscriptions, their events, places in the feed, and the turn to do it.

Source: docs/adr/0021-subscriptions.md. Nothing here gives out a resource: what is sent to anybody is read through the gate, and logged.
"""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from innsyn.kernel.clock import Instant
from innsyn.record.coalescing import Coalescer
from innsyn.record.connections import Connections
from innsyn.record.feed_places import end_of_feed, place_at
from innsyn.record.fulfilling import which_fulfil
from innsyn.record.query import Clause
from innsyn.record.stored import Change
from innsyn.record.subscribing import Subscribing
from innsyn.record.subscription_events import SubscriptionEvents
from innsyn.record.turn import Turn, turn


class Following:
    """subscriptions and events: the tables. The rest: questions about the change feed."""

    def __init__(self, connections: Connections, coalescer: Coalescer) -> None:
        """Take the record's connections and coalescer."""
        self._connections, self._coalescer = connections, coalescer
        self.subscriptions = Subscribing(connections)
        self.events = SubscriptionEvents(connections)

    async def end(self) -> str:
        """Give a cursor of the change feed before everything that is still to be."""
        return await end_of_feed(self._connections)

    async def place_at(self, instant: Instant) -> str:
        """Give a cursor before everything recorded at `instant` or later; some of what comes after it is a little older."""
        return await place_at(self._connections, instant)

    async def which_fulfil(self, changes: Sequence[Change], clauses: tuple[Clause, ...]) -> frozenset[int]:
        """Give the row numbers of those versions that fulfil all clauses; a deletion, when the version before it did."""
        return await which_fulfil(self._coalescer, changes, clauses)

    def turn(self, task: int) -> AbstractAsyncContextManager[Turn | None]:
        """Have the turn to do one task while the block lasts, or None when another process has it."""
        return turn(self._connections, task)
