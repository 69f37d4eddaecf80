"""Deciding that a document is withheld, looking at the decision again, and lifting it."""

from innsyn.features.withholding import chart
from innsyn.features.withholding.desk import HOME
from innsyn.features.withholding.forms import DecisionForm, ReviewForm
from innsyn.features.withholding.rules import Code, code_of, mistake
from innsyn.gate.rules.relations import Period
from innsyn.gate.standing.withholdings import Reasons
from innsyn.gate.values import Stored
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, View, VisitCall, action, page

_ONE = "/desk/visit/{visit}/withholding"
_CHANGES = Limit(count=30, per_s=60)


@page(_ONE + "/new/{document_id}", need=Need.STAFF_VISIT, title="withholding.new", asks_for="DocumentReference")
async def new(call: VisitCall, document_id: str) -> Answer:
    """Show the empty form, or that the document is another organisation's to withhold."""
    document = await chart.document(call.gate, call.visit, document_id, call.now)
    return ABSENT if document is None else _form(call, document, DecisionForm())


@action(
    _ONE + "/new/{document_id}",
    need=Need.STAFF_VISIT,
    title="withholding.new",
    asks_for="DocumentReference",
    limit=_CHANGES,
    words=("reason",),
)
async def decide(call: VisitCall, document_id: str) -> Answer:
    """Take the decision: it holds on the next read."""
    document = await chart.document(call.gate, call.visit, document_id, call.now)
    if document is None:
        return ABSENT
    form = DecisionForm(call.form)
    code = code_of(form.code.data or "") if form.validate() else None
    if code is None or document.custodian != call.actor.organisation:
        return _form(call, document, form, status=422)
    reviewer = await _reviewer(call, form)
    if form.reviewer.data and reviewer is None:
        form.reviewer.errors = ["withholding.mistake.unknown_reviewer"]
        return _form(call, document, form, status=422)
    hpr, today = reviewer[0] if reviewer else "", norwegian_date(call.now)
    wrong = mistake(code, until=form.until.data, review_by=form.review_by.data, reviewer=hpr, today=today)
    if wrong is not None:
        form[wrong[0]].errors = [wrong[1]]
        return _form(call, document, form, status=422)
    reasons = _reasons(call, form, reviewer)
    is_kept = await chart.withhold(
        call.gate, call.visit, document, code, Period(None, form.until.data), reasons, call.now, told=_is_told(code, form)
    )
    return Redirect(to=call.here(HOME), notice="withholding.decided" if is_kept else "withholding.not_decided")


@page(_ONE + "/{decision_id}/end", need=Need.STAFF_VISIT, title="withholding.end", asks_for="Flag")
async def ending(call: VisitCall, decision_id: str) -> Answer:
    """Ask once more before it opens, or say that the decision is another organisation's to lift."""
    standing = await chart.decision(call.gate, call.visit, decision_id, call.now)
    if standing is None:
        return ABSENT
    title = await chart.title(call.gate, call.visit, standing.document_id, call.now)
    is_ours = standing.keeper == call.actor.organisation
    shown = {"decision": standing, "title": title, "home": call.here(HOME), "is_ours": is_ours}
    return View("withholding/end.html", shown, status=200 if is_ours else 403)


@action(_ONE + "/{decision_id}/end", need=Need.STAFF_VISIT, title="withholding.end", asks_for="Flag", limit=_CHANGES)
async def end(call: VisitCall, decision_id: str) -> Answer:
    """Lift it: the document is open on the next read."""
    if await chart.decision(call.gate, call.visit, decision_id, call.now) is None:
        return ABSENT
    is_lifted = await chart.lift(call.gate, call.visit, decision_id, call.now)
    return Redirect(to=call.here(HOME), notice="withholding.lifted" if is_lifted else "withholding.not_decided")


@action(_ONE + "/{decision_id}/review", need=Need.STAFF_VISIT, title="withholding.review", asks_for="Flag", limit=_CHANGES)
async def review(call: VisitCall, decision_id: str) -> Answer:
    """Say that it is still needed, and by when somebody looks at it the next time: the reader herself."""
    standing = await chart.decision(call.gate, call.visit, decision_id, call.now)
    if standing is None:
        return ABSENT
    form = ReviewForm(call.form)
    code = code_of(standing.code)
    is_good = form.validate() and code is not None and call.actor.hpr is not None
    if is_good and code is not None:
        wrong = mistake(code, until=standing.period.until, review_by=form.review_by.data, reviewer="1", today=norwegian_date(call.now))
        is_good = wrong is None
    if not is_good:
        return Redirect(to=call.here(HOME), notice="withholding.mistake.review_too_late")
    old = standing.reasons
    reasons = Reasons(
        words=old.words, author_hpr=old.author_hpr, author_name=old.author_name, reviewer_hpr=call.actor.hpr or "",
        reviewer_name=call.actor.name, review_by=form.review_by.data, request=old.request,
    )  # fmt: skip
    is_kept = await chart.confirm(call.gate, call.visit, standing, reasons, call.now)
    return Redirect(to=call.here(HOME), notice="withholding.reviewed" if is_kept else "withholding.not_decided")


async def _reviewer(call: VisitCall, form: DecisionForm) -> tuple[str, str] | None:
    """Find the reviewer in the directory. Returns HPR number and name, None when nobody was named or she is not known."""
    hpr = (form.reviewer.data or "").strip()
    found = await call.gate.directory.personnel(hpr) if hpr else None
    return (hpr, found.name) if found else None


def _reasons(call: VisitCall, form: DecisionForm, reviewer: tuple[str, str] | None) -> Reasons:
    hpr, name = reviewer or ("", "")
    return Reasons(
        words=(form.reason.data or "").strip(), author_hpr=call.actor.hpr or "", author_name=call.actor.name, reviewer_hpr=hpr,
        reviewer_name=name, review_by=form.review_by.data,
    )  # fmt: skip


def _is_told(code: Code, form: DecisionForm) -> bool:
    return code.told == "choose" and bool(form.told.data)


def _form(call: VisitCall, document: Stored, form: DecisionForm, *, status: int = 200) -> View:
    is_ours = document.custodian is not None and document.custodian == call.actor.organisation
    shown = {
        "form": form,
        "title": chart.title_of(document),
        "action": call.here(f"{HOME}/new/{document.id}"),
        "back": call.here(f"/documents/{document.id}"),
        "is_ours": is_ours,
    }
    return View("withholding/form.html", shown, status=status if is_ours else 403)
