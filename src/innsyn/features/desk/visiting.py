"""Being let into a record: the ground is stated, the visit opened, the record shown, and left again."""

from uuid import UUID

from innsyn.features.desk.asking import ask_why
from innsyn.features.desk.forms import EmergencyForm, GroundForm
from innsyn.gate.grounds import staff_ground
from innsyn.gate.opening import FoundPatient
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Ground
from innsyn.kernel.outcome import Verdict
from innsyn.web import ABSENT, Answer, Need, Redirect, StaffCall, View, VisitCall, action, page

_OWNERS_END = 2**63
"""Owners are 63 bits; a longer number is nobody's."""


@action("/desk/open", need=Need.STAFF, title="desk.ground.title")
async def opening(call: StaffCall) -> Answer:
    """Open the record on an ordinary ground, or show what is missing."""
    found = await _found(call)
    if found is None:
        return ABSENT
    form = GroundForm(call.form)
    if not form.validate():
        return ask_why(found, ground=form)
    ground = staff_ground(purpose=form.purpose.data, basis=form.basis.data, decision_ref=(form.decision.data or "").strip())
    return await _open(call, found, ground, ground_form=form)


@action("/desk/open-emergency", need=Need.STAFF, title="desk.emergency.title", words=("words",))
async def opened(call: StaffCall) -> Answer:
    """Break the glass: the record opens, also what the patient has blocked, and the log says so loudly."""
    found = await _found(call)
    if found is None:
        return ABSENT
    form = EmergencyForm(call.form)
    if not form.validate():
        return ask_why(found, emergency=form)
    ground = staff_ground(
        purpose="BTG", basis="gate.basis.emergency", emergency_reason=form.reason.data, words=form.words.data or ""
    )  # fmt: skip
    return await _open(call, found, ground, emergency_form=form)


@page("/desk/visit/{visit}", need=Need.STAFF_VISIT, title="desk.record.title")
async def record(call: VisitCall) -> Answer:
    """Show the record's first page: what other slices know of this patient."""
    return View("desk/record.html", {"blocks": await call.blocks()})


@action("/desk/visit/{visit}/leave", need=Need.STAFF_VISIT, title="desk.record.leave")
async def leave(call: VisitCall) -> Answer:
    """Close the record."""
    await call.gate.close(call.visit, call.now)
    return Redirect(to="/desk", closes=call.visit, notice="desk.record.closed")


async def _found(call: StaffCall) -> FoundPatient | None:
    """Take up a patient this health worker found a moment ago; None for anything else the fields may say."""
    try:
        owner, visit_id = int(call.form.get("patient")), UUID(call.form.get("finding"))
    except ValueError:
        return None
    if not 0 < owner < _OWNERS_END:
        return None
    return await call.gate.found(call.actor, owner, visit_id, call.now)


async def _open(
    call: StaffCall,
    found: FoundPatient,
    ground: Ground | Verdict,
    ground_form: GroundForm | None = None,
    emergency_form: EmergencyForm | None = None,
) -> Answer:
    if isinstance(ground, Verdict):
        return ask_why(found, ground=ground_form, emergency=emergency_form, no=ground)
    visit = await call.gate.open(call.actor, found.owner, ground, call.now, visit_id=found.visit_id)
    if isinstance(visit, Refused):
        return ask_why(found, ground=ground_form, emergency=emergency_form, no=visit.verdict)
    return Redirect(to=f"/desk/visit/{visit.id}", opens=visit)
