"""The office's pages: one request beside what the population register says, and what is decided."""

from innsyn.features.enrolment.asking import HOME, NOT_HERE
from innsyn.features.enrolment.forms import DeclineForm
from innsyn.gate.enrolment.deciding import Case, Enrolled
from innsyn.gate.receiving import is_same_name
from innsyn.gate.refused import Refused
from innsyn.web import ABSENT, Answer, Limit, Need, Notice, NoticeKind, Redirect, StaffCall, View, action, page, sender_name
from innsyn.web.notices import NoticesUnavailable

_DECISIONS = Limit(count=120, per_s=3600)
_OVERVIEW = "/my-health"


@page(HOME + "/{task_id}", need=Need.STAFF, title="enrolment.request", asks_for="Task")
async def request(call: StaffCall, task_id: str) -> Answer:
    """Show one request."""
    return await _shown(call, task_id, DeclineForm())


@action(HOME + "/{task_id}/accept", need=Need.STAFF, title="enrolment.request", asks_for="Task", limit=_DECISIONS)
async def accept(call: StaffCall, task_id: str) -> Answer:
    """Enrol the patient, and tell her that something waits."""
    case = await call.gate.enrolment_decisions.case(call.actor, task_id, call.now)
    answer = await call.gate.enrolment_decisions.accept(call.actor, task_id, call.now)
    if isinstance(answer, Refused):
        return NOT_HERE
    if not isinstance(answer, Enrolled):
        return ABSENT if answer == "gone" else await _shown(call, task_id, DeclineForm(), status=409)
    sender = sender_name(case.asked.region_name) if isinstance(case, Case) else None
    notice = Notice(kind=NoticeKind.ENROLLED, to=answer.key, about=_OVERVIEW, once=f"enrolment/{task_id}", at=call.now, sender=sender)
    try:
        await call.notices.tell(notice)
    except NoticesUnavailable:
        return Redirect(to=HOME, notice="enrolment.accepted_untold")
    return Redirect(to=HOME, notice="enrolment.accepted")


@action(HOME + "/{task_id}/decline", need=Need.STAFF, title="enrolment.request", asks_for="Task", limit=_DECISIONS, words=("words",))
async def decline(call: StaffCall, task_id: str) -> Answer:
    """Decline, with a reason the ward reads."""
    form = DeclineForm(call.form)
    if not form.validate():
        return await _shown(call, task_id, form, status=422)
    answer = await call.gate.enrolment_decisions.decline(call.actor, task_id, (form.words.data or "").strip(), call.now)
    if isinstance(answer, Refused):
        return NOT_HERE
    if answer == "gone":
        return ABSENT
    return Redirect(to=HOME, notice="enrolment.declined") if answer is None else await _shown(call, task_id, DeclineForm(), status=409)


async def _shown(call: StaffCall, task_id: str, form: DeclineForm, *, status: int = 200) -> Answer:
    case = await call.gate.enrolment_decisions.case(call.actor, task_id, call.now)
    if isinstance(case, Refused):
        return NOT_HERE
    if case is None:
        return ABSENT
    context = {"case": case, "asked": case.asked, "form": form, "is_same_name": is_same_name(case.asked.name, case.name)}
    return View("enrolment/request.html", context, status=status)
