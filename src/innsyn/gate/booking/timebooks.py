"""Reading calendars and times: for whoever may book, for whoever keeps them.

Source: docs/adr/0030-appointments.md; docs/spec/appointments.md#APP-2.
"""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.standing.appointments import identifier_of
from innsyn.gate.standing.closures import marked
from innsyn.gate.standing.timebooks import BUSY, CLOSED, FREE, TENTATIVE, Calendar, Time, calendar_of, time_of, with_status
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import is_organisation_number
from innsyn.kernel.systems import HER_ID
from innsyn.record.condition import AllOf, Condition, FromCustodian, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import is_id
from innsyn.record.query import BeginsWithin, Clause, Query, ReferenceIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import Found, Stored, Write

ABOUT_TIMEBOOK = {"about": "timebook"}
"""Marks the program's own questions to a calendar: no patient is in it."""

MOST_TIMES = 500
_MOST_CALENDARS = 100


@dataclass(frozen=True, slots=True)
class TimeRead:
    """A time with what was read of it, to be written anew."""

    time: Time
    calendar: Calendar
    body: dict[str, Any] = field(repr=False)

    def as_(self, status: str, taken_by: str = "") -> Write:
        """Write it with another status, unless somebody has changed it since. taken_by: the identifier of the appointment that has it."""
        return self.written(with_status(self.body, status, taken_by))

    def closed(self, closure_id: str) -> Write:
        """Write it as closed with a span in which its calendar is."""
        return self.written(marked(with_status(self.body, CLOSED), closure_id))

    def written(self, body: dict[str, Any]) -> Write:
        """Write it anew, unless somebody has changed it since."""
        return Write(
            "update", "Slot", orjson.dumps(body), id=self.time.id, expected_version=self.time.version, may_create=False,
            custodian=self.time.organisation,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """A calendar with what was read of it, to be written anew."""

    calendar: Calendar
    body: dict[str, Any] = field(repr=False)

    def written(self, body: dict[str, Any]) -> Write:
        """Write it anew, unless somebody has changed it since."""
        bare = {name: value for name, value in body.items() if name not in ("id", "meta")}
        return Write(
            "update", "Schedule", orjson.dumps(bare), id=self.calendar.id, expected_version=self.calendar.version, may_create=False,
            custodian=self.calendar.organisation,
        )  # fmt: skip


class Timebooks:
    """calendars, times, read_all, free, free_by_page, time, freed, calendar and calendar_read."""

    def __init__(self, record: Record) -> None:
        """record: where they are."""
        self._record = record

    async def calendars(self, organisation: str, visit: UUID, now: Instant, *, her_id: str = "") -> tuple[Calendar, ...]:
        """List an organisation's calendars by name. her_id: only those of this doctor, room or service; empty for all."""
        whose: tuple[Clause, ...] = (ReferenceIs("actor", (f"{HER_ID}|{her_id}",)),) if her_id else ()
        found = await self._search(organisation, Query(("Schedule",), whose, count=_MOST_CALENDARS), visit, now)
        read = [calendar_of(orjson.loads(row.body), row.id, row.version, organisation) for row in found]
        return tuple(sorted(read, key=lambda each: (each.name.casefold(), each.kind.casefold(), each.id)))

    async def times(
        self, organisation: str, calendars: Iterable[str], since: Instant, until: Instant, visit: UUID, now: Instant
    ) -> tuple[Time, ...]:
        """List every time of calendars that begins in the half-open range, by hour, whatever its status. calendars: ids."""
        query = _times_query(calendars, (BeginsWithin(since, until),))
        return _read_times(await self._every(organisation, query, visit, now), organisation) if query else ()

    async def read_all(self, calendar: Calendar, since: Instant, until: Instant, visit: UUID, now: Instant) -> tuple[TimeRead, ...]:
        """Read every time of a calendar that begins in the half-open range, by hour, to be written anew."""
        query = _times_query((calendar.id,), (BeginsWithin(since, until),))
        found = await self._every(calendar.organisation, query, visit, now) if query else []
        bodies = [(row, orjson.loads(row.body)) for row in found]
        read = [(body, time_of(body, row.id, row.version, calendar.organisation)) for row, body in bodies]
        return tuple(sorted((TimeRead(time, calendar, body) for body, time in read if time), key=lambda each: each.time.start))

    async def free(
        self, organisation: str, calendars: Iterable[str], since: Instant, until: Instant, visit: UUID, now: Instant
    ) -> tuple[Time, ...]:
        """List the times that can be taken and begin in the half-open range, by hour, at most 500."""
        query = _free_query(calendars, since, until, now)
        return _read_free(await self._search(organisation, query, visit, now), organisation, now) if query else ()

    async def free_by_page(
        self, organisation: str, calendars: Iterable[str], since: Instant, until: Instant, visit: UUID, now: Instant
    ) -> AsyncGenerator[tuple[Time, ...], None]:
        """List the same page after page, for as long as anybody asks for more."""
        query = _free_query(calendars, since, until, now)
        while query is not None:
            page = await self._page(organisation, query, visit, now)
            yield _read_free(page.rows, organisation, now)
            query = replace(query, after=page.next) if page.next else None

    async def time(self, organisation: str, slot_id: str, visit: UUID, now: Instant) -> TimeRead | None:
        """Read one time with its calendar; None when the organisation has none such."""
        found = await self._read(organisation, "Slot", slot_id, visit, now)
        if found is None:
            return None
        body: dict[str, Any] = orjson.loads(found.body)
        time = time_of(body, found.id, found.version, organisation)
        calendar = await self.calendar(organisation, time.calendar_id, visit, now) if time else None
        return TimeRead(time, calendar, body) if time and calendar else None

    async def freed(self, visit: UUID, appointment: Stored, slots: Iterable[str], now: Instant) -> list[Write]:
        """Write the times of these that an appointment has as given back. slots: ids, and what is empty is none."""
        taken_by = identifier_of(orjson.loads(appointment.body))
        times = [await self.time(appointment.custodian or "", each, visit, now) for each in sorted(slots) if each]
        return [write for read in times for write in given_back(read, taken_by)]

    async def calendar(self, organisation: str, calendar_id: str, visit: UUID, now: Instant) -> Calendar | None:
        """Read one calendar; None when the organisation has none such."""
        found = await self.calendar_read(organisation, calendar_id, visit, now)
        return found.calendar if found else None

    async def calendar_read(self, organisation: str, calendar_id: str, visit: UUID, now: Instant) -> CalendarRead | None:
        """Read one calendar, to be written anew; None when the organisation has none such."""
        found = await self._read(organisation, "Schedule", calendar_id, visit, now)
        body: dict[str, Any] = orjson.loads(found.body) if found else {}
        return CalendarRead(calendar_of(body, found.id, found.version, organisation), body) if found else None

    async def _every(self, organisation: str, query: Query, visit: UUID, now: Instant) -> list[Stored]:
        """Read page after page."""
        found: list[Stored] = []
        page = await self._page(organisation, query, visit, now)
        while page.next is not None:
            found += page.rows
            page = await self._page(organisation, replace(query, after=page.next), visit, now)
        return [*found, *page.rows]

    async def _search(self, organisation: str, query: Query, visit: UUID, now: Instant) -> tuple[Stored, ...]:
        return (await self._page(organisation, query, visit, now)).rows

    async def _page(self, organisation: str, query: Query, visit: UUID, now: Instant) -> Found:
        if not is_organisation_number(organisation):
            return Found((), None)
        entry = Entry(visit, now, Action.SEARCH, ABOUT_TIMEBOOK)
        found = await self._record.search(owner=kept_for(organisation), query=query, narrow=_kept_by(organisation), stamp=None, entry=entry)
        return found if isinstance(found, Found) else Found((), None)

    async def _read(self, organisation: str, type_: str, id_: str, visit: UUID, now: Instant) -> Stored | None:
        if not is_organisation_number(organisation) or not is_id(id_):
            return None
        entry = Entry(visit, now, Action.READ, ABOUT_TIMEBOOK)
        found = await self._record.read(
            owner=kept_for(organisation), type=type_, id=id_, narrow=_kept_by(organisation), stamp=None, entry=entry
        )  # fmt: skip
        return found if isinstance(found, Stored) and not found.deleted else None


def _times_query(calendars: Iterable[str], clauses: tuple[Clause, ...]) -> Query | None:
    """Ask for times of calendars; None when there is no calendar. calendars: ids."""
    whose = tuple(f"Schedule/{each}" for each in calendars)
    return Query(("Slot",), (ReferenceIs("schedule", whose), *clauses), count=MOST_TIMES, order="oldest") if whose else None


def _free_query(calendars: Iterable[str], since: Instant, until: Instant, now: Instant) -> Query | None:
    clauses = (BeginsWithin(max(since, now), until), TokenIs("status", ((None, FREE), (None, TENTATIVE))))
    return _times_query(calendars, clauses)


def _read_free(rows: Iterable[Stored], organisation: str, now: Instant) -> tuple[Time, ...]:
    return tuple(each for each in _read_times(rows, organisation) if each.is_free(mark="", now=now))


def _read_times(rows: Iterable[Stored], organisation: str) -> tuple[Time, ...]:
    read = [time_of(orjson.loads(row.body), row.id, row.version, organisation) for row in rows]
    return tuple(sorted((each for each in read if each), key=lambda each: (each.start, each.calendar_id)))


def given_back(read: TimeRead | None, taken_by: str) -> tuple[Write, ...]:
    """Write a time that an appointment had: free again, unless it is not there, or is closed or another's by now.

    Where its calendar is closed then, it is closed with it: nobody takes the time of a doctor who is away."""
    if read is None or read.time.taken_by != taken_by or read.time.status not in (TENTATIVE, BUSY):
        return ()
    closure = read.calendar.closure_at(read.time.start, read.time.end)
    return (read.closed(closure.id) if closure else read.as_(FREE),)


def _kept_by(organisation: str) -> Condition:
    return AllOf((OfType(frozenset({"Schedule", "Slot"})), FromCustodian(frozenset({organisation}))))
