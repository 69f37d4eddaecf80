"""Does one thing with one of the office's appointments in its patient's own record: opened for that alone, and her log says so.

Source: docs/spec/appointments.md#APP-5.
"""

from collections.abc import Awaitable, Callable

from innsyn.gate.booking.together import Answer
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Visit
from innsyn.kernel.outcome import Verdict
from innsyn.web import StaffCall


async def in_her_record(call: StaffCall, appointment_id: str, act: Callable[[Visit], Awaitable[Answer]]) -> Answer:
    """Open the record an appointment lies in, act, and close it again. Returns what came of it; `gone` for what is not the office's."""
    row = await call.gate.timebook.one(call.actor, appointment_id, call.now)
    ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment", decision_ref=f"Appointment/{appointment_id}")
    if row is None or isinstance(ground, Verdict):
        return "gone"
    visit = await call.gate.open(call.actor, row.owner, ground, call.now)
    if isinstance(visit, Refused):
        return visit
    answer = await act(visit)
    await call.gate.close(visit, call.now)
    return answer
