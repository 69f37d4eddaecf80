"""Which patients can come sooner to a time that is free, and until when they may answer.

Source: docs/spec/appointments.md#APP-20.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from innsyn.features.appointments.appointment import Appointment
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import Instant

HOURS = (1, 4, 24)
"""How long an offer can stand."""

AHEAD = timedelta(days=14)
"""So far ahead a time is worth offering at short notice."""


@dataclass(frozen=True, slots=True)
class Vacant:
    """A free time, and the appointments of those who can come to it instead: the one who would wait longest first."""

    time: Time
    calendar: Calendar
    comers: tuple[Appointment, ...]


def vacant(times: Iterable[Time], calendars: Iterable[Calendar], comers: Iterable[Appointment]) -> tuple[Vacant, ...]:
    """Match free times with whoever can come to them, by hour. A time nobody can come to is left out."""
    known, waiting = {each.id: each for each in calendars}, list(comers)
    matched = [
        Vacant(time, calendar, suiting(time, calendar, waiting))
        for time in sorted(times, key=lambda each: each.start)
        if (calendar := known.get(time.calendar_id)) is not None
    ]
    return tuple(each for each in matched if each.comers)


def suiting(time: Time, calendar: Calendar, comers: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Say who can come to a time: those who wait for the same kind of appointment, and would come sooner."""
    kind = calendar.kind.casefold()
    found = [each for each in comers if each.what.casefold() == kind and each.start is not None and each.start > time.start]
    return tuple(sorted(found, key=lambda each: (each.start or time.start, each.id), reverse=True))


def ends(time: Time, hours: int, now: Instant) -> Instant:
    """Say when an offer of so many hours ends: at the latest when the time begins."""
    return min(now + timedelta(hours=hours), time.start)
