"""Moving an appointment: another free time of the same clinic, and one question before it is sent.

Source: docs/spec/appointments.md#APP-3.
"""

from innsyn.features.appointments import chart
from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.booking import chosen_of
from innsyn.features.appointments.lines import whole
from innsyn.features.appointments.pages import CHANGES, HOME, NOTICES, closed
from innsyn.features.appointments.times import times_of
from innsyn.gate.booking.asking import Chosen, Held
from innsyn.gate.refused import Refused
from innsyn.gate.values import Stored
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, View, action, page

_MOVE = HOME + "/{appointment_id}/move"


@page(_MOVE, need=Need.CITIZEN, title="appointments.move.title", asks_for="Appointment")
async def move(call: CitizenCall, appointment_id: str) -> Answer:
    """Show the clinic's free times."""
    found = await _movable(call, appointment_id)
    if not isinstance(found, Appointment):
        return found
    shown = await times_of(call, found.source, found.her_id)
    known = {"line": await whole(call.gate, found), "times": shown, "action": call.path, "hidden": {}, "path": call.path}
    return View("appointments/move.html", {**known, "back": f"{HOME}/{appointment_id}"})


@action(_MOVE, need=Need.CITIZEN, title="appointments.move.title", asks_for="Appointment", limit=CHANGES)
async def hold_new(call: CitizenCall, appointment_id: str) -> Answer:
    """Hold the other time."""
    found = await _movable(call, appointment_id)
    if not isinstance(found, Appointment):
        return found
    chosen = chosen_of(call, found.source)
    answer = await call.gate.booking.hold(call.visit, chosen, call.now) if chosen else "taken"
    if isinstance(answer, Refused):
        return ABSENT
    if not isinstance(answer, Held):
        return Redirect(to=call.path, notice=NOTICES["taken"])
    return Redirect(to=f"{call.path}/{answer.time.id}")


@page(_MOVE + "/{slot_id}", need=Need.CITIZEN, title="appointments.move.check", asks_for="Appointment")
async def check_move(call: CitizenCall, appointment_id: str, slot_id: str) -> Answer:
    """Show both times, and ask once more."""
    found = await _movable(call, appointment_id)
    if not isinstance(found, Appointment):
        return found
    held = await call.gate.booking.held(call.visit, found.source, slot_id, call.now)
    if held is None:
        return Redirect(to=f"{HOME}/{appointment_id}/move", notice="appointments.hold.over")
    known = {"line": await whole(call.gate, found), "held": held, "action": call.path, "back": f"{HOME}/{appointment_id}/move"}
    return View("appointments/move_check.html", known)


@action(_MOVE + "/{slot_id}", need=Need.CITIZEN, title="appointments.move.check", asks_for="Appointment", limit=CHANGES)
async def send_move(call: CitizenCall, appointment_id: str, slot_id: str) -> Answer:
    """Ask for the other time. Sent twice it is moved once."""
    found = await _movable(call, appointment_id)
    if not isinstance(found, Appointment):
        return found
    held = await call.gate.booking.held(call.visit, found.source, slot_id, call.now)
    if held is None:
        known = await chart.with_time(call.gate, call.visit, slot_id, now=call.now)
        to = f"{HOME}/{known.id}" if known else f"{HOME}/{appointment_id}/move"
        return Redirect(to=to, notice=None if known else "appointments.hold.over")
    chosen = Chosen(found.source, slot_id, held.time.version)
    answer = await call.gate.booking.move(call.visit, appointment_id, chosen, call.now)
    if isinstance(answer, Refused) or answer == "gone":
        return ABSENT
    notice = "appointments.move.sent" if isinstance(answer, Stored) else NOTICES[answer]
    return Redirect(to=f"{HOME}/{appointment_id}", notice=notice)


async def _movable(call: CitizenCall, appointment_id: str) -> Appointment | Answer:
    """Read an appointment that the reader may move by herself just now."""
    found = await chart.one(call.gate, call.visit, appointment_id, now=call.now)
    if not isinstance(found, Appointment):
        return closed(found)
    return found if found.can_move else Redirect(to=f"{HOME}/{appointment_id}", notice=NOTICES["too_late"])
