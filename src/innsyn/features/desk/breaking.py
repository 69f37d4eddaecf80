"""Breaking the glass from inside a visit: the same patient, opened anew, loudly.

Source: Tillitsrammeverk ATT-41; docs/spec/access.md#AC-3; docs/spec/shields.md#SH-5.
"""

from innsyn.features.desk.asking import rule_behind
from innsyn.features.desk.forms import EmergencyForm
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.kernel.outcome import Verdict
from innsyn.web import Answer, Need, Redirect, View, VisitCall, action, page

_HERE = "/desk/visit/{visit}/emergency"


@page(_HERE, need=Need.STAFF_VISIT, title="desk.emergency.title")
async def asking(call: VisitCall) -> Answer:
    """Ask for the reason."""
    return _form(call, EmergencyForm())


@action(_HERE, need=Need.STAFF_VISIT, title="desk.emergency.title", words=("words",))
async def breaking(call: VisitCall) -> Answer:
    """Open the record for an emergency; the ordinary visit is over by it."""
    form = EmergencyForm(call.form)
    if not form.validate():
        return _form(call, form, status=422)
    ground = staff_ground(
        purpose="BTG", basis="gate.basis.emergency", emergency_reason=form.reason.data, words=form.words.data or ""
    )  # fmt: skip
    visit = ground if isinstance(ground, Verdict) else await call.gate.open(call.actor, call.visit.owner, ground, call.now)
    if isinstance(visit, Verdict | Refused):
        return _form(call, form, no=visit.verdict if isinstance(visit, Refused) else visit, status=422)
    await call.gate.close(call.visit, call.now)
    return Redirect(to=f"/desk/visit/{visit.id}", opens=visit, closes=call.visit)


def _form(call: VisitCall, form: EmergencyForm, *, no: Verdict | None = None, status: int = 200) -> View:
    shown = {"emergency": form, "here": call.here("/emergency"), "back": call.here(), "refused": no, "rule": rule_behind(no)}
    return View("desk/emergency.html", shown, status=status)
