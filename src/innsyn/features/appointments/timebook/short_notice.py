"""Short notice at the desk: who can come sooner, and offering a free time to one or several of them; the first yes has it.

Each patient's record is opened for the offer alone, and her log says so. Source: docs/spec/appointments.md#APP-20.
"""

from urllib.parse import urlencode

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.from_fhir import appointment
from innsyn.features.appointments.rules import DAYS_SHOWN, laid_out
from innsyn.features.appointments.timebook.day import HOME
from innsyn.features.appointments.timebook.in_her_record import in_her_record
from innsyn.features.appointments.timebook.soon import AHEAD, HOURS, Vacant, ends, vacant
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.booking.together import Answer as Answered
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointment_answers import offer_mark, offer_word
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.web import ABSENT, Answer, Limit, Need, NoticeKind, Redirect, StaffCall, View, action, page

HERE = f"{HOME}/short-notice"
MOST_OFFERED = 10
_OFFERS = Limit(count=60, per_s=600)


@page(HERE, need=Need.STAFF, title="appointments.desk.soon.title")
async def short_notice(call: StaffCall) -> Answer:
    """Show who can come sooner, and the times they could come to; with a time chosen, whom it can be offered to."""
    found = await _found(call)
    if not isinstance(found, tuple):
        return found
    comers, times = found
    chosen = next((each for each in times if each.time.id == call.query.get("slot")), None)
    days = laid_out((each.time for each in times), {each.calendar.id: each.calendar for each in times}.values())[:DAYS_SHOWN]
    known = {"comers": comers, "days": days, "chosen": chosen, "hours": HOURS, "action": HERE, "home": HOME}
    return View("appointments/desk_short_notice.html", known)


@action(HERE, need=Need.STAFF, title="appointments.desk.soon.title", limit=_OFFERS)
async def offer(call: StaffCall) -> Answer:
    """Offer the time to those who are ticked, and tell them when all are offered it: no word of it comes after one has taken it."""
    found = await _found(call)
    if not isinstance(found, tuple):
        return ABSENT
    chosen = next((each for each in found[1] if each.time.id == call.form.get("slot")), None)
    if chosen is None:
        return Redirect(to=HERE, notice="appointments.lost.taken")
    asked = set(call.form.getlist("appointment"))
    ticked = [each.id for each in chosen.comers if each.id in asked][:MOST_OFFERED]
    if not ticked:
        return Redirect(to=f"{HERE}?{urlencode({'slot': chosen.time.id})}", notice="appointments.desk.soon.nobody")
    until = ends(chosen.time, _hours(call.form.get("hours")), call.now)
    answers = [await _offered(call, each, chosen, until) for each in ticked]
    offered = [each for each in answers if isinstance(each, Stored)]
    for each in offered:
        await tell_of(call, NoticeKind.APPOINTMENT_OFFERED, each, hangs_on=offer_word(chosen.time.id), good_until=until)
    return Redirect(to=HERE, notice="appointments.desk.soon.done" if offered else "appointments.lost.changed")


async def _offered(call: StaffCall, appointment_id: str, chosen: Vacant, until: Instant) -> Answered:
    return await in_her_record(
        call, appointment_id, lambda visit: call.gate.short_notice.offer(visit, appointment_id, chosen.time.id, until, call.now)
    )  # fmt: skip


async def _found(call: StaffCall) -> tuple[list[Appointment], tuple[Vacant, ...]] | Answer:
    """Read who can come sooner and the times that are free, or offered and not taken."""
    rows = await call.gate.short_notice.who_comes(call.actor, call.now)
    if isinstance(rows, Refused):
        return View("appointments/desk_closed.html", status=403, title="appointments.desk.soon.title")
    if isinstance(rows, Problem):
        return View("appointments/desk_closed.html", {"is_too_much": True})
    read = [each for row in rows if (each := appointment(row, call.now)).comes_soon]
    comers = sorted(read, key=lambda each: (each.start or call.now, each.id))
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    times = await call.gate.timebook.times(call.actor, call.now, call.now + AHEAD, call.now)
    free = [each for each in times if each.is_free(mark=offer_mark(each.id), now=call.now)]
    return comers, vacant(free, calendars, comers)


def _hours(asked: str) -> int:
    return next((each for each in HOURS if str(each) == asked), HOURS[0])
