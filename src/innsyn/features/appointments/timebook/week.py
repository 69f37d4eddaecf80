"""One week of one calendar: a table for each day, side by side where there is room, one below the other on a phone.

Each patient who is shown finds in her log who looked, once a day. Source: docs/spec/appointments.md#APP-6.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from innsyn.features.appointments.timebook.choosing import chosen
from innsyn.features.appointments.timebook.day import DAY, HOME, by_time, day_of, midnight
from innsyn.features.appointments.timebook.kinds import TAKEN, Row, rows_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import CLOSED, FREE, Calendar
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.kernel.working_days import holidays
from innsyn.web import Answer, Need, StaffCall, View, page

WEEK = f"{HOME}/week"
_WORKING = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week. taken, free: how many times somebody has, and nobody. closures: spans in which the calendar is closed."""

    on: date
    rows: tuple[Row, ...]
    taken: int
    free: int
    closures: tuple[Closure, ...]
    is_holiday: bool


@page(WEEK, need=Need.STAFF, title="appointments.desk.week.title")
async def week(call: StaffCall) -> Answer:
    """Show a week. calendar: which; one that is not the office's is the first it has. day: any day of the week; on a weekend, without one,
    it is the week to come."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return View("appointments/desk_closed.html", status=403, title="appointments.desk.title")
    calendar = chosen(calendars, call.query.get("calendar"))
    asked = day_of(call.query.get("day"), call.now)
    if not call.query.get("day") and asked.weekday() >= _WORKING:
        asked += (7 - asked.weekday()) * DAY
    monday, today = asked - timedelta(days=asked.weekday()), norwegian_date(call.now)
    days = await days_of(call, calendar, monday)
    if days is None:
        return View("appointments/desk_closed.html", {"is_too_much": True})
    shown = {
        "calendar": calendar, "calendars": calendars, "days": days, "monday": monday, "number": monday.isocalendar().week, "today": today,
        "before": monday - 7 * DAY, "after": monday + 7 * DAY, "home": HOME, "here": WEEK, "asked": asked,
        "is_now": monday <= today < monday + 7 * DAY,
    }  # fmt: skip
    return View("appointments/desk_week.html", shown)


async def days_of(call: StaffCall, calendar: Calendar, monday: date) -> tuple[Day, ...] | None:
    """Read a week of a calendar, Saturday and Sunday only when there is something on them; None when it is too much."""
    since, until = midnight(monday), midnight(monday + 7 * DAY)
    times = await call.gate.timebook.times(call.actor, since, until, call.now, calendars=(calendar,))
    asked = [each.id for each in times if each.status not in (FREE, CLOSED)]
    booked = await call.gate.timebook.appointments_at(call.actor, asked, call.now)
    if isinstance(booked, Refused | Problem):
        return None
    rows = rows_of(times, by_time(booked, call.now), call.now)
    every = [_day(calendar, monday + n * DAY, rows) for n in range(7)]
    return tuple(each for n, each in enumerate(every) if n < _WORKING or each.rows)


def _day(calendar: Calendar, on: date, rows: tuple[Row, ...]) -> Day:
    mine = tuple(each for each in rows if norwegian_date(each.time.start) == on)
    counted = Counter("taken" if each.kind in TAKEN else each.kind for each in mine)
    closures = tuple(each for each in calendar.closures if each.covers(midnight(on), midnight(on + DAY)))
    return Day(on, mine, counted["taken"], counted["free"], closures, on in holidays(on.year))
