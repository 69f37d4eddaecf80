"""What a citizen answers about an appointment she has: read and coming, able to come sooner, yes or no to a time she is offered.

Source: docs/spec/appointments.md#APP-20, #APP-21.
"""

from innsyn.features.appointments.pages import CHANGES, HOME, NOTICES
from innsyn.gate.booking.together import Answer as Answered
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, action

_ONE = HOME + "/{appointment_id}"


@action(_ONE + "/acknowledge", need=Need.CITIZEN, title="appointments.acknowledge.title", asks_for="Appointment", limit=CHANGES)
async def acknowledge(call: CitizenCall, appointment_id: str) -> Answer:
    """Say that she has read it and comes."""
    answer = await call.gate.booking_says.acknowledge(call.visit, appointment_id, call.now)
    return _back(appointment_id, answer, "appointments.acknowledge.done")


@action(_ONE + "/short-notice", need=Need.CITIZEN, title="appointments.soon.title", asks_for="Appointment", limit=CHANGES)
async def comes_soon(call: CitizenCall, appointment_id: str) -> Answer:
    """Say that she can come at short notice, or take it back."""
    is_so = call.form.get("do") == "on"
    answer = await call.gate.booking_says.comes_soon(call.visit, appointment_id, call.now, is_so=is_so)
    return _back(appointment_id, answer, "appointments.soon.done" if is_so else "appointments.soon.undone")


@action(_ONE + "/offer", need=Need.CITIZEN, title="appointments.offer.title", asks_for="Appointment", limit=CHANGES)
async def answer_offer(call: CitizenCall, appointment_id: str) -> Answer:
    """Say yes or no to a time she is offered."""
    says, do = call.gate.booking_says, call.form.get("do")
    if do == "no":
        return _back(appointment_id, await says.decline(call.visit, appointment_id, call.now), "appointments.offer.declined")
    if do != "yes":
        await call.gate.read(call.visit, "Appointment", appointment_id, call.now)  # whoever may not name it stands in the log
        return ABSENT
    answer = await says.take(call.visit, appointment_id, call.now)
    if answer == "taken":
        return Redirect(to=f"{HOME}/{appointment_id}", notice="appointments.offer.lost")
    return _back(appointment_id, answer, "appointments.offer.taken")


def _back(appointment_id: str, answer: Answered, done: str) -> Answer:
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    return Redirect(to=f"{HOME}/{appointment_id}", notice=done if isinstance(answer, Stored) else NOTICES.get(answer, NOTICES["changed"]))
