"""The patient's side: asking why, and following the question to its answer, on one page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from innsyn.features.access_questions import chart
from innsyn.features.access_questions.forms import AskForm
from innsyn.gate.log.line import VisitLine
from innsyn.gate.log.sentence import Told, reader_in, told
from innsyn.gate.standing.access_questions import Question
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.telephone import in_pairs

LOG = "/access-log"
_ASKS = Limit(count=30, per_s=3600)


@dataclass(frozen=True, slots=True)
class About:
    """The access a page is about. question: None while nothing was asked. due_on: by when a question asked now would be answered.

    is_answered: somebody there answers such questions. telephone: of the organisation where nobody does, empty when unknown."""

    told: Told
    question: Question | None
    due_on: date
    is_answered: bool
    telephone: str


@page(LOG + "/{visit_id}/why", need=Need.CITIZEN, title="access_questions.title")
async def why(call: CitizenCall, visit_id: str) -> Answer:
    """Show the way to ask, or how far the question has come, and its answer."""
    about = await _about(call, visit_id)
    if about is None:
        return ABSENT
    await call.notices.opened(call.actor.key, call.path, now=call.now)
    return _shown(call, about, AskForm())


@action(LOG + "/{visit_id}/why", need=Need.CITIZEN, title="access_questions.title", limit=_ASKS, words=("words",))
async def ask(call: CitizenCall, visit_id: str) -> Answer:
    """Ask why. Asked twice it is one question: the second sees the first."""
    about = await _about(call, visit_id)
    if about is None:
        return ABSENT
    form = AskForm(call.form)
    if not form.validate():
        return _shown(call, about, form, status=422)
    if about.question is not None:
        return Redirect(to=call.path, notice="access_questions.asked_before")
    if not about.is_answered:
        return _shown(call, about, form, status=409)
    if not await chart.ask(call.gate, call.visit, about.told.line, (form.words.data or "").strip(), now=call.now):
        return ABSENT
    return Redirect(to=call.path, notice="access_questions.asked")


async def _about(call: CitizenCall, visit_id: str) -> About | None:
    """Find the access; None when there is none of hers, or nobody answers for it, or she may not ask about it."""
    try:
        of = UUID(visit_id)
    except ValueError:
        return None
    line = await call.gate.my_line(call.visit, of, call.now) if call.visit.role in ("self", "parent") else None
    if not isinstance(line, VisitLine) or not line.can_be_asked_about:
        return None
    question = await chart.question_about(call.gate, call.visit, of, now=call.now) if line.question else None
    organisation = line.organisation or ""
    reader = reader_in(call.visit, call.acting.name if call.acting else "")
    is_answered = await chart.is_answered(call.gate, organisation)
    return About(
        told=told(line, reader),
        question=question,
        due_on=await chart.last_day(call.gate, organisation, now=call.now),
        is_answered=is_answered,
        telephone="" if is_answered else in_pairs(await call.gate.directory.telephone(organisation)),
    )


def _shown(call: CitizenCall, about: About, form: AskForm, *, status: int = 200) -> View:
    known = {"about": about, "form": form, "log": LOG, "today": norwegian_date(call.now)}
    return View("access_questions/why.html", known, status=status)
