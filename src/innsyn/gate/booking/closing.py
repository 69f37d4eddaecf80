"""Closes a calendar for a span: what is free in it is taken from nobody and given to nobody, what is given back stays closed.

The span and its times are written in one transaction: whoever comes second meets the calendar's version. Source:
docs/spec/appointments.md#APP-8; docs/adr/0030-appointments.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from innsyn.gate.booking.keeping import detail_of, look_of
from innsyn.gate.booking.laying import LONGEST_TIME
from innsyn.gate.booking.timebooks import CalendarRead, Timebooks, TimeRead
from innsyn.gate.booking.together import Lost
from innsyn.gate.clients.entering import kept_for
from innsyn.gate.enrolment.region import has_need
from innsyn.gate.offices import NO_POST
from innsyn.gate.opening import NewId
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure, marked, with_closures
from innsyn.gate.standing.timebooks import CLOSED, FREE, Calendar
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import Write

LONGEST_CLOSURE = timedelta(days=183)
_REMEMBERED = timedelta(days=30)
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Within:
    """What lies in a span of a calendar. free: how many times nobody has. taken: ids of those somebody has."""

    free: int
    taken: tuple[str, ...]


class Closing:
    """within, close and reopen."""

    def __init__(self, record: Record, timebooks: Timebooks, new_id: NewId) -> None:
        """timebooks: reads calendars and times. new_id: gives spans their ids."""
        self._record, self._timebooks, self._new_id = record, timebooks, new_id

    async def within(self, actor: Actor, calendar: Calendar, since: Instant, until: Instant, now: Instant) -> Within | Refused:
        """Say what lies in a span and has not begun."""
        if not has_need(actor) or calendar.organisation != actor.organisation:
            return Refused(NO_POST)
        read = await self._read(actor, calendar, since, until, now)
        free = sum(each.time.is_free(mark="", now=now) for each in read)
        taken = tuple(each.time.id for each in read if not _is_open(each, now) and each.time.status != CLOSED)
        return Within(free, taken)

    async def close(
        self, actor: Actor, calendar_id: str, since: Instant, until: Instant, reason: str, now: Instant
    ) -> Closure | Lost | Refused:
        """Close a calendar. reason: for colleagues. Returns the span; `changed` when it is closed throughout already."""
        if not timedelta(0) < until - since <= LONGEST_CLOSURE or until <= now:
            return "gone"
        closure = Closure(id=str(self._new_id()), since=since, until=until, reason=reason, by=actor.name)
        for _ in range(_ATTEMPTS):
            found = await self._calendar(actor, calendar_id, now)
            if not isinstance(found, CalendarRead):
                return found
            if any(each.since <= since and until <= each.until for each in found.calendar.closures):
                return "changed"
            kept = [each for each in found.calendar.closures if now - each.until < _REMEMBERED]
            read = await self._read(actor, found.calendar, since, until, now)
            if await self._write(actor, found, [*kept, closure], [_shut(each, closure.id, now) for each in read], now):
                return closure
        return "changed"

    async def reopen(self, actor: Actor, calendar_id: str, closure_id: str, now: Instant) -> Closure | Lost | Refused:
        """Open a calendar again. Times that were closed with the span are free, but for those another span closes too."""
        for _ in range(_ATTEMPTS):
            found = await self._calendar(actor, calendar_id, now)
            if not isinstance(found, CalendarRead):
                return found
            closure = next((each for each in found.calendar.closures if each.id == closure_id), None)
            if closure is None:
                return "changed"
            left = [each for each in found.calendar.closures if each.id != closure_id]
            read = await self._read(actor, found.calendar, closure.since, closure.until, now)
            if await self._write(actor, found, left, [_opened(each, closure_id, left) for each in read], now):
                return closure
        return "changed"

    async def _calendar(self, actor: Actor, calendar_id: str, now: Instant) -> CalendarRead | Lost | Refused:
        if not has_need(actor):
            return Refused(NO_POST)
        found = await self._timebooks.calendar_read(actor.organisation or "", calendar_id, look_of(actor, now), now)
        return found or "gone"

    async def _read(self, actor: Actor, calendar: Calendar, since: Instant, until: Instant, now: Instant) -> list[TimeRead]:
        """Read the times that lie in a span and have not begun."""
        read = await self._timebooks.read_all(calendar, max(since - LONGEST_TIME, now), until, look_of(actor, now), now)
        return [each for each in read if since < each.time.end and each.time.start > now]

    async def _write(
        self, actor: Actor, found: CalendarRead, closures: Sequence[Closure], times: Sequence[Write | None], now: Instant
    ) -> bool:
        entry = Entry(look_of(actor, now), now, Action.UPDATE, detail_of(actor))
        writes = [found.written(with_closures(found.body, closures)), *(each for each in times if each)]
        return isinstance(await self._record.write(owner=kept_for(actor.organisation or ""), writes=writes, stamp=None, entry=entry), tuple)


def _is_open(read: TimeRead, now: Instant) -> bool:
    """Say whether nobody has a time: it is free, or only held while somebody fills in a form, or was."""
    return read.time.status == FREE or (read.time.held_until is not None and not read.time.taken_by) or read.time.is_free(mark="", now=now)


def _shut(read: TimeRead, closure_id: str, now: Instant) -> Write | None:
    """Close what nobody has, and mark what somebody has: whoever gives that back just now must know. None: closed already."""
    if read.time.status == CLOSED:
        return None
    return read.closed(closure_id) if _is_open(read, now) else _marked(read, closure_id)


def _opened(read: TimeRead, closure_id: str, left: Sequence[Closure]) -> Write | None:
    """Open what was closed with a span, and take its mark off the rest; None for what has none of it."""
    if read.time.closed_with != closure_id:
        return None
    other = next((each.id for each in left if each.covers(read.time.start, read.time.end)), "")
    if read.time.status != CLOSED:
        return _marked(read, other)
    return read.closed(other) if other else read.as_(FREE)


def _marked(read: TimeRead, closure_id: str) -> Write:
    return read.written({name: value for name, value in marked(read.body, closure_id).items() if name not in ("id", "meta")})
