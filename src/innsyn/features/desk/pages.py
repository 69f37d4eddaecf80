"""The desk's first page: finding a patient by number, always in a POST, never in an address."""

from innsyn.features.desk.forms import EmergencyForm, FindForm, GroundForm
from innsyn.gate.refused import Refused
from innsyn.kernel.ids import person_number
from innsyn.web import Answer, Limit, Need, StaffCall, View, action, page

_SEARCHES = Limit(count=30, per_s=60)


@page("/desk", need=Need.STAFF, title="desk.title")
async def front(call: StaffCall) -> Answer:  # noqa: ARG001
    """Show the field for a patient's number."""
    return View("desk/find.html", {"form": FindForm()})


@action("/desk/find", need=Need.STAFF, title="desk.ground.title", limit=_SEARCHES)
async def find(call: StaffCall) -> Answer:
    """Find the patient and ask why: the same page, with what is wrong, when the number is none or leads nowhere."""
    form = FindForm(call.form)
    number = person_number(call.form.get("number")) if form.validate() else None
    if number is None:
        form.number.errors = form.number.errors or ["desk.find.not_a_number"]
        return View("desk/find.html", {"form": form}, status=422, title="desk.title")
    found = await call.gate.find(call.actor, number, call.now)
    if isinstance(found, Refused):
        return View("desk/find.html", {"form": FindForm(), "refused": found.verdict.key}, status=404, title="desk.title")
    return View("desk/ground.html", {"person": found, "ground": GroundForm(), "emergency": EmergencyForm()})
