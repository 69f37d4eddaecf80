"""The privacy officer's list: what waits for an answer, the most urgent first."""

from innsyn.features.access_questions import chart
from innsyn.features.access_questions.rules import days_left, light
from innsyn.gate.refused import Refused
from innsyn.gate.values import owner_of
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Need, Redirect, StaffCall, View, action, page

HOME = "/desk/questions"
QUESTION = "/question"
"""Where the question stands inside the review's visit."""

REFUSED = View("access_questions/not_officer.html", status=403, title="access_questions.desk.title")


@page(HOME, need=Need.STAFF, title="access_questions.desk.title")
async def questions(call: StaffCall) -> Answer:
    """List the questions that wait, or those that are answered."""
    is_done = call.query.get("show") == "answered"
    found = await chart.waiting(call.gate, call.actor, chart.DONE if is_done else chart.OPEN, now=call.now)
    if found is None:
        return REFUSED
    today = norwegian_date(call.now)
    rows = [(each, light(each.question, today), days_left(each.question, today)) for each in found]
    overdue = sum(each_light == "overdue" for _, each_light, _ in rows)
    return View("access_questions/list.html", {"rows": rows, "home": HOME, "is_done": is_done, "overdue": overdue})


@action(f"{HOME}/open", need=Need.STAFF, title="access_questions.desk.title")
async def opening(call: StaffCall) -> Answer:
    """Open one question: the patient's record is opened for that alone, and her log says so."""
    asked = call.form.get("question")
    owner = owner_of(asked)
    if owner is None:
        return ABSENT
    visit = await call.gate.open_review(call.actor, owner, f"Task/{asked}", call.now)
    if isinstance(visit, Refused):
        return ABSENT
    found = await chart.reviewed_question(call.gate, visit, now=call.now)
    if found is not None and found[0].stage == "sent":
        await chart.take(call.gate, visit, found[1], now=call.now)
    return Redirect(to=f"/desk/visit/{visit.id}{QUESTION}", opens=visit)
