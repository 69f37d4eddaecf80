"""Answering from the timebook: yes or no to what is asked, calling off, who did not come, and opening the patient to find a time.

The patient's record is opened for that alone, and her log says so. Source: docs/spec/appointments.md#APP-5, #APP-7.
"""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import orjson

from innsyn.features.appointments.timebook.day import HOME, day_of
from innsyn.features.appointments.timebook.telling import tell_of
from innsyn.gate.booking.together import Answer as Answered
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.standing.appointments import moved_from
from innsyn.gate.values import Stored
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.web import ABSENT, Answer, Need, NoticeKind, Redirect, StaffCall, action

_ANSWERS: dict[str, Callable[[Gate, Visit, str, Instant], Awaitable[Answered]]] = {
    "confirm": lambda gate, visit, id_, now: gate.booking_answers.confirm(visit, id_, now),
    "decline": lambda gate, visit, id_, now: gate.booking_answers.decline(visit, id_, now),
    "cancel": lambda gate, visit, id_, now: gate.booking_answers.cancel(visit, id_, now),
    "missed": lambda gate, visit, id_, now: gate.booking_answers.missed(visit, id_, now),
    "came": lambda gate, visit, id_, now: gate.booking_answers.came(visit, id_, now),
}
_TOLD = {"cancelled": NoticeKind.APPOINTMENT_CANCELLED, "booked": NoticeKind.APPOINTMENT_GIVEN}


@action(HOME + "/answer", need=Need.STAFF, title="appointments.desk.title")
async def answer(call: StaffCall) -> Answer:
    """Answer one appointment of the office's own."""
    asked, do, on = call.form.get("appointment"), call.form.get("do"), day_of(call.form.get("day"), call.now)
    row = await call.gate.timebook.one(call.actor, asked, call.now)
    ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment", decision_ref=f"Appointment/{asked}")
    if row is None or isinstance(ground, Verdict) or do not in {*_ANSWERS, "open"}:
        return ABSENT
    back = f"{HOME}?{urlencode({'day': on.isoformat()})}"
    visit = await call.gate.open(call.actor, row.owner, ground, call.now)
    if isinstance(visit, Refused):
        return Redirect(to=back, notice="appointments.desk.not_opened")
    if do == "open":
        return Redirect(to=f"/desk/visit/{visit.id}/appointments?{urlencode({'about': asked})}", opens=visit)
    answered = await _ANSWERS[do](call.gate, visit, asked, call.now)
    await call.gate.close(visit, call.now)
    if isinstance(answered, Refused):
        return Redirect(to=back, notice="appointments.desk.not_opened")
    if not isinstance(answered, Stored):
        return Redirect(to=back, notice=f"appointments.lost.{answered}")
    await _tell(call, row, answered)
    return Redirect(to=back, notice=f"appointments.desk.done.{do}")


async def _tell(call: StaffCall, before: Stored, after: Stored) -> None:
    """Tell the patient of what she did not do herself: given, changed or called off."""
    body = orjson.loads(after.body)
    was_booked = orjson.loads(before.body).get("status") == "booked" or bool(moved_from(orjson.loads(before.body)))
    kind = _TOLD.get(str(body.get("status")))
    if kind is not None:
        is_change = kind is NoticeKind.APPOINTMENT_GIVEN and was_booked
        await tell_of(call, NoticeKind.APPOINTMENT_CHANGED if is_change else kind, after)
