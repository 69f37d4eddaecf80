"""The young person's pages: asking to hide a document from her parents, seeing how it stands, and taking it back."""

from innsyn.features.shields import chart as shields_chart
from innsyn.features.shields import documents
from innsyn.features.shields.begun import HOME, not_hers, what_she_decides
from innsyn.features.shields.wishes import chart
from innsyn.features.shields.wishes.forms import AskForm
from innsyn.features.shields.wishes.wish import Asked
from innsyn.gate.rules.grades import parents_types
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, View, action, page

_HIDE = HOME + "/hide/{document_id}"
_WISH = HOME + "/wish/{task_id}"


@page(_HIDE, need=Need.CITIZEN, title="shields.hide.title", asks_for="DocumentReference")
async def asking(call: CitizenCall, document_id: str) -> Answer:
    """Say what asking means, or why it is not needed."""
    return await _form(call, document_id, AskForm())


@action(_HIDE, need=Need.CITIZEN, title="shields.hide.title", asks_for="DocumentReference", words=("words",))
async def asked(call: CitizenCall, document_id: str) -> Answer:
    """Ask: from now on her parents do not see it, until a clinician has decided."""
    form = AskForm(call.form)
    if not form.validate():
        return await _form(call, document_id, form, status=422)
    may, paper = await what_she_decides(call), await documents.paper(call.gate, call.visit, document_id, now=call.now)
    if paper is None:
        return ABSENT
    if may != "asks":
        return not_hers(may)
    if (standing := await _waiting(call, document_id)) is not None:
        return Redirect(to=f"{HOME}/wish/{standing.id}")
    if paper.keeper is None or not await _is_reached(call):
        return await _form(call, document_id, form, status=409)
    written = await chart.ask(call.gate, call.visit, document_id, paper.keeper, (form.words.data or "").strip(), now=call.now)
    if not isinstance(written, str):
        return await _form(call, document_id, form, status=409)
    return Redirect(to=f"{HOME}/wish/{written}", notice="shields.hide.done")


@page(_WISH, need=Need.CITIZEN, title="shields.wish.title", asks_for="Task")
async def wish(call: CitizenCall, task_id: str) -> Answer:
    """Show how a wish stands; having seen the answer, she is not told of it any more."""
    found = await _hers(call, task_id)
    if found is None:
        return ABSENT
    await call.notices.opened(call.actor.key, call.path, now=call.now)
    paper = await documents.paper(call.gate, call.visit, found.document_id, now=call.now)
    names = await shields_chart.organisation_names(call.gate, [found.organisation])
    return View("shields/wish.html", {"wish": found, "paper": paper, "asked": names.get(found.organisation, "")})


@action(_WISH + "/withdraw", need=Need.CITIZEN, title="shields.wish.title", asks_for="Task")
async def withdrawn(call: CitizenCall, task_id: str) -> Answer:
    """Take a wish back while it waits: her parents see the document as before."""
    found = await _hers(call, task_id)
    if found is None:
        return ABSENT
    is_done = found.can_be_withdrawn and await chart.withdraw(call.gate, call.visit, found, now=call.now)
    return Redirect(to=f"{HOME}/wish/{task_id}", notice="shields.wish.withdrawn" if is_done else "shields.meanwhile")


async def _form(call: CitizenCall, document_id: str, form: AskForm, *, status: int = 200) -> Answer:
    may, paper = await what_she_decides(call), await documents.paper(call.gate, call.visit, document_id, now=call.now)
    if paper is None:
        return ABSENT
    if may != "asks":
        return not_hers(may)
    if (standing := await _waiting(call, document_id)) is not None:
        return Redirect(to=f"{HOME}/wish/{standing.id}")
    names = await shields_chart.organisation_names(call.gate, [paper.keeper] if paper.keeper else [])
    shown = {
        "paper": paper,
        "form": form,
        "keeper": names.get(paper.keeper or "", ""),
        "is_reached": await _is_reached(call),
        "is_hidden": chart.FROM_PARENTS in paper.labels,
    }
    return View("shields/hide.html", shown, status=status)


async def _is_reached(call: CitizenCall) -> bool:
    """Say whether parents reach documents at her age at all."""
    years = await shields_chart.years(call.gate, call.visit, now=call.now)
    return "DocumentReference" in parents_types(years)


async def _waiting(call: CitizenCall, document_id: str) -> Asked | None:
    wishes = await chart.mine(call.gate, call.visit, now=call.now)
    return next((each for each in wishes if each.document_id == document_id and each.answered == "waiting"), None)


async def _hers(call: CitizenCall, task_id: str) -> Asked | None:
    """Read a wish for the one whose it is; whoever acts for her is refused by the gate itself, so that it stands in her log."""
    found = await chart.one(call.gate, call.visit, task_id, now=call.now)
    return found if call.visit.role == "self" else None
