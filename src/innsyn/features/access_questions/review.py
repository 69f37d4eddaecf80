"""One question at the desk: the access as the patient saw it, every step of it, what was said about it, and the answer."""

from typing import Any

from innsyn.features.access_questions import chart
from innsyn.features.access_questions.desk import HOME, QUESTION
from innsyn.features.access_questions.forms import AnswerForm, StatementForm
from innsyn.features.access_questions.rules import days_left, light, mistake
from innsyn.gate.log.sentence import Reader, told
from innsyn.gate.refused import Refused
from innsyn.gate.standing.access_questions import DECISIONS, Question, Statement
from innsyn.gate.standing.access_questions import Answer as Given
from innsyn.gate.values import Stored
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, Need, Notice, NoticeKind, Redirect, View, VisitCall, action, page, sender_name

_OFFICER = Reader(is_patient=False)


@page("/desk/visit/{visit}/question", need=Need.STAFF_VISIT, title="access_questions.desk.one")
async def question(call: VisitCall) -> Answer:
    """Show the question and everything of that one access. `draft` fills the answer with the words for a decision."""
    found = await chart.reviewed_question(call.gate, call.visit, now=call.now)
    if found is None:
        return ABSENT
    return await _shown(call, found[0], answer_form=_drafted(call))


@action("/desk/visit/{visit}/question/statement", need=Need.STAFF_VISIT, title="access_questions.desk.one", words=("said",))
async def keep_statement(call: VisitCall) -> Answer:
    """Write down what the manager or the employee said."""
    found = await chart.reviewed_question(call.gate, call.visit, now=call.now)
    if found is None or not found[0].is_open:
        return ABSENT
    form = StatementForm(call.form)
    if not form.validate():
        return await _shown(call, found[0], statement_form=form, status=422)
    statement = Statement(call.now, (form.by.data or "").strip(), (form.said.data or "").strip())
    kept = await chart.keep_statement(call.gate, call.visit, found[1], statement, now=call.now)
    return _led_on(call, kept, "access_questions.statement.kept")


@action("/desk/visit/{visit}/question/answer", need=Need.STAFF_VISIT, title="access_questions.desk.one", words=("words", "done"))
async def answer(call: VisitCall) -> Answer:
    """Answer: the patient is told that there is an answer, and reads it on the page of her question."""
    found = await chart.reviewed_question(call.gate, call.visit, now=call.now)
    if found is None or not found[0].is_open:
        return ABSENT
    form = AnswerForm(call.form)
    if not _is_whole(form):
        return await _shown(call, found[0], answer_form=form, status=422)
    decision = next(each for each in DECISIONS if each == form.decision.data)
    given = Given(decision, (form.words.data or "").strip(), (form.done.data or "").strip(), call.actor.name, call.now)
    kept = await chart.keep_answer(call.gate, call.visit, found[1], given, now=call.now)
    if kept == "kept" and (found[0].is_asked or decision == "not-in-order"):
        await _tell(call, found[0], found[1])
    return _led_on(call, kept, "access_questions.answered")


def _is_whole(form: AnswerForm) -> bool:
    """Say whether an answer can be kept, with what is missing put where it belongs."""
    if not form.validate():
        return False
    decision = next(each for each in DECISIONS if each == form.decision.data)
    missing = mistake(decision, form.words.data or "", form.done.data or "")
    if missing is not None:
        field = form.done if missing.endswith("done") else form.words
        field.errors = [missing]
    return missing is None


def _drafted(call: VisitCall) -> AnswerForm:
    """Fill the answer with the words for a decision, to be changed by whoever answers."""
    wanted = next((each for each in DECISIONS if each == call.query.get("draft")), None)
    if wanted is None:
        return AnswerForm()
    return AnswerForm(decision=wanted, words=str(call.language.t(f"access_questions.template.{wanted}")))


async def _shown(
    call: VisitCall,
    asked: Question,
    *,
    statement_form: StatementForm | None = None,
    answer_form: AnswerForm | None = None,
    status: int = 200,
) -> Answer:
    reviewed = await call.gate.access_reviews.look_into(call.visit, call.now)
    if isinstance(reviewed, Refused):
        return ABSENT
    today = norwegian_date(call.now)
    known: dict[str, Any] = {
        "question": asked,
        "reviewed": reviewed,
        "told": told(reviewed.line, _OFFICER),
        "light": light(asked, today),
        "days_left": days_left(asked, today),
        "statement_form": statement_form or StatementForm(),
        "answer_form": answer_form or AnswerForm(),
        "decisions": DECISIONS,
        "here": call.here(QUESTION),
        "home": HOME,
    }
    return View("access_questions/one.html", known, status=status)


def _led_on(call: VisitCall, kept: chart.Change, notice: str) -> Answer:
    if kept == "refused":
        return ABSENT
    return Redirect(to=call.here(QUESTION), notice=notice if kept == "kept" else "access_questions.changed_meanwhile")


async def _tell(call: VisitCall, asked: Question, stored: Stored) -> None:
    """Tell the patient, or the parents of a small child, that there is an answer; never what."""
    for receiver in await call.gate.access_reviews.audience(call.visit.owner, call.now):
        about = f"/access-log/{asked.visit}/why" if receiver.is_patient else "/representation"
        once = f"access-question/{stored.id}/answered/{receiver.key}"
        sender = sender_name(asked.organisation_name, is_protected=receiver.is_protected)
        kind, whose = NoticeKind.REQUEST_ANSWERED, call.visit.owner
        await call.notices.tell(Notice(kind=kind, to=receiver.key, about=about, once=once, sender=sender, at=call.now, concerns=whose))
