"""A clinician decides on a wish, with the document beside it: agreed, the document is withheld from the parents; declined, it opens again.

Source: pasient- og brukerrettighetsloven § 3-4 andre og tredje ledd; docs/spec/shields.md#SH-10.
"""

from datetime import timedelta

from innsyn.features.shields import documents
from innsyn.features.shields.wishes import chart
from innsyn.features.shields.wishes.desk import HOME
from innsyn.features.shields.wishes.forms import AgreeForm, DeclineForm
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
    """Show the wish, the document, and both ways to decide."""
    found = await _asked(call, task_id)
    return ABSENT if found is None else await _shown(call, found)


@action(_ONE + "/agree", need=Need.STAFF_VISIT, title="shields.decide.title", asks_for="Task", limit=_CHANGES, words=("reason", "words"))
async def agree(call: VisitCall, task_id: str) -> Answer:
    """Withhold the document from the parents, and let the young person know that something is answered."""
    found, form = await _asked(call, task_id), AgreeForm(call.form)
    if found is None:
        return ABSENT
    if found.answered != "waiting":
        return _meanwhile(call, task_id)
    reviewer = await _reviewer(call, form) if form.validate() else None
    if reviewer is None or not _is_soon(call, form):
        return await _shown(call, found, agree=form, status=422)
    flag_id = derived_id(call.visit.owner, "Flag", f"hide-request/{task_id}/{found.version}")
    reasons, words = _reasons(call, form, reviewer, task_id), (form.words.data or "").strip()
    is_kept = await chart.agree(
        call.gate, call.visit, found, reasons, words, told=bool(form.told.data), flag_id=flag_id, now=call.now
    )  # fmt: skip
    return await _done(call, task_id, "shields.decide.done_agree") if is_kept else _meanwhile(call, task_id)


@action(_ONE + "/decline", need=Need.STAFF_VISIT, title="shields.decide.title", asks_for="Task", limit=_CHANGES, words=("answer",))
async def decline(call: VisitCall, task_id: str) -> Answer:
    """Leave the document open to the parents, and tell the young person why."""
    found, form = await _asked(call, task_id), DeclineForm(call.form)
    if found is None:
        return ABSENT
    if found.answered != "waiting":
        return _meanwhile(call, task_id)
    if not form.validate():
        return await _shown(call, found, decline=form, status=422)
    words, by = (form.answer.data or "").strip(), {"hpr": call.actor.hpr or "", "name": call.actor.name}
    is_kept = await chart.decline(call.gate, call.visit, found, words, now=call.now, **by)
    return await _done(call, task_id, "shields.decide.done_decline") if is_kept else _meanwhile(call, task_id)


async def _asked(call: VisitCall, task_id: str) -> Asked | None:
    """Read a wish to the reader's own organisation."""
    found = await chart.one(call.gate, call.visit, task_id, now=call.now)
    return found if found is not None and found.organisation == call.actor.organisation else None


async def _shown(
    call: VisitCall, asked: Asked, *, agree: AgreeForm | None = None, decline: DeclineForm | None = None, status: int = 200
) -> View:
    paper = await documents.paper(call.gate, call.visit, asked.document_id, now=call.now)
    shown = {
        "wish": asked,
        "paper": paper,
        "drawn": await call.extract("DocumentReference", asked.document_id) if paper else None,
        "agree": agree or AgreeForm(reviewer=call.actor.hpr or "", review_by=norwegian_date(call.now) + LONGEST_WITHOUT_REVIEW),
        "decline": decline or DeclineForm(),
        "here": call.here(f"{HOME}/{asked.id}"),
        "documents": call.here("/documents"),
    }
    return View("shields/decide.html", shown, status=status)


async def _reviewer(call: VisitCall, form: AgreeForm) -> tuple[str, str] | None:
    """Find who looks again in the directory. Returns HPR number and name; None, said at the field, when nobody has it."""
    hpr = (form.reviewer.data or "").strip()
    found = await call.gate.directory.personnel(hpr)
    if found is None:
        form.reviewer.errors = ["shields.decide.reviewer_unknown"]
    return (hpr, found.name) if found else None


def _is_soon(call: VisitCall, form: AgreeForm) -> bool:
    """See that somebody looks again within half a year."""
    today = norwegian_date(call.now)
    is_soon = form.review_by.data is not None and today <= form.review_by.data <= today + LONGEST_WITHOUT_REVIEW
    if not is_soon:
        form.review_by.errors = ["shields.decide.review_too_late"]
    return is_soon


def _reasons(call: VisitCall, form: AgreeForm, reviewer: tuple[str, str], task_id: str) -> Reasons:
    return Reasons(
        words=(form.reason.data or "").strip(),
        author_hpr=call.actor.hpr or "",
        author_name=call.actor.name,
        reviewer_hpr=reviewer[0],
        reviewer_name=reviewer[1],
        review_by=form.review_by.data,
        request=f"Task/{task_id}",
    )


async def _done(call: VisitCall, task_id: str, notice: str) -> Redirect:
    """Tell the young person that something is answered, never what."""
    key = await chart.key_of_patient(call.gate, call.visit, now=call.now)
    if key is not None:
        answered = Notice(
            kind=NoticeKind.REQUEST_ANSWERED, to=key, about=f"/shields/wish/{task_id}", once=f"hide-request/{task_id}/answered", at=call.now
        )  # fmt: skip
        await call.notices.tell(answered)
    return Redirect(to=call.here(f"{HOME}/{task_id}"), notice=notice)


def _meanwhile(call: VisitCall, task_id: str) -> Redirect:
    return Redirect(to=call.here(f"{HOME}/{task_id}"), notice="shields.meanwhile")
