"""Opening times in bulk: filled in, shown as they would be with what is left out, then opened; and a single time closed and opened again.

Source: docs/spec/appointments.md#APP-6.
"""

from datetime import date, time, timedelta
from urllib.parse import urlencode

from innsyn.features.appointments.timebook.choosing import chosen
from innsyn.features.appointments.timebook.day import HOME, day_of
from innsyn.features.appointments.timebook.forms import WEEKDAYS, OpenForm
from innsyn.features.appointments.timebook.rules import Wanted, days_of, holidays_in, mistake, starts_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Choice, Limit, Need, Redirect, StaffCall, View, action, page

_OPEN = f"{HOME}/open"
_BEGINS, _ENDS, _PAUSE, _MINUTES = time(8), time(15), (time(11, 30), time(12)), 20
_A_MONDAY = date(2024, 1, 1)
_OPENINGS = Limit(count=60, per_s=3600)


@page(_OPEN, need=Need.STAFF, title="appointments.desk.open.title")
async def opening(call: StaffCall) -> Answer:
    """Show the form, with next week filled in."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return View("appointments/desk_closed.html", status=403, title="appointments.desk.title")
    today = norwegian_date(call.now)
    monday = today + timedelta(days=7 - today.weekday())
    form = OpenForm(
        calendar=chosen(calendars, call.query.get("calendar")).id, first=monday, last=monday + timedelta(days=4),
        days=list(WEEKDAYS[:5]), begins=_BEGINS, ends=_ENDS, pause_begins=_PAUSE[0], pause_ends=_PAUSE[1], minutes=_MINUTES,
    )  # fmt: skip
    return _shown(form, calendars)


@action(_OPEN, need=Need.STAFF, title="appointments.desk.open.title", limit=_OPENINGS)
async def open_times(call: StaffCall) -> Answer:
    """Show what would be opened, or open it. do: `open`, `change` for the form again, anything else to look first."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return ABSENT
    form, do = OpenForm(call.form), call.form.get("do")
    form.calendar.choices = _choices(calendars)
    wanted = _wanted(form) if form.validate() else None
    if wanted is None:
        return _shown(form, calendars, status=422)
    wrong = mistake(wanted, norwegian_date(call.now))
    if wrong is not None:
        form[wrong[0]].errors = [f"appointments.mistake.{wrong[1]}"]
        return _shown(form, calendars, status=422)
    if do == "change":
        return _shown(form, calendars)
    calendar = next(each for each in calendars if each.id == form.calendar.data)
    return await (_opened if do == "open" else _looked)(call, form, calendar, wanted)


async def _looked(call: StaffCall, form: OpenForm, calendar: Calendar, wanted: Wanted) -> Answer:
    """Show what would be opened."""
    starts, lasts = starts_of(wanted), timedelta(minutes=wanted.minutes)
    would = await call.gate.timebook.would_open(call.actor, calendar.id, starts, lasts, call.now)
    if isinstance(would, Refused):
        return ABSENT
    days = {norwegian_date(each) for each in would.starts}
    shown = {
        "form": form, "wanted": wanted, "calendar": calendar, "would": would, "days": len(days), "holidays": holidays_in(wanted),
        "weekdays": [_A_MONDAY + timedelta(days=day) for day in sorted(wanted.weekdays)],
        "home": HOME, "action": _OPEN, "fields": [(name, each) for name in call.form for each in call.form.getlist(name) if name in form],
    }  # fmt: skip
    return View("appointments/desk_open_check.html", shown)


async def _opened(call: StaffCall, form: OpenForm, calendar: Calendar, wanted: Wanted) -> Answer:
    """Open them; those that would lie over another are left out."""
    lasts = timedelta(minutes=wanted.minutes)
    opened = await call.gate.timebook.open(call.actor, form.calendar.data, starts_of(wanted), lasts, call.now)
    if isinstance(opened, Refused):
        return ABSENT
    notice = "appointments.desk.open.done" if opened else "appointments.desk.open.none"
    where = urlencode({"calendar": calendar.id, "day": days_of(wanted)[0].isoformat()})
    return Redirect(to=f"{HOME}/week?{where}", notice=notice)


@action(HOME + "/close", need=Need.STAFF, title="appointments.desk.title")
async def close(call: StaffCall) -> Answer:
    """Close a free time, or open a closed one."""
    slot, on = call.form.get("slot"), day_of(call.form.get("day"), call.now)
    turn = call.gate.timebook.reopen if call.form.get("do") == "reopen" else call.gate.timebook.close
    answer = await turn(call.actor, slot, call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    notice = None if isinstance(answer, Time) else "appointments.lost.changed"
    return Redirect(to=f"{HOME}?{urlencode({'day': on.isoformat()})}", notice=notice)


def _wanted(form: OpenForm) -> Wanted | None:
    first, last, begins, ends, minutes = form.first.data, form.last.data, form.begins.data, form.ends.data, form.minutes.data
    if first is None or last is None or begins is None or ends is None or minutes is None:
        return None
    since, until = form.pause_begins.data, form.pause_ends.data
    if (since is None) != (until is None):
        form.pause_ends.errors = ["appointments.mistake.pause"]
        return None
    weekdays = frozenset(int(day) for day in form.days.data or ())
    pause = (since, until) if since is not None and until is not None else None
    return Wanted(first=first, last=last, weekdays=weekdays, begins=begins, ends=ends, minutes=minutes, pause=pause)


def _choices(calendars: tuple[Calendar, ...]) -> list[Choice]:
    return [Choice(each.id, each.id) for each in calendars]


def _shown(form: OpenForm, calendars: tuple[Calendar, ...], *, status: int = 200) -> View:
    form.calendar.choices = _choices(calendars)
    shown = {"form": form, "calendars": calendars, "home": HOME, "action": _OPEN}
    return View("appointments/desk_open.html", shown, status=status)
