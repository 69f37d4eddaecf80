"""The registration desk: whoever cannot use a portal gives a power of attorney on paper, and a registrar keeps it here.

Source: docs/spec/representation.md#REP-5.
"""

from innsyn.features.representation import chart
from innsyn.features.representation.forms import PatientForm
from innsyn.features.representation.given import by_state
from innsyn.features.representation.lines import line
from innsyn.gate.refused import Refused
from innsyn.gate.rules.officers import REGISTRAR, REGISTRATION
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, StaffCall, View, VisitCall, action, page

DESK = "/desk/representation"
_SEARCHES = Limit(count=30, per_s=60)
NOT_REGISTRAR = View("representation/not_registrar.html", status=403, title="representation.desk.not_registrar")


@page(DESK, need=Need.STAFF, title="representation.desk.title")
async def find_form(call: StaffCall) -> Answer:
    """Ask whose power of attorney it is."""
    return _ask(PatientForm()) if await is_registrar(call) else NOT_REGISTRAR


@action(f"{DESK}/find", need=Need.STAFF, title="representation.desk.title", limit=_SEARCHES)
async def find(call: StaffCall) -> Answer:
    """Open the little of a record that registering needs: who the patient is, and which powers of attorney there are."""
    form = PatientForm(call.form)
    number = person_number(form.number.data or "") if form.validate() else None
    if not await is_registrar(call):
        return NOT_REGISTRAR
    if number is None:
        form.number.errors = form.number.errors or ["representation.who.not_a_number"]
        return _ask(form, status=422)
    visit = await call.gate.open_registration(call.actor, number, call.now)
    if isinstance(visit, Refused):
        return _ask(PatientForm(), refused=visit.verdict.key, status=404)
    return Redirect(to=f"/desk/visit/{visit.id}/representation", opens=visit)


@page("/desk/visit/{visit}/representation", need=Need.STAFF_VISIT, title="representation.desk.list")
async def listed(call: VisitCall) -> Answer:
    """List what stands, and what the registrar's own organisation has ended."""
    if not is_registration(call):
        return ABSENT
    found = await chart.given(call.gate, call.visit, now=call.now)
    own = [each for each in found if each.custodian == call.visit.actor.organisation]
    others = [each for each in found if each.custodian != call.visit.actor.organisation]
    today = norwegian_date(call.now)
    groups = {state: [await line(call.gate, each, call.now) for each in some] for state, some in by_state(own, today).items()}
    standing = [each for each in others if each.state(today) in ("active", "coming")]
    context = {
        "groups": groups,
        "others": [await line(call.gate, each, call.now) for each in standing],
        "here": call.here("/representation"),
    }
    return View("representation/desk_list.html", context)


async def is_registrar(call: StaffCall) -> bool:
    """Say whether the reader holds the post where she has logged in: asked anew each time."""
    return REGISTRAR in await call.gate.posts(call.actor)


def is_registration(call: VisitCall) -> bool:
    """Say whether this visit was opened for registering."""
    return call.visit.ground.purpose == REGISTRATION


def _ask(form: PatientForm, *, refused: str | None = None, status: int = 200) -> View:
    return View("representation/desk_find.html", {"form": form, "refused": refused}, status=status)
