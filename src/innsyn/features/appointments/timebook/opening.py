"""Opening times in bulk, closing one and opening it again.

Source: docs/spec/appointments.md#APP-6.
"""

from datetime import time, timedelta
from urllib.parse import urlencode

from innsyn.features.appointments.timebook.day import HOME, day_of
from innsyn.features.appointments.timebook.forms import WEEKDAYS, OpenForm
from innsyn.features.appointments.timebook.rules import Wanted, mistake, starts_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Choice, Need, Redirect, StaffCall, View, action, page

_OPEN = f"{HOME}/open"
_BEGINS, _ENDS, _MINUTES = time(9), time(15), 20


@page(_OPEN, need=Need.STAFF, title="appointments.desk.open.title")
async def opening(call: StaffCall) -> Answer:
    """Show the form, with next week filled in."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return View("appointments/desk_closed.html", status=403, title="appointments.desk.title")
    today = norwegian_date(call.now)
    monday = today + timedelta(days=7 - today.weekday())
    form = OpenForm(
        calendar=calendars[0].id, first=monday, last=monday + timedelta(days=4), days=list(WEEKDAYS), begins=_BEGINS, ends=_ENDS,
        minutes=_MINUTES,
    )  # fmt: skip
    return _shown(form, calendars)


@action(_OPEN, need=Need.STAFF, title="appointments.desk.open.title")
async def open_times(call: StaffCall) -> Answer:
    """Open them; those that would lie over another are left out."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return ABSENT
    form = OpenForm(call.form)
    form.calendar.choices = _choices(calendars)
    wanted = _wanted(form) if form.validate() else None
    if wanted is None:
        return _shown(form, calendars, status=422)
    wrong = mistake(wanted, norwegian_date(call.now))
    if wrong is not None:
        form[wrong[0]].errors = [f"appointments.mistake.{wrong[1]}"]
        return _shown(form, calendars, status=422)
    lasts = timedelta(minutes=wanted.minutes)
    opened = await call.gate.timebook.open(call.actor, form.calendar.data, starts_of(wanted), lasts, call.now)
    if isinstance(opened, Refused):
        return ABSENT
    notice = "appointments.desk.open.done" if opened else "appointments.desk.open.none"
    return Redirect(to=f"{HOME}?{urlencode({'day': wanted.first.isoformat()})}", notice=notice)


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
    weekdays = frozenset(int(day) for day in form.days.data or ())
    return Wanted(first=first, last=last, weekdays=weekdays, begins=begins, ends=ends, minutes=minutes)


def _choices(calendars: tuple[Calendar, ...]) -> list[Choice]:
    return [Choice(each.id, each.id) for each in calendars]


def _shown(form: OpenForm, calendars: tuple[Calendar, ...], *, status: int = 200) -> View:
    form.calendar.choices = _choices(calendars)
    names = {each.id: " · ".join(part for part in (each.name, each.kind) if part) for each in calendars}
    return View("appointments/desk_open.html", {"form": form, "names": names, "home": HOME, "action": _OPEN}, status=status)
