"""A closed calendar and whom it befalls: each is given another time or called off, with words to the patient; nobody is forgotten.

What is called off for several is called off in each one's own record, and each is told. Source: docs/spec/appointments.md#APP-8.
"""

from urllib.parse import urlencode

from innsyn.features.appointments.from_fhir import appointment
from innsyn.features.appointments.timebook.day import HOME
from innsyn.features.appointments.timebook.forms import CallOffForm
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import Calendar
from innsyn.gate.values import Stored
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.outcome import Problem, Verdict
from innsyn.web import ABSENT, Answer, Limit, Need, NoticeKind, Redirect, StaffCall, View, action, page

CLOSED = f"{HOME}/closed"
_TITLE = "appointments.desk.closed.title"
_SEVERAL = Limit(count=60, per_s=3600)
_MOST_AT_ONCE = 100


@page(CLOSED, need=Need.STAFF, title=_TITLE)
async def closed(call: StaffCall) -> Answer:
    """Show one span, and who has a time in it."""
    found = await _found(call, call.query.get("closure"))
    return await _shown(call, *found, CallOffForm()) if found else ABSENT


@action(CLOSED, need=Need.STAFF, title=_TITLE, limit=_SEVERAL)
async def call_off(call: StaffCall) -> Answer:
    """Call off what was chosen; what could not be done is told, and still stands there."""
    found = await _found(call, call.form.get("closure"))
    if found is None:
        return ABSENT
    form, chosen = CallOffForm(call.form), tuple(dict.fromkeys(call.form.getlist("chosen")))[:_MOST_AT_ONCE]
    if not chosen or not form.validate():
        return await _shown(call, *found, form, said="" if chosen else "appointments.desk.closed.nothing", chosen=chosen, status=422)
    words = (form.words.data or "").strip()
    left = [each for each in chosen if not await _is_called_off(call, each, words)]
    if left:
        return await _shown(call, *found, form, said="appointments.desk.closed.left", count=len(left), status=409)
    where = urlencode({"closure": found[1].id})
    return Redirect(to=f"{CLOSED}?{where}", notice="appointments.desk.closed.done")


async def _is_called_off(call: StaffCall, appointment_id: str, words: str) -> bool:
    """Call off one in its own record, and tell the patient."""
    row = await call.gate.timebook.one(call.actor, appointment_id, call.now)
    ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment", decision_ref=f"Appointment/{appointment_id}")
    if row is None or isinstance(ground, Verdict):
        return False
    visit = await call.gate.open(call.actor, row.owner, ground, call.now)
    if isinstance(visit, Refused):
        return False
    answer = await call.gate.booking_answers.cancel(visit, appointment_id, call.now, words=words)
    await call.gate.close(visit, call.now)
    if not isinstance(answer, Stored):
        return False
    await tell_of(call, NoticeKind.APPOINTMENT_CANCELLED, answer)
    return True


async def _found(call: StaffCall, closure_id: str) -> tuple[Calendar, Closure] | None:
    """Find a span among those of the office's calendars."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    return next(((each, one) for each in calendars for one in each.closures if one.id == closure_id), None)


async def _shown(
    call: StaffCall,
    calendar: Calendar,
    closure: Closure,
    form: CallOffForm,
    *,
    said: str = "",
    count: int = 0,
    chosen: tuple[str, ...] = (),
    status: int = 200,
) -> Answer:
    within = await call.gate.closing.within(call.actor, calendar, closure.since, closure.until, call.now)
    rows = within if isinstance(within, Refused) else await call.gate.timebook.appointments_at(call.actor, within.taken, call.now)
    if isinstance(within, Refused) or isinstance(rows, Refused | Problem):
        return ABSENT
    befallen = [each for row in rows if (each := appointment(row, call.now)).is_coming]
    shown = {
        "calendar": calendar, "closure": closure, "form": form, "said": said, "count": count, "chosen": chosen, "home": HOME,
        "action": CLOSED, "befallen": sorted(befallen, key=lambda each: (each.start or call.now, each.id)),
        "unknown": max(0, len(within.taken) - len(befallen)), "day": norwegian_date(closure.since),
    }  # fmt: skip
    return View("appointments/desk_closed_calendar.html", shown, status=status)
