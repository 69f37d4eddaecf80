"""A clinician decides on a wish, with the document beside it: agreed, the document is withheld from the parents; declined, it opens again.

Source: pasient- og brukerrettighetsloven § 3-4 andre og tredje ledd; docs/spec/shields.md#SH-10.
"""

from datetime import timedelta

from innsyn.features.shields import documents
from innsyn.features.shields.wishes import chart
from innsyn.features.shields.wishes.desk import HOME
from innsyn.features.shields.wishes.forms import DecisionForm
from innsyn.features.shields.wishes.wish import Asked
from innsyn.gate.standing.withholdings import Reasons
from innsyn.gate.values import derived_id
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Limit, Need, Notice, NoticeKind, Redirect, View, VisitCall, action, page

_ONE = "/desk/visit/{visit}/hide-requests/{task_id}"
_CHANGES = Limit(count=30, per_s=60)
LONGEST_WITHOUT_REVIEW = timedelta(days=180)
"""A decision without a last day is looked at again within half a year."""


@page(_ONE, need=Need.STAFF_VISIT, title="shields.decide.title", asks_for="Task")
async def looking(call: VisitCall, task_id: str) -> Answer:
    """Show the wish, the document, and the form."""
    found = await _asked(call, task_id)
    return ABSENT if found is None else await _shown(call, found, _empty(call))


@action(_ONE, need=Need.STAFF_VISIT, title="shields.decide.title", asks_for="Task", limit=_CHANGES)
async def decide(call: VisitCall, task_id: str) -> Answer:
    """Take the decision, and let the young person know that something is answered."""
    found, form = await _asked(call, task_id), DecisionForm(call.form)
    if found is None:
        return ABSENT
    if found.answered != "waiting":
        return Redirect(to=call.here(f"{HOME}/{task_id}"), notice="shields.meanwhile")
    reviewer = await _reviewer(call, form)
    if not form.validate() or not _is_complete(call, form, reviewer):
        return await _shown(call, found, form, status=422)
    words = (form.words.data or "").strip()
    if form.decision.data == "agree":
        reasons = _reasons(call, form, reviewer or ("", ""), task_id)
        flag_id = derived_id(call.visit.owner, "Flag", f"hide-request/{task_id}/{found.version}")
        is_kept = await chart.agree(
            call.gate, call.visit, found, reasons, words, told=bool(form.told.data), flag_id=flag_id, now=call.now
        )  # fmt: skip
    else:
        who = {"hpr": call.actor.hpr or "", "name": call.actor.name}
        is_kept = await chart.decline(call.gate, call.visit, found, words, now=call.now, **who)
    if not is_kept:
        return Redirect(to=call.here(f"{HOME}/{task_id}"), notice="shields.meanwhile")
    await _tell(call, task_id)
    return Redirect(to=call.here(f"{HOME}/{task_id}"), notice=f"shields.decide.done_{form.decision.data}")


async def _asked(call: VisitCall, task_id: str) -> Asked | None:
    """Read a wish to the reader's own organisation."""
    found = await chart.one(call.gate, call.visit, task_id, now=call.now)
    return found if found is not None and found.organisation == call.actor.organisation else None


async def _shown(call: VisitCall, asked: Asked, form: DecisionForm, *, status: int = 200) -> View:
    paper = await documents.paper(call.gate, call.visit, asked.document_id, now=call.now)
    drawn = await call.extract("DocumentReference", asked.document_id) if paper else None
    shown = {
        "wish": asked,
        "paper": paper,
        "drawn": drawn,
        "form": form,
        "here": call.here(f"{HOME}/{asked.id}"),
        "documents": call.here("/documents"),
    }
    return View("shields/decide.html", shown, status=status)


def _empty(call: VisitCall) -> DecisionForm:
    """Begin with the reader herself as the one who looks again, in half a year."""
    return DecisionForm(reviewer=call.actor.hpr or "", review_by=norwegian_date(call.now) + LONGEST_WITHOUT_REVIEW)


async def _reviewer(call: VisitCall, form: DecisionForm) -> tuple[str, str] | None:
    hpr = (form.reviewer.data or "").strip()
    found = await call.gate.directory.personnel(hpr) if hpr else None
    return (hpr, found.name) if found else None


def _is_complete(call: VisitCall, form: DecisionForm, reviewer: tuple[str, str] | None) -> bool:
    """See that an agreement says why, who looks again and when, and that a no is explained to the young person."""
    if form.decision.data == "decline":
        if not (form.words.data or "").strip():
            form.words.errors = ["shields.decide.words_needed"]
        return not form.words.errors
    if not (form.reason.data or "").strip():
        form.reason.errors = ["shields.decide.reason_needed"]
    if reviewer is None:
        form.reviewer.errors = ["shields.decide.reviewer_unknown"]
    today = norwegian_date(call.now)
    if form.review_by.data is None or not today <= form.review_by.data <= today + LONGEST_WITHOUT_REVIEW:
        form.review_by.errors = ["shields.decide.review_too_late"]
    return not (form.reason.errors or form.reviewer.errors or form.review_by.errors)


def _reasons(call: VisitCall, form: DecisionForm, reviewer: tuple[str, str], task_id: str) -> Reasons:
    return Reasons(
        words=(form.reason.data or "").strip(),
        author_hpr=call.actor.hpr or "",
        author_name=call.actor.name,
        reviewer_hpr=reviewer[0],
        reviewer_name=reviewer[1],
        review_by=form.review_by.data,
        request=f"Task/{task_id}",
    )


async def _tell(call: VisitCall, task_id: str) -> None:
    key = await chart.key_of_patient(call.gate, call.visit, now=call.now)
    if key is not None:
        notice = Notice(
            kind=NoticeKind.REQUEST_ANSWERED, to=key, about=f"/shields/wish/{task_id}", once=f"hide-request/{task_id}/answered", at=call.now
        )  # fmt: skip
        await call.notices.tell(notice)
