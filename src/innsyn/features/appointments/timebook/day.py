"""One day of an office: its calendars with every time, who has it, and above them what waits for an answer.

Each patient who is shown finds in her log who looked, once a day. Source: docs/spec/appointments.md#APP-6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.from_fhir import appointment
from innsyn.features.appointments.timebook.kinds import Row, rows_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.timebooks import Calendar
from innsyn.gate.values import Stored
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.web import Answer, Need, StaffCall, View, page

HOME = "/desk/timebook"
DAY = timedelta(days=1)
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Column:
    """A calendar's day."""

    calendar: Calendar
    rows: tuple[Row, ...]


@page(HOME, need=Need.STAFF, title="appointments.desk.title")
async def timebook(call: StaffCall) -> Answer:
    """Show a day."""
    on = day_of(call.query.get("day"), call.now)
    since, until = midnight(on), midnight(on + DAY)
    waiting = await call.gate.timebook.waiting(call.actor, call.now)
    booked = await call.gate.timebook.appointments(call.actor, since, until, call.now)
    if isinstance(waiting, Refused) or isinstance(booked, Refused):
        return View("appointments/desk_closed.html", status=403, title="appointments.desk.title")
    if isinstance(waiting, Problem) or isinstance(booked, Problem):
        return View("appointments/desk_closed.html", {"is_too_much": True})
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    times = await call.gate.timebook.times(call.actor, since, until, call.now, calendars=calendars)
    known = by_time(booked, call.now)
    columns = [Column(each, rows_of([one for one in times if one.calendar_id == each.id], known, call.now)) for each in calendars]
    shown = {each.id for column in columns for row in column.rows if (each := row.appointment)}
    others = [each for row in booked if (each := appointment(row, call.now)).id not in shown]
    return View(
        "appointments/desk_day.html",
        {
            "on": on, "before": on - DAY, "after": on + DAY, "today": norwegian_date(call.now), "home": HOME, "calendars": calendars,
            "waiting": [appointment(row, call.now) for row in waiting], "columns": columns,
            "closures": [(each, one) for each in calendars for one in each.closures if one.covers(since, until)],
            "others": sorted(others, key=lambda each: (each.start or call.now, each.id)),
        },
    )  # fmt: skip


def day_of(asked: str, now: Instant) -> date:
    """Say which day is shown. asked: ISO date of the address; what is no date, or more than a year away, is today."""
    today = norwegian_date(now)
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if abs(day - today) <= _FARTHEST else today


def midnight(day: date) -> Instant:
    """Say when a day begins in Norway."""
    return datetime.combine(day, time.min, tzinfo=NORWAY)


def by_time(booked: Sequence[Stored], now: Instant) -> Mapping[str, Appointment]:
    """Read appointments, by the id of the time each has."""
    read = [appointment(row, now) for row in booked]
    return {each.slot_id: each for each in read if each.slot_id}
