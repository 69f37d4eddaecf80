"""A patient's appointments with the office, in a visit to her record; and giving her a time: of its own accord, for a wish, or another one.

Source: docs/spec/appointments.md#APP-5.
"""

from innsyn.features.appointments import chart
from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.lines import lines
from innsyn.features.appointments.rules import AHEAD, DAYS_SHOWN, first_day, laid_out
from innsyn.features.appointments.timebook.choosing import suiting
from innsyn.features.appointments.timebook.day import midnight
from innsyn.features.appointments.timebook.forms import GiveForm
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.booking.asking import Chosen
from innsyn.gate.booking.together import Answer as Given
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, Need, NoticeKind, Redirect, View, VisitCall, action, page

HERE = "/appointments"
_PATH = "/desk/visit/{visit}" + HERE


@page(_PATH, need=Need.STAFF_VISIT, title="appointments.desk.patients")
async def patients(call: VisitCall) -> Answer:
    """Show what is to come, and the office's free times to give."""
    found = await chart.coming(call.gate, call.visit, now=call.now)
    about = _about(call.query.get("about"), found)
    calendars = suiting(await call.gate.timebook.calendars(call.actor, call.now), about)
    first = first_day(call.query.get("from") or (about.days[0].isoformat() if about and about.days[0] else ""), call.now)
    free = await call.gate.timebook.free(call.actor, calendars, midnight(first), call.now + AHEAD, call.now)
    days = laid_out(free, calendars)
    known = {
        "lines": await lines(call.gate, found), "about": about, "days": days[:DAYS_SHOWN], "first": first,
        "later": days[DAYS_SHOWN].on if len(days) > DAYS_SHOWN else None, "form": GiveForm(),
        "action": call.here(HERE), "calendars": calendars,
    }  # fmt: skip
    return View("appointments/desk_patient.html", known)


@action(_PATH, need=Need.STAFF_VISIT, title="appointments.desk.patients", words=("words",))
async def give(call: VisitCall) -> Answer:
    """Give the patient a time."""
    slot_id, _, version = call.form.get("slot").rpartition("/")
    form, about = GiveForm(call.form), call.form.get("about")
    if not form.validate() or not version.isdecimal() or not version.isascii() or call.actor.organisation is None:
        return ABSENT
    chosen = Chosen(call.actor.organisation, slot_id, int(version[:9]))
    answer, kind = await _given(call, chosen, (form.words.data or "").strip(), about)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    if not isinstance(answer, Stored):
        return Redirect(to=call.here(HERE), notice=f"appointments.lost.{answer}")
    await tell_of(call, kind, answer)
    return Redirect(to=call.here(HERE), notice="appointments.desk.done.given")


async def _given(call: VisitCall, chosen: Chosen, words: str, about: str) -> tuple[Given, NoticeKind]:
    """Move an appointment that has a time, and give one to whoever has none."""
    found = await chart.coming(call.gate, call.visit, now=call.now) if about else ()
    known = _about(about, found)
    if about and (known is None or known.state != "wished"):
        return await call.gate.booking_answers.move(call.visit, about, chosen, call.now), NoticeKind.APPOINTMENT_CHANGED
    answer = await call.gate.booking_answers.give(call.visit, chosen, words, call.now, appointment_id=about or None)
    return answer, NoticeKind.APPOINTMENT_GIVEN


def _about(asked: str, found: tuple[Appointment, ...]) -> Appointment | None:
    return next((each for each in found if each.id == asked and each.is_coming), None)
