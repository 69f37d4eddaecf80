"""Makes events of changes: each subscription looks at what its client may see of the feed, and keeps what its criteria find.

An event and the step past its change are one transaction, so that whatever dies, nothing is told twice or left out.
Source: FHIR R4 4.0.1, subscription.html; docs/adr/0021-subscriptions.md.
"""

from collections import defaultdict
from collections.abc import Sequence

import structlog

from innsyn.edge.subscriptions.asked import Asked
from innsyn.edge.subscriptions.criteria import both
from innsyn.edge.subscriptions.ports import Following, Gate, Registry
from innsyn.edge.subscriptions.practice import Practice
from innsyn.edge.subscriptions.registered import NOT_REGISTERED, still_registered
from innsyn.gate.clients.client import Client
from innsyn.gate.following import Subscribed
from innsyn.gate.values import Change, Owner, RecordUnavailable, owner_of
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.web.serving.technical_log import kinds, trail

_MOST_CHANGES = 500


class Matching:
    """One round after another through the feed."""

    def __init__(self, following: Following, gate: Gate, registry: Registry, practice: Practice) -> None:
        """gate: says what a client may see, without telling it anything. registry: who is still registered."""
        self._following, self._gate, self._registry, self._practice = following, gate, registry, practice
        self._log = structlog.get_logger("innsyn.subscriptions")

    async def round(self, now: Instant) -> bool:
        """Look at the next changes for every subscription at work. Returns whether there were any."""
        together: dict[tuple[str, str, str], list[Subscribed]] = defaultdict(list)
        for one in await self._following.subscriptions.at_work():
            together[one.client, one.scopes, one.position].append(one)
        moved = False
        for (key, scopes, place), ones in together.items():
            try:
                moved |= await self._together(key, scopes, place, ones, now)
            except RecordUnavailable:
                raise
            except Exception as failure:  # One client's trouble is no other's; nothing of its place in the feed is lost.
                ids = [one.id for one in ones]
                self._log.error("subscriptions.not_matched", subscriptions=ids, kinds=kinds(failure), trail=trail(failure))
        return moved

    async def _together(self, key: str, scopes: str, position: str, ones: Sequence[Subscribed], now: Instant) -> bool:
        """Look for those who are one client's and stand at one place."""
        client = await still_registered(self._registry, key, scopes, now)
        if client is None:
            for one in ones:
                await self._following.subscriptions.turn(one, "off", now, NOT_REGISTERED)
            return False
        found = await self._gate.changes(client, position, _MOST_CHANGES, now)
        if isinstance(found, Problem):
            raise TypeError("a subscription stands at a place that the feed does not have")
        changes, later = found
        if later == position:
            return False
        for one in ones:
            asked = self._practice.asked(one)
            if not isinstance(asked, list):  # What is not understood any more stays where it is: delivering says so.
                await self._following.events.step(one.id, position, later, await self._wanted(one, asked, client, changes))
        return True

    async def _wanted(self, one: Subscribed, asked: Asked, client: Client, changes: Sequence[Change]) -> list[Change]:
        open_to = {
            type_: await self._owners(asked, type_, client) for type_ in {each.type for each in changes} & asked.criteria.by_type.keys()
        }
        likely = [each for each in changes if each.type in open_to and _is_likely(each, asked, one, open_to[each.type])]
        by_type: dict[str, list[Change]] = defaultdict(list)
        for each in likely:
            by_type[each.type].append(each)
        rows: set[int] = set()
        for type_, of_type in by_type.items():
            rows |= await self._following.which_fulfil(of_type, asked.criteria.by_type[type_].clauses)
        return [each for each in likely if each.row in rows]

    async def _owners(self, asked: Asked, type_: str, client: Client) -> set[Owner] | None:
        """Say in whose records a type is wanted, None for everybody's."""
        patients = both(asked.criteria.patients, asked.criteria.by_type[type_].patients)
        if patients is None:
            return None
        known = [owner_of(id_) or await self._gate.whose(client, id_) for id_ in patients]
        return {owner for owner in known if owner is not None}


def _is_likely(each: Change, asked: Asked, one: Subscribed, open_to: set[Owner] | None) -> bool:
    """Say whether a change can be wanted, from what the feed itself says of it. R4's own form tells of no deletion."""
    return (
        (asked.topic is not None or not each.deleted)
        and (one.since is None or each.recorded_at >= one.since)
        and (open_to is None or each.owner in open_to)
    )
