"""The clinicians' list of wishes that wait, and the way into the record of one of them.

Source: docs/spec/shields.md#SH-10.
"""

from innsyn.features.shields import documents
from innsyn.features.shields.rules import ANSWERED_WITHIN
from innsyn.features.shields.wishes import chart
from innsyn.gate.grounds import staff_ground
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found
from innsyn.gate.worklists import Wanted
from innsyn.kernel.outcome import Verdict
from innsyn.web import ABSENT, Answer, Need, Redirect, StaffCall, View, VisitCall, action, page

LIST = "/desk/hide-requests"
HOME = "/hide-requests"
_COUNT = 50
_FOUND_AT_MOST = 500


@page(LIST, need=Need.STAFF, title="shields.waiting.title")
async def waiting(call: StaffCall) -> Answer:
    """List what waits for the reader's organisation, the oldest first."""
    found = await call.gate.worklist(call.actor, Wanted("hide-request", count=_COUNT, after=call.query.get("after") or None), call.now)
    if isinstance(found, Refused):
        return View("shields/no_list.html", {"refused": ""}, status=403)
    wishes = chart.of_rows(found.rows) if isinstance(found, Found) else ()
    ordered = sorted(wishes, key=lambda each: each.asked_at)
    more = found.next if isinstance(found, Found) else None
    return View(
        "shields/waiting.html", {"wishes": ordered, "late": call.now - ANSWERED_WITHIN, "next": f"{LIST}?after={more}" if more else ""}
    )


@action(LIST + "/open", need=Need.STAFF, title="shields.waiting.title")
async def opening(call: StaffCall) -> Answer:
    """Open the record of a wish that waits for the reader's organisation, and of no other."""
    answer = await call.gate.worklist(call.actor, Wanted("hide-request", count=_FOUND_AT_MOST), call.now)
    asked = call.form.get("wish")
    found = next((row for row in answer.rows if row.id == asked), None) if isinstance(answer, Found) else None
    ground = staff_ground(purpose="TREAT", basis="gate.basis.follow_up", decision_ref=f"Task/{asked}")
    if found is None or isinstance(ground, Verdict):
        return ABSENT
    visit = await call.gate.open(call.actor, found.owner, ground, call.now)
    if isinstance(visit, Refused):
        return View("shields/no_list.html", {"refused": visit.verdict.key}, status=403)
    return Redirect(to=f"/desk/visit/{visit.id}{HOME}/{asked}", opens=visit)


@page("/desk/visit/{visit}/hide-requests", need=Need.STAFF_VISIT, title="shields.waiting.here")
async def here(call: VisitCall) -> Answer:
    """List the wishes of this patient to the reader's organisation, also those that are answered."""
    wishes = [each for each in await chart.mine(call.gate, call.visit, now=call.now) if each.organisation == call.actor.organisation]
    papers = await documents.named(call.gate, call.visit, (each.document_id for each in wishes), now=call.now)
    return View("shields/here.html", {"wishes": [(each, papers.get(each.document_id)) for each in wishes], "home": call.here(HOME)})
