"""The record: the only door to the database for patients' data. Nothing is read here without being logged in the same statement.

Source: docs/adr/0002-storage-layout.md, 0003-owner-in-the-id.md, 0004-read-and-log-in-one-statement.md. Only the gate calls it.
"""

# ruff: noqa: A002 -- `type` and `id` are FHIR's words for these arguments.

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.blobs import Blobs, BlobStore
from innsyn.record.changes import Changes
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.connections import Connections
from innsyn.record.distribute import has_citus
from innsyn.record.drafts import STANDING_TYPES
from innsyn.record.during import During
from innsyn.record.entry import Entry
from innsyn.record.exporting import Exporting
from innsyn.record.finding import EntryOf, Finding
from innsyn.record.following import Following
from innsyn.record.holding import which_hold
from innsyn.record.ids import RandomBits, new_owner
from innsyn.record.log_row import LogRow
from innsyn.record.logbook import ANY, Act, Logbook, LogFilter, LoggedVisit, blob_act
from innsyn.record.population_history import PopulationHistory
from innsyn.record.population_search import PopulationSearching, starts_from_listed
from innsyn.record.query import Query
from innsyn.record.reading import Answer, Reading
from innsyn.record.sealing import Sealing
from innsyn.record.searching import Searching
from innsyn.record.shared_reading import shared_history, shared_read
from innsyn.record.sorting import Sorting
from innsyn.record.standing import Standing, read_standing
from innsyn.record.stored import Change, Conflict, Found, Owner, Stale, Stored, Write, Written
from innsyn.record.waiting import Waiting
from innsyn.record.watching import Watching
from innsyn.record.writing import Part, Writing


@dataclass(frozen=True, slots=True)
class BlobPlace:
    """Where blobs lie and what wraps their keys. place: a folder, or `s3://bucket/prefix`. master_key: 32 bytes."""

    place: str
    master_key: bytes = field(repr=False)


class BlobsNotSet(Exception):
    """The record was opened without a place for blobs."""


