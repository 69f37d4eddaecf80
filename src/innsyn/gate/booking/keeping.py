"""An office's own timebook: whoever works there lists its day, opens times in bulk and closes them, outside any patient's record.

Each patient whose appointment is shown finds in her log who looked at the list, once a day. Source: docs/spec/appointments.md#APP-6.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

import orjson

from innsyn.gate.booking.timebooks import Timebooks, TimeRead
from innsyn.gate.booking.together import Lost
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.enrolment.region import has_need
from innsyn.gate.log.lines import WORKLIST
from innsyn.gate.offices import NO_POST
from innsyn.gate.refused import Refused
from innsyn.gate.rules.appointments import APPOINTMENT
from innsyn.gate.standing.timebooks import CLOSED, FREE, Calendar, Time, calendar_body, time_body
from innsyn.gate.visit import Actor, Ground
from innsyn.gate.visit_log import actor_detail, ground_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.record.condition import AllOf, Condition, FromCustodian, OfType
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import is_id
from innsyn.record.query import DateWithin, Query, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Found, Stored, Write

SHOWN = ("proposed", "pending", "booked", "noshow")
MOST_OPENED = 200
LONGEST_TIME = timedelta(hours=8)
_MOST = 200
_WORK = Ground(purpose="HOPERAT", basis=WORKLIST, user_selected=False)
_DAYS = UUID("0d6a5a34-4b1a-5a2e-9d3c-2f5f6f1e7c81")


class Keeping:
    """may_keep, calendars, times, appointments, waiting, one, keep, open, close and reopen."""

    def __init__(self, record: Record, timebooks: Timebooks) -> None:
        """timebooks: reads calendars and times."""
        self._record, self._timebooks = record, timebooks

    def may_keep(self, actor: Actor) -> bool:
        """Say whether somebody keeps the timebook of the organisation she has logged in for."""
        return has_need(actor) and actor.organisation is not None

    async def calendars(self, actor: Actor, now: Instant) -> tuple[Calendar, ...]:
        """List the calendars of the actor's organisation; none for somebody who does not treat patients there."""
        return await self._timebooks.calendars(actor.organisation or "", _visit(actor, now), now) if has_need(actor) else ()

    async def times(self, actor: Actor, since: Instant, until: Instant, now: Instant) -> tuple[Time, ...]:
        """List the times of all these calendars, by hour."""
        calendars = await self.calendars(actor, now)
        ids = [each.id for each in calendars]
        return await self._timebooks.times(actor.organisation or "", ids, since, until, _visit(actor, now), now)

    async def appointments(self, actor: Actor, since: Instant, until: Instant, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        """List the organisation's appointments of some days, over all records, logged in each shown; a Problem when they are too many."""
        within = DateWithin("date", since, until)
        return await self._listed(actor, Query((APPOINTMENT,), (_status("pending", "booked", "noshow"), within), count=_MOST), now)

    async def waiting(self, actor: Actor, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        """List what waits for the organisation's answer: times asked for and wishes."""
        return await self._listed(actor, Query((APPOINTMENT,), (_status("pending", "proposed"),), count=_MOST), now)

    async def one(self, actor: Actor, appointment_id: str, now: Instant) -> Stored | None:
        """Read one appointment the organisation keeps; None for any other, and asking for it stands in the log of whose it is."""
        owner = await self._record.locate(APPOINTMENT, appointment_id) if is_id(appointment_id) else None
        if not has_need(actor) or actor.organisation is None or owner in (None, SHARED):
            return None
        entry = Entry(_visit(actor, now), now, Action.READ, _detail(actor))
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

    async def open(self, actor: Actor, calendar_id: str, starts: Sequence[Instant], lasts: timedelta, now: Instant) -> int | Refused:
        """Open times in bulk, at most 200; those that would lie over another of the calendar are left out. Returns how many were opened."""
        calendar = await self._calendar(actor, calendar_id, now)
        if calendar is None or not timedelta(0) < lasts <= LONGEST_TIME or not starts:
            return Refused(NO_POST) if calendar is None else 0
        wanted = sorted({start for start in starts if start > now})[:MOST_OPENED]
        if not wanted:
            return 0
        first, last = wanted[0] - LONGEST_TIME, wanted[-1] + lasts
        known = await self._timebooks.times(calendar.organisation, [calendar_id], first, last, _visit(actor, now), now)
        taken = [(each.start, each.end) for each in known]
        writes: list[Write] = []
        for start in wanted:
            if any(begun < start + lasts and start < ended for begun, ended in taken):
                continue
            taken.append((start, start + lasts))
            writes.append(
                Write("create", "Slot", orjson.dumps(time_body(calendar_id, start, start + lasts)), custodian=calendar.organisation)
            )
        answer = await self._write(actor, writes, now) if writes else ()
        return len(answer) if isinstance(answer, tuple) else 0

    async def close(self, actor: Actor, slot_id: str, now: Instant) -> Time | Lost | Refused:
        """Close a free time, so that nobody can take it."""
        return await self._turn(actor, slot_id, FREE, CLOSED, now)

    async def reopen(self, actor: Actor, slot_id: str, now: Instant) -> Time | Lost | Refused:
        """Open a closed time again."""
        return await self._turn(actor, slot_id, CLOSED, FREE, now)

    async def _turn(self, actor: Actor, slot_id: str, before: str, after: str, now: Instant) -> Time | Lost | Refused:
        if not has_need(actor):
            return Refused(NO_POST)
        read: TimeRead | None = await self._timebooks.time(actor.organisation or "", slot_id, _visit(actor, now), now)
        if read is None:
            return "gone"
        if read.time.status != before:
            return "changed"
        answer = await self._write(actor, [read.as_(after)], now)
        return read.time if isinstance(answer, tuple) else "changed"

    async def _calendar(self, actor: Actor, calendar_id: str, now: Instant) -> Calendar | None:
        if not has_need(actor):
            return None
        return await self._timebooks.calendar(actor.organisation or "", calendar_id, _visit(actor, now), now)

    async def _listed(self, actor: Actor, query: Query, now: Instant) -> tuple[Stored, ...] | Refused | Problem:
        if not has_need(actor) or actor.organisation is None:
            return Refused(NO_POST)
        narrow = _ours(actor.organisation)
        entry = Entry(_visit(actor, now), now, Action.SEARCH, _detail(actor))
        found = await self._record.search(owner=None, query=query, narrow=narrow, stamp=None, entry=entry)
        if isinstance(found, Found | Problem):
            return found if isinstance(found, Problem) else found.rows
        raise TypeError("a question to all records stands on no one patient's facts")

    async def _write(self, actor: Actor, writes: Sequence[Write], now: Instant) -> tuple[Stored, ...] | None:
        entry = Entry(_visit(actor, now), now, Action.UPDATE, _detail(actor))
        answer = await self._record.write(owner=kept_for(actor.organisation or ""), writes=writes, stamp=None, entry=entry)
        return tuple(each.stored for each in answer) if isinstance(answer, tuple) else None


def _ours(organisation: str) -> Condition:
    return AllOf((OfType(frozenset({APPOINTMENT})), FromCustodian(frozenset({organisation}))))


def _status(*codes: str) -> TokenIs:
    return TokenIs("status", tuple((None, code) for code in codes))


def _visit(actor: Actor, now: Instant) -> UUID:
    """Name the day's look at a timebook: one line a day in the log of each patient in it, however often somebody looks."""
    return uuid5(_DAYS, f"{actor.key}/{actor.organisation}/{norwegian_date(now)}")


def _detail(actor: Actor) -> dict[str, object]:
    return {"actor": actor_detail(actor), "ground": ground_detail(_WORK)}
