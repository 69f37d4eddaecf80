"""A patient's appointments with the office, in a visit to her record; and giving her a time, of its own accord or as the answer to a wish.

Source: docs/spec/appointments.md#APP-5.
"""

from datetime import timedelta

from innsyn.features.appointments import chart
from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.lines import lines
from innsyn.features.appointments.rules import AHEAD, DAYS_SHOWN, laid_out
from innsyn.features.appointments.timebook.forms import GiveForm
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.booking.asking import Chosen
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, Need, NoticeKind, Redirect, View, VisitCall, action, page

HERE = "/appointments"
_PATH = "/desk/visit/{visit}" + HERE


@page(_PATH, need=Need.STAFF_VISIT, title="appointments.desk.patients")
async def patients(call: VisitCall) -> Answer:
    """Show what is to come, and the office's free times to give."""
    found = await chart.coming(call.gate, call.visit, now=call.now)
    wish = _wish(call.query.get("wish"), found)
    calendars = await call.gate.timebook.calendars(call.actor, call.now)
    times = await call.gate.timebook.times(call.actor, call.now, call.now + AHEAD, call.now)
    free = [each for each in times if each.is_free(mark="", now=call.now)]
    suits = [each for each in free if wish is None or wish.days[0] is None or each.start.date() >= wish.days[0] - timedelta(days=1)]
    known = {
        "lines": await lines(call.gate, found), "wish": wish, "days": laid_out(suits, calendars)[:DAYS_SHOWN], "form": GiveForm(),
        "action": call.here(HERE), "calendars": calendars,
    }  # fmt: skip
    return View("appointments/desk_patient.html", known)


@action(_PATH, need=Need.STAFF_VISIT, title="appointments.desk.patients")
async def give(call: VisitCall) -> Answer:
    """Give the patient a time."""
    slot_id, _, version = call.form.get("slot").rpartition("/")
    form, wish = GiveForm(call.form), call.form.get("wish")
    if not form.validate() or not version.isdecimal() or not version.isascii() or call.actor.organisation is None:
        return ABSENT
    chosen = Chosen(call.actor.organisation, slot_id, min(int(version[:9]), 10**9))
    words = (form.words.data or "").strip()
    answer = await call.gate.booking_answers.give(call.visit, chosen, words, call.now, appointment_id=wish or None)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    if not isinstance(answer, Stored):
        return Redirect(to=call.here(HERE), notice=f"appointments.lost.{answer}")
    await tell_of(call, NoticeKind.APPOINTMENT_GIVEN, answer)
    return Redirect(to=call.here(HERE), notice="appointments.desk.done.given")


def _wish(asked: str, found: tuple[Appointment, ...]) -> Appointment | None:
    return next((each for each in found if each.id == asked and each.state == "wished"), None)
