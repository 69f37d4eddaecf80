"""An office's own timebook: whoever works there lists its day, opens times in bulk and closes them, outside any patient's record.

Each patient whose appointment is shown finds in her log who looked at the list, once a day. Source: docs/spec/appointments.md#APP-6.
"""

from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

import orjson

from innsyn.gate.booking.laying import LONGEST_TIME, Laid, laid
from innsyn.gate.booking.timebooks import CalendarRead, Timebooks, TimeRead
from innsyn.gate.booking.together import Lost
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.enrolment.region import has_need
from innsyn.gate.log.lines import WORKLIST
from innsyn.gate.offices import NO_POST
from innsyn.gate.refused import Refused
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.timebooks import CLOSED, FREE, Calendar, Time, calendar_body, time_body, with_horizon
from innsyn.gate.visit import Actor, Ground
from innsyn.gate.visit_log import actor_detail, ground_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, Condition, FromCustodian, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import is_id
from innsyn.record.query import DateWithin, Query, ReferenceIs, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Found, Stored, Write

_STANDING = ("pending", "booked", "arrived", "noshow")
MOST_OPENED = 1000
_MOST = 200
_ASKED_AT_ONCE = 150
_ATTEMPTS = 3
_WORK = Ground(purpose="HOPERAT", basis=WORKLIST, user_selected=False)
_DAYS = UUID("0d6a5a34-4b1a-5a2e-9d3c-2f5f6f1e7c81")


