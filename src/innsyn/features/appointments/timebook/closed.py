"""A closed calendar and whom it befalls: each is given another time or called off, with words to the patient; nobody is forgotten.

What is called off for several is called off in each one's own record, and each is told. Source: docs/spec/appointments.md#APP-8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.from_fhir import appointment
from innsyn.features.appointments.timebook.day import HOME
from innsyn.features.appointments.timebook.forms import CallOffForm
from innsyn.features.appointments.timebook.in_her_record import in_her_record
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.refused import Refused
from innsyn.gate.standing.closures import Closure
from innsyn.gate.standing.timebooks import Calendar
from innsyn.gate.values import Stored
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.web import ABSENT, Answer, Limit, Need, NoticeKind, Redirect, StaffCall, View, action, page

CLOSED = f"{HOME}/closed"
_TITLE = "appointments.desk.closed.title"
SEVERAL = Limit(count=60, per_s=3600)
MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Befallen:
    """Whom a span befalls. known: appointments to come. unknown: how many times are taken by others than those."""

    known: tuple[Appointment, ...]
    unknown: int


@page(CLOSED, need=Need.STAFF, title=_TITLE)
async def closed(call: StaffCall) -> Answer:
    """Show one span, and who has a time in it."""
    found = await span_of_calendar(call, call.query.get("closure"))
    return await shown(call, *found) if found else ABSENT


@action(CLOSED, need=Need.STAFF, title=_TITLE, limit=SEVERAL, words=("words",))
async def call_off(call: StaffCall) -> Answer:
    """Call off what was chosen; what could not be done is told, and still stands there."""
    found = await span_of_calendar(call, call.form.get("closure"))
    if found is None:
        return ABSENT
    form, chosen = CallOffForm(call.form), tuple(dict.fromkeys(call.form.getlist("chosen")))[:MOST_AT_ONCE]
    if not chosen or not form.validate():
        return await shown(call, *found, form, said="" if chosen else "appointments.desk.closed.nothing", chosen=chosen, status=422)
    words = (form.words.data or "").strip()
    left = [each for each in chosen if not await _is_called_off(call, each, words)]
    if left:
        return await shown(call, *found, form, said="appointments.desk.closed.left", count=len(left), status=409)
    where = urlencode({"closure": found[1].id})
    return Redirect(to=f"{CLOSED}?{where}", notice="appointments.desk.closed.done")


async def _is_called_off(call: StaffCall, appointment_id: str, words: str) -> bool:
    """Call off one in its own record, and tell the patient."""
    answer = await in_her_record(
        call, appointment_id, lambda visit: call.gate.booking_answers.cancel(visit, appointment_id, call.now, words=words)
    )  # fmt: skip
    if not isinstance(answer, Stored):
        return False
    await tell_of(call, NoticeKind.APPOINTMENT_CANCELLED, answer)
    return True


async def span_of_calendar(call: StaffCall, closure_id: str) -> tuple[Calendar, Closure] | None:
    """Find a span among those of the office's calendars."""
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    return next(((each, one) for each in calendars for one in each.closures if one.id == closure_id), None)


async def befallen(call: StaffCall, calendar: Calendar, closure: Closure) -> Befallen | None:
    """Read who has a time in a span, by hour; None where that cannot be listed."""
    within = await call.gate.closing.within(call.actor, calendar, closure.since, closure.until, call.now)
    rows = within if isinstance(within, Refused) else await call.gate.timebook.appointments_at(call.actor, within.taken, call.now)
    if isinstance(within, Refused) or isinstance(rows, Refused | Problem):
        return None
    coming = [each for row in rows if (each := appointment(row, call.now)).is_coming]
    known = tuple(sorted(coming, key=lambda each: (each.start or call.now, each.id)))
    return Befallen(known, max(0, len(within.taken) - len(known)))


async def shown(
    call: StaffCall,
    calendar: Calendar,
    closure: Closure,
    form: CallOffForm | None = None,
    *,
    said: str = "",
    count: int = 0,
    names: Sequence[str] = (),
    chosen: Sequence[str] = (),
    status: int = 200,
) -> Answer:
    """Show a span and whom it befalls. said: a text, about so many, or of these names, of which one may be unknown.

    chosen: what is ticked."""
    found = await befallen(call, calendar, closure)
    if found is None:
        return ABSENT
    known = {
        "calendar": calendar, "closure": closure, "form": form or CallOffForm(), "said": said, "count": count, "names": names,
        "chosen": chosen, "home": HOME, "action": CLOSED, "befallen": found.known, "unknown": found.unknown,
        "day": norwegian_date(closure.since),
    }  # fmt: skip
    return View("appointments/desk_closed_calendar.html", known, status=status)
