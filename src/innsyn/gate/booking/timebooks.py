"""Reading calendars and times: for whoever may book, for whoever keeps them.

Source: docs/adr/0030-appointments.md; docs/spec/appointments.md#APP-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import orjson

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.standing.timebooks import BUSY, FREE, TENTATIVE, Calendar, Time, calendar_of, time_of, with_status
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

    def written(self, body: dict[str, Any]) -> Write:
        """Write it anew, unless somebody has changed it since."""
        return Write(
            "update", "Slot", orjson.dumps(body), id=self.time.id, expected_version=self.time.version, may_create=False,
            custodian=self.time.organisation,
        )  # fmt: skip


class Timebooks:
    """calendars, calendar, times and time."""

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
        """List the times of calendars that begin in the half-open range, by hour, at most 500, whatever their status. calendars: ids."""
        return await self._times(organisation, calendars, (BeginsWithin(since, until),), visit, now)

    async def free(
        self, organisation: str, calendars: Iterable[str], since: Instant, until: Instant, visit: UUID, now: Instant
    ) -> tuple[Time, ...]:
        """List the times that can be taken and begin in the half-open range, by hour, at most 500."""
        clauses = (BeginsWithin(max(since, now), until), TokenIs("status", ((None, FREE), (None, TENTATIVE))))
        found = await self._times(organisation, calendars, clauses, visit, now)
        return tuple(each for each in found if each.is_free(mark="", now=now))

    async def time(self, organisation: str, slot_id: str, visit: UUID, now: Instant) -> TimeRead | None:
        """Read one time with its calendar; None when the organisation has none such."""
        found = await self._read(organisation, "Slot", slot_id, visit, now)
        if found is None:
            return None
        body: dict[str, Any] = orjson.loads(found.body)
        time = time_of(body, found.id, found.version, organisation)
        calendar = await self.calendar(organisation, time.calendar_id, visit, now) if time else None
        return TimeRead(time, calendar, body) if time and calendar else None

    async def calendar(self, organisation: str, calendar_id: str, visit: UUID, now: Instant) -> Calendar | None:
        """Read one calendar; None when the organisation has none such."""
        found = await self._read(organisation, "Schedule", calendar_id, visit, now)
        return calendar_of(orjson.loads(found.body), found.id, found.version, organisation) if found else None

    async def _times(
        self, organisation: str, calendars: Iterable[str], clauses: tuple[Clause, ...], visit: UUID, now: Instant
    ) -> tuple[Time, ...]:
        whose = tuple(f"Schedule/{each}" for each in calendars)
        if not whose:
            return ()
        query = Query(("Slot",), (ReferenceIs("schedule", whose), *clauses), count=MOST_TIMES, order="oldest")
        found = await self._search(organisation, query, visit, now)
        read = [time_of(orjson.loads(row.body), row.id, row.version, organisation) for row in found]
        return tuple(sorted((each for each in read if each), key=lambda each: (each.start, each.calendar_id)))

    async def _search(self, organisation: str, query: Query, visit: UUID, now: Instant) -> tuple[Stored, ...]:
        if not is_organisation_number(organisation):
            return ()
        entry = Entry(visit, now, Action.SEARCH, ABOUT_TIMEBOOK)
        found = await self._record.search(owner=kept_for(organisation), query=query, narrow=_kept_by(organisation), stamp=None, entry=entry)
        return found.rows if isinstance(found, Found) else ()

    async def _read(self, organisation: str, type_: str, id_: str, visit: UUID, now: Instant) -> Stored | None:
        if not is_organisation_number(organisation) or not is_id(id_):
            return None
        entry = Entry(visit, now, Action.READ, ABOUT_TIMEBOOK)
        found = await self._record.read(
            owner=kept_for(organisation), type=type_, id=id_, narrow=_kept_by(organisation), stamp=None, entry=entry
        )  # fmt: skip
        return found if isinstance(found, Stored) and not found.deleted else None


def given_back(read: TimeRead | None, taken_by: str) -> tuple[Write, ...]:
    """Write a time that an appointment had: free again, unless it is not there, or is closed or another's by now."""
    is_its = read is not None and read.time.taken_by == taken_by and read.time.status in (TENTATIVE, BUSY)
    return (read.as_(FREE),) if read is not None and is_its else ()


def _kept_by(organisation: str) -> Condition:
    return AllOf((OfType(frozenset({"Schedule", "Slot"})), FromCustodian(frozenset({organisation}))))
