"""What stands withheld in a record, and what waits for one's review."""

from innsyn.features.withholding import chart
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.outcome import Verdict
from innsyn.web import ABSENT, Answer, Need, Redirect, StaffCall, View, VisitCall, action, page

HOME = "/withholding"


@page("/desk/visit/{visit}/withholding", need=Need.STAFF_VISIT, title="withholding.title")
async def decisions(call: VisitCall) -> Answer:
    """List the decisions that stand in this record."""
    found = await chart.decisions(call.gate, call.visit, call.now)
    today = norwegian_date(call.now)
    places = {"home": call.here(HOME), "documents": call.here("/documents")}
    return View("withholding/list.html", {"decisions": found, "ours": call.actor.organisation, "today": today, **places})


@action("/desk/withholding/open", need=Need.STAFF, title="withholding.waiting")
async def opening(call: StaffCall) -> Answer:
    """Open the record of a decision that waits for the reader's review, and of no other."""
    answer = await call.gate.reviews(call.actor, call.now)
    asked = call.form.get("decision")
    found = next((row for row in answer.rows if row.id == asked), None) if isinstance(answer, Found) else None
    ground = staff_ground(purpose="TREAT", basis="gate.basis.follow_up", decision_ref=f"Flag/{asked}")
    if found is None or isinstance(ground, Verdict):
        return ABSENT
    visit = await call.gate.open(call.actor, found.owner, ground, call.now)
    if isinstance(visit, Refused):
        return ABSENT
    return Redirect(to=f"/desk/visit/{visit.id}{HOME}", opens=visit)


@page("/desk/withholding", need=Need.STAFF, title="withholding.waiting")
async def waiting(call: StaffCall) -> Answer:
    """List what the reader has been asked to look at again, in whoever's record."""
    answer = await call.gate.reviews(call.actor, call.now)
    if isinstance(answer, Refused):
        return View("withholding/no_reviews.html", status=403, title="withholding.waiting")
    found = chart.waiting(answer) if isinstance(answer, Found) else ()
    return View("withholding/waiting.html", {"decisions": found, "today": norwegian_date(call.now)})