class Record:
    """Opened with `open`, closed with `close`. Every function raises RecordUnavailable when the database is away.

    Where `narrow` is asked for it says what may be seen; where `stamp` is, it is that of the Standing the decision was built on, or None
    to ask without. `entry` becomes a row of the log in the same statement, or the same transaction for writes."""

    def __init__(self, connections: Connections, coalescer: Coalescer, blobs: Blobs | None, random_bits: RandomBits) -> None:
        """Put the parts together; use `open`."""
        self._connections = connections
        self._coalescer = coalescer
        self._blobs = blobs
        self._random_bits = random_bits
        self._reading = Reading(coalescer)
        self._searching = Searching(coalescer)
        self._population = PopulationSearching(connections, coalescer)
        self._sorting = Sorting(coalescer, self._searching, self._population)
        self._population_history = PopulationHistory(connections, coalescer)
        self._writing = Writing(connections, random_bits)
        self._finding = Finding(connections, coalescer)
        self._logbook = Logbook(connections)
        self._changes = Changes(connections)
        self.sealing = Sealing(connections)
        self.watching = Watching(connections)
        self.waiting = Waiting(coalescer)
        self.following = Following(connections, coalescer)
        self.bulk = Exporting(connections, blobs)

    @classmethod
    async def open(
        cls,
        dsn: str,
        *,
        blobs: BlobPlace | None = None,
        size: int = 12,
        together: bool = True,
        random_bits: RandomBits = secrets.randbits,
    ) -> "Record":
        """Open the record in a migrated database.

        dsn: PostgreSQL 15 or newer. size: most connections. together: False lets each reading have its own commit.
        random_bits: chance for new ids and owners. Raises RecordUnavailable when the database does not answer."""
        connections = await Connections.open(dsn, size=size)
        async with connections.one() as connection:
            is_spread = await has_citus(connection)
        coalescer = Coalescer(connections, mixes_owners=not is_spread, together=together)
        kept = Blobs(connections, BlobStore.at(blobs.place), blobs.master_key) if blobs else None
        return cls(connections, coalescer, kept, random_bits)

    async def close(self) -> None:
        """Finish what is under way and let the connections go."""
        await self._coalescer.close()
        await self._changes.close()
        await self._connections.close()

    def new_owner(self) -> Owner:
        """Draw the key of a new patient's compartment; `ids.patient_id` gives the id of the Patient in it."""
        return new_owner(self._random_bits)

    async def read(self, *, owner: Owner, type: str, id: str, narrow: Condition, stamp: int | None, entry: Entry) -> Answer:
        """Read the version that stands.

        Returns it, with `deleted` set and no body when it was deleted; Outcome.ABSENT; Outcome.REFUSED when it exists and `narrow` does
        not hold, which only the log may tell apart from absent; or STALE, and then nothing was read or logged."""
        return await self._reading.read(owner, type, id, narrow, stamp, entry)

    async def vread(
        self,
        *,
        owner: Owner,
        type: str,
        id: str,
        version: int,
        narrow: Condition,
        stamp: int | None,
        entry: Entry,
    ) -> Answer:
        """Read one version. `narrow` must hold for it and for the version that stands now. Returns as `read`."""
        return await self._reading.vread(owner, type, id, version, narrow, stamp, entry)

    async def history(
        self,
        *,
        owner: Owner | None,
        narrow: Condition,
        stamp: int | None,
        entry: Entry,
        type: str | None = None,
        id: str | None = None,
        count: int = 50,
        after: str | None = None,
        since: Instant | None = None,
        at: tuple[Instant, Instant] | None = None,
    ) -> Found | Stale | Problem:
        """List versions, newest first: of one resource, of a type (id None), or of the owner (both None); of all records with owner None.

        count: 0 to 500. after: `next` of the former page. since: recorded then or later. at: that stood at some time in the half-open
        range. `narrow` must hold for each and for the version that stands now. All records: logs one row for each patient seen, asks
        no stamp; a Problem when it would read too much."""
        during = During(since, at)
        if owner is None:
            return await self._population_history.history(type, count, after, during, narrow, entry)
        return await self._reading.history(owner, type, id, count, after, narrow, stamp, entry, during)

    async def by_rows(self, *, owner: Owner, rows: Sequence[int], narrow: Condition, stamp: int | None, entry: Entry) -> Found | Stale:
        """Read versions by their row numbers, as the log keeps them in `shown`; at most 500, newest first."""
        return await self._reading.by_rows(owner, rows, narrow, stamp, entry)

    async def search(
        self, *, owner: Owner | None, query: Query, narrow: Condition, stamp: int | None, entry: Entry
    ) -> Found | Stale | Problem:
        """Search one record; or all of them (owner None), which logs one row for each patient seen and asks no stamp.

        Returns a page; or a Problem for a position that is not this search's, an order that cannot be, or a search that would read too
        much: none of these logs anything."""
        if query.sort:
            if owner is None:
                return await self._sorting.everywhere(query, narrow, entry)
            return await self._sorting.search(owner, query, narrow, stamp, entry)
        if owner is None:
            return await self._population.search(query, narrow, entry)
        return await self._searching.search(owner, query, narrow, stamp, entry)

    async def write(
        self, *, owner: Owner, writes: Sequence[Write], stamp: int | None, entry: Entry
    ) -> tuple[Written, ...] | Conflict | Stale:
        """Append versions, all or none, in order; the log gets one row for each verb and type.

        owner: SHARED for directories and catalogues. Bodies: validated before.
        Returns what became of each, the first Conflict, or STALE. Raises ValueError for a write without the id it needs."""
        answer = await self._writing.write(owner, writes, stamp, entry)
        if isinstance(answer, tuple) and any(written.is_new for written in answer):
            self._changes.ring()
        return answer

    async def write_together(self, parts: Sequence[Part]) -> tuple[tuple[Written, ...], ...] | Conflict | Stale:
        """Append versions in several records, all or none in all of them: one transaction.

        parts: at most one for each owner, SHARED too. Returns what became of each write by part; the first Conflict, with its part; or
        Stale with the owner whose facts have changed."""
        answer = await self._writing.write_together(parts)
        if isinstance(answer, tuple) and any(written.is_new for part in answer for written in part):
            self._changes.ring()
        return answer

    async def standing(self, owner: Owner) -> Standing:
        """Read the few facts that decisions about an owner stand on, and their stamp. Not logged: the gate hands nothing of it out."""
        return await read_standing(self._connections, owner)

    async def standing_everywhere(self, query: Query) -> tuple[Stored, ...] | Problem:
        """Find facts that decisions stand on in all records at once, starting from a listed term; a Problem when they are too many.

        Not logged, as `standing`: the gate hands nothing of it out. query: of one of `STANDING_TYPES`."""
        if not set(query.types) <= STANDING_TYPES:
            raise ValueError("decisions do not stand on this type")
        return await self._population.standing(query)

    async def holding(self, *, owner: Owner, type: str, id: str, conditions: Sequence[Condition]) -> tuple[bool, ...] | None:
        """Say which of these conditions hold for the version that stands; None when there is none.

        Not logged: it hands out nothing but yes and no to the gate, which asks it after a refusal that is logged, to name the rule."""
        return await which_hold(self._coalescer, owner, type, id, conditions)

    async def shared_read(self, type: str, id: str) -> Stored | None:
        """Read from the directories and catalogues: no patient, no log. Returns None when absent."""
        return await shared_read(self._connections, type, id)

    async def shared_history(
        self, type: str, id: str | None, *, version: int | None = None, count: int = 50, after: str | None = None
    ) -> Found | Problem:
        """List versions of a directory entry or catalogue, or of a type (id None), newest first: no patient, no log.

        version: only this one. after: `next` of the former page."""
        return await shared_history(self._connections, type, id, version, count, after)

    async def shared_search(self, query: Query) -> Found | Problem:
        """Search the directories and catalogues: no patient, no log."""
        if query.sort:
            return await self._sorting.shared_search(query)
        if starts_from_listed(query):
            return await self._population.shared_search(query)
        return await self._searching.shared_search(query)

    async def find_owner(self, type: str, system: str, value: str, entry: Entry | EntryOf) -> Owner | None:
        """Find whose resource carries an identifier, and log that in the record found. A person number leads to its one Patient.

        entry: or what makes it, for a visit that is named after the record."""
        return await self._finding.find_owner(type, system, value, entry)

    async def locate(self, type: str, id: str) -> Owner | None:
        """Say whose record an id is in; says nothing of whether it exists there. Returns None for an id nobody has used."""
        return await self._finding.locate(type, id)

    async def log(self, owner: Owner, acts: Sequence[Act]) -> None:
        """Log acts that read or write nothing: visits opened and closed, refusals."""
        await self._logbook.log(owner, acts)

    async def log_page(self, owner: Owner, wanted: LogFilter = ANY, *, before: int | None = None, count: int = 100) -> list[LogRow]:
        """Give rows of an owner's log, newest first. before: `entry` of the last row of the former page. count: 1 to 1000."""
        return await self._logbook.page(owner, wanted, before, count)

    async def log_visits(self, owner: Owner, wanted: LogFilter = ANY, *, before: int | None = None, count: int = 20) -> list[LoggedVisit]:
        """Give an owner's visits with their rows, newest first. before: `place` of the last visit of the former page.

        A visit stands where its newest row does, and counts when that row passes the filter; one that is nothing but the program's own
        questions (`about` in the detail) is none."""
        return await self._logbook.visits(owner, wanted, before, count)

    async def log_of_visit(self, owner: Owner, visit: UUID) -> list[LogRow]:
        """Give the rows of one visit, oldest first."""
        return await self._logbook.of_visit(owner, visit)

    async def changes(self, after: str | None, limit: int) -> tuple[list[Change], str] | Problem:
        """Give the changes after a cursor, and the next cursor. after: None from the beginning. limit: 1 to 1000.

        Nothing is ever skipped, each comes once, and those of one owner in the order they were made."""
        return await self._changes.changes(after, limit)

    async def wait_for_change(self, timeout_s: float) -> bool:
        """Wait until somebody wrote, at most `timeout_s` seconds. Returns whether it was heard; look again in either case."""
        return await self._changes.wait_for_change(timeout_s)

    async def put_blob(self, owner: Owner, content: bytes) -> str:
        """Keep bytes for an owner, encrypted. Returns their SHA-256 as hex, by which a resource may name them."""
        return await self._kept_blobs().put(owner, content)

    async def get_blob(self, owner: Owner, digest: str, entry: Entry) -> bytes | None:
        """Give an owner's bytes, logged before they are handed out; None when there are none."""
        content = await self._kept_blobs().get(owner, digest)
        await self._logbook.log(owner, [blob_act(entry, digest, is_there=content is not None)])
        return content

    def _kept_blobs(self) -> Blobs:
        if self._blobs is None:
            raise BlobsNotSet
        return self._blobs
