"""The gate for machine clients: the same rules and the same log as every page, narrowed by the token's scopes.

Source: FHIR R4 4.0.1, http.html; docs/adr/0016-machine-clients.md; docs/spec/access.md#AC-14.
"""

from collections.abc import Sequence

from innsyn.fhir.bundle import Bundle
from innsyn.fhir.profiles import Requirements
from innsyn.gate.access import Access
from innsyn.gate.clients.asked import Matching
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.content import ClientContents
from innsyn.gate.clients.delivering import Delivering
from innsyn.gate.clients.directories import Directories
from innsyn.gate.clients.entering import Entering
from innsyn.gate.clients.events import ClientEvents, EventPage, LogEvent, Period
from innsyn.gate.clients.feed import ClientFeed
from innsyn.gate.clients.finding import ClientFinding
from innsyn.gate.clients.history import ClientHistory
from innsyn.gate.clients.narrowed import unfit
from innsyn.gate.clients.reading import ClientReading
from innsyn.gate.clients.refusals import NOT_ALLOWED
from innsyn.gate.clients.searching import ClientSearching
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.content import Contents
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.directory import Directory
from innsyn.gate.opening import Opening
from innsyn.gate.reading import FIRST_PAGE, Page, Reading
from innsyn.gate.refused import Refused
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.during import During
from innsyn.record.entry import Action
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Change, Found, Owner, Stored


class ClientGate:
    """What a machine client may ask. One for the whole program, as `gate.clients`."""

    def __init__(self, record: Record, access: Access, opening: Opening, directory: Directory, requirements: Requirements) -> None:
        """opening: the doors that people use. directory: what the gate remembers of the directories.

        requirements: profiles that types must keep when they are written."""
        directories, self._whereabouts = Directories(record), Whereabouts(record)
        entering = Entering(record, access, opening)
        contents = ClientContents(record, access, Contents(record, access, Reading(record, access, opening)))
        self._reading = ClientReading(record, access, entering, self._whereabouts, directories, contents)
        self._history = ClientHistory(record, access, entering, self._whereabouts, directories)
        self._searching = ClientSearching(record, access, entering, self._whereabouts, directories)
        self._finding = ClientFinding(record, access, entering, opening)
        self._delivering = Delivering(record, access, entering, self._searching, self._finding, self._whereabouts, directory, requirements)
        self._events = ClientEvents(record, access, entering)
        self._feed = ClientFeed(record, access, directories, self._whereabouts)

    async def read(self, client: Client, type_: str, id_: str, now: Instant) -> Stored | Refused | None:
        """Read the version that stands.

        Returns it, with `deleted` set when it was deleted; None when there is none or the client may not see it, which nothing tells
        apart; Refused when the token grants nothing of this type at all."""
        return unfit(client) or await self._reading.read(client, type_, id_, now)

    async def vread(self, client: Client, type_: str, id_: str, version: int, now: Instant) -> Stored | Refused | None:
        """Read one version. Returns as `read`."""
        return unfit(client) or await self._reading.vread(client, type_, id_, version, now)

    async def history(
        self,
        client: Client,
        type_: str | None,
        id_: str | None,
        now: Instant,
        page: Page = FIRST_PAGE,
        *,
        since: Instant | None = None,
        at: tuple[Instant, Instant] | None = None,
    ) -> Found | Refused | Problem:
        """List versions, newest first: of one resource, of a type (id None), or of everything about patients (both None).

        since: only versions recorded from then on. at: only those that stood at some time in the half-open range; not for directories.
        Each must be one the client may see now. Of a type and of everything: in all records, or in the one a health worker's or
        citizen's token is for; a Problem when that would read too much."""
        return unfit(client) or await self._history.history(client, type_, id_, now, page, During(since, at))

    async def search(self, client: Client, query: Query, now: Instant, *, whose: Owner | None = None) -> Found | Refused | Problem:
        """Search what the client may see: what it may not is not found, not counted, and moves no page.

        whose: one record; None: all records, or the one a health worker's or citizen's token is for; directories for types without a
        patient. query: types the token does not grant are left out. Returns a page; Refused when none of the types is granted."""
        return unfit(client) or await self._searching.search(client, query, now, whose)

    async def whose(self, client: Client, patient_id: str) -> Owner | None:
        """Say which record a Patient id names. What nobody has names an empty record: that tells nothing. None for what is no id."""
        return None if unfit(client) else await self._whereabouts.record_of(patient_id)

    async def find(self, client: Client, identifier: tuple[str, str], now: Instant) -> Owner | None:
        """Find a patient by national number, which is logged in her record; the client may see her Patient for the rest of the day.

        identifier: system and value. Returns her record; None when there is none, for other identifiers, and without scope to search."""
        return None if unfit(client) else await self._finding.find(client, identifier, now)

    async def changes(self, client: Client, after: str | None, limit: int, now: Instant) -> tuple[list[Change], str] | Problem:
        """Give the changes after a cursor that a system may see now, and the cursor after everything that was looked at.

        after: None from the beginning. limit: most changes looked at, 1 to 1000. Not logged: it is for our own use, and tells a client
        nothing; `vread` decides again, and logs, before anything is told. A Problem for a cursor the feed does not have."""
        return await self._feed.changes(client, after, limit, now)

    async def export(self, client: Client, query: Query, now: Instant, *, whose: Owner) -> Found | Refused | Problem:
        """Search one record, or the directories (`SHARED`), for a bulk export: as `search`, and in the patient's log as an export."""
        return unfit(client) or await self._searching.search(client, query, now, None if whose == SHARED else whose, Action.EXPORT)

    async def still_sees(self, client: Client, references: Sequence[tuple[str, str]], now: Instant) -> list[bool]:
        """Say of resources that were exported, as type and id, whether a system may see them now. Not logged: nothing new goes out."""
        return await self._feed.still_sees(client, references, now)

    async def events(
        self, client: Client, owner: Owner, period: Period, now: Instant, *, before: int | None = None, count: int = 50
    ) -> EventPage:
        """Read a record's log, newest first: a citizen her own, an organisation's system what its own people and systems did.

        before: `next` of the former page. What the client may not know of is not there."""
        return EventPage() if unfit(client) else await self._events.page(client, owner, period, now, before, count)

    async def event(self, client: Client, id_: str, now: Instant) -> LogEvent | None:
        """Read one act of the log by its id; None when there is none that the client may know of."""
        return None if unfit(client) else await self._events.one(client, id_, now)

    async def deliver(self, client: Client, bundle: Bundle, now: Instant, naming: Naming, *, matching: Matching | None = None) -> Taken:
        """Take in changes: a transaction is all or nothing, in several records too; in a batch each entry stands alone.

        bundle: a single interaction is a bundle of one entry; entries that read are left out, and a PATCH carries its `patch`.
        naming: gives ids to what is created. matching: reads conditions as queries, None for plain ones (codes, identifiers, references).
        Returns what became of each entry. A problem's `details["status"]` is its HTTP status where the code does not tell it.
        Raises RecordUnavailable when the database goes away."""
        refused = unfit(client)
        if refused is not None:
            return Taken(problems={entry.index: (NOT_ALLOWED,) for entry in bundle.entries})
        return await self._delivering.deliver(client, bundle, now, naming, matching)
