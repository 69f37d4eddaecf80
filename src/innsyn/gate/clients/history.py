"""Histories for machine clients: of one resource, of a type, and of everything, each version as the client may see it now.

Source: FHIR R4 4.0.1, http.html#history; docs/spec/access.md#AC-14.
"""

from innsyn.gate.access import Access, Permit
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.directories import Directories
from innsyn.gate.clients.entering import Entering
from innsyn.gate.clients.everywhere import entry_everywhere, everywhere
from innsyn.gate.clients.narrowed import NO_SCOPE, both
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.reading import Page
from innsyn.gate.refused import Refused
from innsyn.gate.scopes import Interaction
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import Condition, Nothing
from innsyn.record.during import During
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.record import Record
from innsyn.record.stored import Found, Owner, Stale

NOTHING_AT_ALL = Found()


class ClientHistory:
    """history."""

    def __init__(self, record: Record, access: Access, entering: Entering, whereabouts: Whereabouts, directories: Directories) -> None:
        """directories: what belongs to nobody."""
        self._record, self._access, self._entering = record, access, entering
        self._whereabouts, self._directories = whereabouts, directories

    async def history(
        self, client: Client, type_: str | None, id_: str | None, now: Instant, page: Page, during: During
    ) -> Found | Refused | Problem:
        """List versions. See `ClientGate.history`."""
        interaction: Interaction = "read" if id_ else "search"
        if not client.may(interaction, type_):
            return NO_SCOPE
        if type_ in SHARED_TYPES:
            return await self._directories.history(client, type_, id_, page, during.since)
        scopes = client.condition(interaction, type_)
        if client.context == "system" and id_ is None:
            return await self._everywhere(client, type_, now, page, during, scopes)
        owner = await self._owner(client, type_, id_)
        visit = await self._entering.enter(client, owner, now) if owner else None
        if not isinstance(visit, Visit):
            return NOTHING_AT_ALL
        return await self._in_one(visit, type_, id_, now, page, during, scopes)

    async def _owner(self, client: Client, type_: str | None, id_: str | None) -> Owner | None:
        if type_ is not None and id_ is not None:
            return await self._whereabouts.locate(type_, id_)
        return await self._whereabouts.record_of(client.patient_id) if client.patient_id else None

    async def _in_one(
        self, visit: Visit, type_: str | None, id_: str | None, now: Instant, page: Page, during: During, scopes: Condition
    ) -> Found | Problem:
        async def question(permit: Permit) -> Found | Stale | Problem:
            return await self._record.history(
                owner=visit.owner,
                type=type_,
                id=id_,
                count=page.count,
                after=page.after,
                since=during.since,
                at=during.at,
                narrow=both(permit.condition, scopes),
                stamp=permit.stamp,
                entry=Entry(visit.id, now, Action.HISTORY),
            )

        found: Found | Refused | Problem = await self._access.ask(visit, "read", now, question, about=(type_, id_))
        return NOTHING_AT_ALL if isinstance(found, Refused) else found

    async def _everywhere(
        self, client: Client, type_: str | None, now: Instant, page: Page, during: During, scopes: Condition
    ) -> Found | Problem:
        nowhere = self._entering.nowhere(client, now)
        allowed = await everywhere(self._record, nowhere, now, await self._access.policies.on(now))
        if isinstance(allowed, Problem):
            return allowed
        narrowed = both(allowed, scopes)
        if narrowed == Nothing():
            return NOTHING_AT_ALL
        found = await self._record.history(
            owner=None,
            type=type_,
            count=page.count,
            after=page.after,
            since=during.since,
            at=during.at,
            narrow=narrowed,
            stamp=None,
            entry=entry_everywhere(nowhere, now, Action.HISTORY),
        )
        return NOTHING_AT_ALL if isinstance(found, Stale) else found
