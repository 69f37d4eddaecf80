"""Closing a calendar when a doctor is away: filled in, shown as it would be, then closed at once; and opening it again.

Whom it befalls is `closed.py`'s to show. Source: docs/spec/appointments.md#APP-8.
"""

from urllib.parse import urlencode

from innsyn.features.appointments.timebook.choosing import chosen
from innsyn.features.appointments.timebook.closed import CLOSED
from innsyn.features.appointments.timebook.day import HOME
from innsyn.features.appointments.timebook.forms import ClosingForm
from innsyn.features.appointments.timebook.span import Span, mistake, span_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import Calendar
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Choice, Limit, Need, Redirect, StaffCall, View, action, page

CLOSING = f"{HOME}/closing"
_TITLE = "appointments.desk.closing.title"
_CLOSINGS = Limit(count=60, per_s=3600)


@page(CLOSING, need=Need.STAFF, title=_TITLE)
async def closing(call: StaffCall) -> Answer:
    """Show the form, and which calendars are closed or will be."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return View("appointments/desk_closed.html", status=403, title="appointments.desk.title")
    today, calendar = norwegian_date(call.now), chosen(calendars, call.query.get("calendar"))
    return _shown(call, ClosingForm(calendar=calendar.id, first=today, last=today), calendars)


@action(CLOSING, need=Need.STAFF, title=_TITLE, limit=_CLOSINGS, words=("reason",))
async def close_calendar(call: StaffCall) -> Answer:
    """Show what would be closed, or close it. do: `close`, `change` for the form again, anything else to look first."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    if not calendars:
        return ABSENT
    form, do = ClosingForm(call.form), call.form.get("do")
    form.calendar.choices = [Choice(each.id, each.id) for each in calendars]
    span = _span(form, call) if form.validate() else None
    if span is None or do == "change":
        return _shown(call, form, calendars, status=200 if span else 422)
    calendar = next(each for each in calendars if each.id == form.calendar.data)
    return await (_close if do == "close" else _look)(call, form, calendar, span)


@action(f"{HOME}/reopen", need=Need.STAFF, title=_TITLE, limit=_CLOSINGS)
async def reopen(call: StaffCall) -> Answer:
    """Open a calendar again."""
    answer = await call.gate.closing.reopen(call.actor, call.form.get("calendar"), call.form.get("closure"), call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    if not isinstance(answer, Closure):
        return Redirect(to=CLOSING, notice="appointments.desk.closing.reopened_already")
    day = max(norwegian_date(answer.since), norwegian_date(call.now)).isoformat()
    where = urlencode({"calendar": call.form.get("calendar"), "day": day})
    return Redirect(to=f"{HOME}/week?{where}", notice="appointments.desk.closing.reopened")


async def _look(call: StaffCall, form: ClosingForm, calendar: Calendar, span: Span) -> Answer:
    within = await call.gate.closing.within(call.actor, calendar, span.since, span.until, call.now)
    if isinstance(within, Refused):
        return ABSENT
    fields = [(name, each) for name in call.form for each in call.form.getlist(name) if name in form]
    shown = {"form": form, "calendar": calendar, "span": span, "within": within, "home": HOME, "action": CLOSING, "fields": fields}
    return View("appointments/desk_closing_check.html", shown)


async def _close(call: StaffCall, form: ClosingForm, calendar: Calendar, span: Span) -> Answer:
    reason = (form.reason.data or "").strip()
    answer = await call.gate.closing.close(call.actor, calendar.id, span.since, span.until, reason, call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    if not isinstance(answer, Closure):
        return Redirect(to=CLOSING, notice="appointments.desk.closing.twice")
    return Redirect(to=f"{CLOSED}?{urlencode({'closure': answer.id})}", notice="appointments.desk.closing.done")


def _span(form: ClosingForm, call: StaffCall) -> Span | None:
    """Say what is meant; None with what is wrong put at its field."""
    first, last, begins, ends = form.first.data, form.last.data, form.begins.data, form.ends.data
    if first is None or last is None:
        return None
    if (wrong := mistake(first, begins, last, ends, call.now)) is not None:
        form[wrong[0]].errors = [f"appointments.mistake.{wrong[1]}"]
        return None
    return span_of(first, begins, last, ends)


def _shown(call: StaffCall, form: ClosingForm, calendars: tuple[Calendar, ...], *, status: int = 200) -> View:
    form.calendar.choices = [Choice(each.id, each.id) for each in calendars]
    standing = sorted(((one, each) for each in calendars for one in each.closures if one.until > call.now), key=lambda pair: pair[0].since)
    shown = {"form": form, "calendars": calendars, "standing": standing, "home": HOME, "action": CLOSING, "closed": CLOSED}
    return View("appointments/desk_closing.html", shown, status=status)