class Keeping:
    """may_keep, calendars, times, free, free_by_page, appointments, appointments_at, waiting, one, keep and those of opening."""

    def __init__(self, record: Record, timebooks: Timebooks) -> None:
        """timebooks: reads calendars and times."""
        self._record, self._timebooks = record, timebooks

    def may_keep(self, actor: Actor) -> bool:
        """Say whether somebody keeps the timebook of the organisation she has logged in for."""
        return has_need(actor) and actor.organisation is not None

    async def calendars(self, actor: Actor, now: Instant) -> tuple[Calendar, ...]:
        """List the calendars of the actor's organisation; none for somebody who does not treat patients there."""
        return await self._timebooks.calendars(actor.organisation or "", look_of(actor, now), now) if has_need(actor) else ()

    async def times(
        self, actor: Actor, since: Instant, until: Instant, now: Instant, *, calendars: Sequence[Calendar] | None = None
    ) -> tuple[Time, ...]:
        """List the times of calendars, by hour. calendars: of the actor's organisation; None for all it has."""
        of = await self.calendars(actor, now) if calendars is None else calendars if has_need(actor) else ()
        ids = [each.id for each in of]
        return await self._timebooks.times(actor.organisation or "", ids, since, until, look_of(actor, now), now)

    async def free(self, actor: Actor, calendars: Sequence[Calendar], since: Instant, until: Instant, now: Instant) -> tuple[Time, ...]:
        """List the times that can be given, by hour, at most 500. calendars: of the actor's organisation. since: not before now."""
        ids = [each.id for each in calendars] if has_need(actor) else []
        return await self._timebooks.free(actor.organisation or "", ids, since, until, look_of(actor, now), now)

    def free_by_page(
        self, actor: Actor, calendars: Sequence[Calendar], since: Instant, until: Instant, now: Instant
    ) -> AsyncGenerator[tuple[Time, ...], None]:
        """List the same page after page, for as long as anybody asks for more."""
        ids = [each.id for each in calendars] if has_need(actor) else []
        return self._timebooks.free_by_page(actor.organisation or "", ids, since, until, look_of(actor, now), now)

    async def appointments(self, actor: Actor, since: Instant, until: Instant, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        """List the organisation's appointments of some days, over all records, logged in each shown; a Problem when they are too many."""
        within = DateWithin("date", since, until)
        return await self._listed(actor, Query((APPOINTMENT,), (_status(*_STANDING), within), count=_MOST), now)

    async def appointments_at(self, actor: Actor, times: Sequence[str], now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        """List the appointments that have some times of the organisation, logged in each shown. times: ids."""
        found: list[Stored] = []
        for first in range(0, len(times), _ASKED_AT_ONCE):
            asked = tuple(f"Slot/{each}" for each in times[first : first + _ASKED_AT_ONCE])
            page = await self._listed(actor, Query((APPOINTMENT,), (ReferenceIs("slot", asked), _status(*_STANDING)), count=_MOST), now)
            if not isinstance(page, tuple):
                return page
            found += page
        return tuple(found)

    async def waiting(self, actor: Actor, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        """List what waits for the organisation's answer: times asked for and wishes."""
        return await self._listed(actor, Query((APPOINTMENT,), (_status("pending", "proposed"),), count=_MOST), now)

    async def one(self, actor: Actor, appointment_id: str, now: Instant) -> Stored | None:
        """Read one appointment the organisation keeps; None for any other, and asking for it stands in the log of whose it is."""
        owner = await self._record.locate(APPOINTMENT, appointment_id) if is_id(appointment_id) else None
        if not has_need(actor) or actor.organisation is None or owner in (None, SHARED):
            return None
        entry = Entry(look_of(actor, now), now, Action.READ, detail_of(actor))
        found = await self._record.read(
            owner=owner or SHARED, type=APPOINTMENT, id=appointment_id, narrow=_ours(actor.organisation), stamp=None, entry=entry
        )  # fmt: skip
        return found if isinstance(found, Stored) and not found.deleted else None

    async def keep(self, actor: Actor, calendar: Calendar, now: Instant) -> str | Refused:
        """Keep a new calendar. Returns its id."""
        if not has_need(actor) or actor.organisation is None:
            return Refused(NO_POST)
        body = orjson.dumps(calendar_body(calendar))
        answer = await self._write(actor, [Write("create", "Schedule", body, custodian=actor.organisation)], now)
        return answer[0].id if isinstance(answer, tuple) else Refused(NO_POST)

    async def would_open(self, actor: Actor, calendar_id: str, starts: Sequence[Instant], lasts: timedelta, now: Instant) -> Laid | Refused:
        """Say what `open` would do."""
        found = await self._calendar(actor, calendar_id, now)
        return await self._laid(actor, found.calendar, starts, lasts, now) if found else Refused(NO_POST)

    async def open(self, actor: Actor, calendar_id: str, starts: Sequence[Instant], lasts: timedelta, now: Instant) -> int | Refused:
        """Open times in bulk, the first thousand of them. Returns how many were opened.

        Those that would lie over another, or where the calendar is closed, are left out. The calendar is written with its times, so that
        of two who open at the same moment the second one sees what the first has opened."""
        for _ in range(_ATTEMPTS):
            found = await self._calendar(actor, calendar_id, now)
            if found is None:
                return Refused(NO_POST)
            places = (await self._laid(actor, found.calendar, starts, lasts, now)).starts[:MOST_OPENED]
            if not places:
                return 0
            bodies = [orjson.dumps(time_body(calendar_id, start, start + lasts)) for start in places]
            slots = [Write("create", "Slot", body, custodian=found.calendar.organisation) for body in bodies]
            horizon = found.written(with_horizon(found.body, places[0], places[-1] + lasts))
            if await self._write(actor, [horizon, *slots], now) is not None:
                return len(slots)
        return 0

    async def _laid(self, actor: Actor, calendar: Calendar, starts: Sequence[Instant], lasts: timedelta, now: Instant) -> Laid:
        if not starts or not timedelta(0) < lasts <= LONGEST_TIME:
            return Laid()
        since, until = min(starts) - LONGEST_TIME, max(starts) + lasts
        known = await self._timebooks.read_all(calendar, since, until, look_of(actor, now), now)
        return laid(starts, lasts, calendar, [each.time for each in known], now)

    async def close(self, actor: Actor, slot_id: str, now: Instant) -> Time | Lost | Refused:
        """Close a free time, so that nobody can take it."""
        return await self._turn(actor, slot_id, FREE, CLOSED, now)

    async def reopen(self, actor: Actor, slot_id: str, now: Instant) -> Time | Lost | Refused:
        """Open a closed time again."""
        return await self._turn(actor, slot_id, CLOSED, FREE, now)

    async def _turn(self, actor: Actor, slot_id: str, before: str, after: str, now: Instant) -> Time | Lost | Refused:
        if not has_need(actor):
            return Refused(NO_POST)
        read: TimeRead | None = await self._timebooks.time(actor.organisation or "", slot_id, look_of(actor, now), now)
        if read is None:
            return "gone"
        if read.time.status != before:
            return "changed"
        answer = await self._write(actor, [read.as_(after)], now)
        return read.time if isinstance(answer, tuple) else "changed"

    async def _calendar(self, actor: Actor, calendar_id: str, now: Instant) -> CalendarRead | None:
        if not has_need(actor):
            return None
        return await self._timebooks.calendar_read(actor.organisation or "", calendar_id, look_of(actor, now), now)

    async def _listed(self, actor: Actor, query: Query, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        if not has_need(actor) or actor.organisation is None:
            return Refused(NO_POST)
        narrow = _ours(actor.organisation)
        entry = Entry(look_of(actor, now), now, Action.SEARCH, detail_of(actor))
        found = await self._record.search(owner=None, query=query, narrow=narrow, stamp=None, entry=entry)
        if isinstance(found, Found | Problem):
            return found if isinstance(found, Problem) else found.rows
        raise TypeError("a question to all records stands on no one patient's facts")

    async def _write(self, actor: Actor, writes: Sequence[Write], now: Instant) -> tuple[Stored, ...] | None:
        entry = Entry(look_of(actor, now), now, Action.UPDATE, detail_of(actor))
        answer = await self._record.write(owner=kept_for(actor.organisation or ""), writes=writes, stamp=None, entry=entry)
        return tuple(each.stored for each in answer) if isinstance(answer, tuple) else None


def _ours(organisation: str) -> Condition:
    return AllOf((OfType(frozenset({APPOINTMENT})), FromCustodian(frozenset({organisation}))))


def _status(*codes: str) -> TokenIs:
    return TokenIs("status", tuple((None, code) for code in codes))


def look_of(actor: Actor, now: Instant) -> UUID:
    """Name the day's look at a timebook: one line a day in the log of each patient in it, however often somebody looks."""
    return uuid5(_DAYS, f"{actor.key}/{actor.organisation}/{norwegian_date(now)}")


def detail_of(actor: Actor) -> dict[str, object]:
    """Say for the log who works with a timebook."""
    return {"actor": actor_detail(actor), "ground": ground_detail(_WORK)}
