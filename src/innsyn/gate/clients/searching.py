"""Searches for machine clients: in one record, or in all records at once, narrowed before anything is counted, sorted or paged.

Source: FHIR R4 4.0.1, search.html; docs/adr/0016-machine-clients.md; docs/spec/access.md#AC-14.
"""

from dataclasses import replace

from innsyn.gate.access import Access, Permit
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.directories import Directories
from innsyn.gate.clients.entering import Entering
from innsyn.gate.clients.everywhere import entry_everywhere, everywhere
from innsyn.gate.clients.narrowed import NO_SCOPE, both
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, AnyOf, Condition, Everything, Nothing, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Found, Owner, Stale


class ClientSearching:
    """search."""

    def __init__(self, record: Record, access: Access, entering: Entering, whereabouts: Whereabouts, directories: Directories) -> None:
        """directories: what belongs to nobody."""
        self._record, self._access, self._entering = record, access, entering
        self._whereabouts, self._directories = whereabouts, directories

    async def search(
        self, client: Client, query: Query, now: Instant, whose: Owner | None, action: Action = Action.SEARCH
    ) -> Found | Refused | Problem:
        """Search. See `ClientGate.search`. action: what it is in the log of one record."""
        types = tuple(type_ for type_ in query.types if client.may("search", type_))
        if not types:
            return NO_SCOPE
        if all(type_ in SHARED_TYPES for type_ in types):
            return await self._directories.search(client, replace(query, types=types))
        asked = replace(query, types=tuple(type_ for type_ in types if type_ not in SHARED_TYPES))
        if whose is None and client.context != "system":
            whose = await self._bound(client)
            if whose is None:
                return _nothing(asked)
        return await (self._everywhere(client, asked, now) if whose is None else self._in_one(client, asked, now, whose, action))

    async def _bound(self, client: Client) -> Owner | None:
        """Say the one record that a health worker's or citizen's token is for."""
        return await self._whereabouts.record_of(client.patient_id) if client.patient_id else None

    async def _in_one(self, client: Client, query: Query, now: Instant, owner: Owner, action: Action) -> Found | Refused | Problem:
        visit = await self._entering.enter(client, owner, now)
        if not isinstance(visit, Visit):
            return _nothing(query)
        scopes = _scopes(client, query.types)

        async def question(permit: Permit) -> Found | Stale | Problem:
            return await self._record.search(
                owner=owner,
                query=query,
                narrow=both(permit.of(query.types), scopes),
                stamp=permit.stamp,
                entry=Entry(visit.id, now, action),
            )

        found: Found | Refused | Problem = await self._access.ask(visit, "read", now, question, about=(query.types[0], None))
        return _nothing(query) if isinstance(found, Refused) else found

    async def _everywhere(self, client: Client, query: Query, now: Instant) -> Found | Problem:
        """Search all records at once: only what a rule allows whoever the patient is. Logged with who asks in each patient's log."""
        nowhere = self._entering.nowhere(client, now)
        allowed = await everywhere(self._record, nowhere, now, await self._access.policies.on(now))
        if isinstance(allowed, Problem):
            return allowed
        narrowed = both(allowed, _scopes(client, query.types))
        if narrowed == Nothing():
            return _nothing(query)
        found = await self._record.search(
            owner=None,
            query=query,
            narrow=narrowed,
            stamp=None,
            entry=entry_everywhere(nowhere, now, Action.SEARCH),
        )
        if isinstance(found, Stale):
            raise TypeError("a question to all records stands on no one patient's facts")
        return found


def _nothing(query: Query) -> Found:
    """Answer as a record in which nothing is found: what may not be entered, and what is closed, looks the same and counts the same."""
    return Found(total=0 if query.with_total else None)


def _scopes(client: Client, types: tuple[str, ...]) -> Condition:
    """Say what the token grants of these types, of each what is granted of it."""
    granted = {type_: client.condition("search", type_) for type_ in types}
    if len(set(granted.values())) == 1:
        return granted[types[0]]
    whole = frozenset(type_ for type_, condition in granted.items() if condition == Everything())
    parts = [AllOf((OfType(frozenset({type_})), condition)) for type_, condition in granted.items() if type_ not in whole]
    return AnyOf((*((OfType(whole),) if whole else ()), *parts))
