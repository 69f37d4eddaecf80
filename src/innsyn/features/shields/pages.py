"""The page of all shields, one of them, and lifting it."""

from dataclasses import dataclass, field
from datetime import date

from innsyn.features.shields import chart, documents, people
from innsyn.features.shields.begun import HOME, not_hers, what_she_decides
from innsyn.features.shields.documents import Paper
from innsyn.features.shields.eyes import seen, viewer_of_kept
from innsyn.features.shields.rules import State
from innsyn.features.shields.shield import Kept
from innsyn.features.shields.wishes import chart as wishes
from innsyn.gate.refused import Refused
from innsyn.gate.values import Conflict
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Need, Redirect, View, action, page

STATES: tuple[State, ...] = ("active", "coming", "ended")


@dataclass(frozen=True, slots=True)
class Line:
    """A shield as a page draws it. keeper: name of the organisation that registered it, empty for the patient herself.

    papers: of the documents it names, those the reader may see."""

    kept: Kept
    state: State
    keeper: str
    papers: tuple[Paper, ...] = field(repr=False)


@page(HOME, need=Need.CITIZEN, title="shields.title")
async def shields(call: CitizenCall) -> Answer:
    """Show what is shielded and from whom; a young person sees what she has asked to hide."""
    may = await what_she_decides(call)
    if may == "nobody":
        return not_hers(may)
    if may == "asks":
        asked = await wishes.mine(call.gate, call.visit, now=call.now)
        papers = await documents.named(call.gate, call.visit, (each.document_id for each in asked), now=call.now)
        return View("shields/asked.html", {"wishes": [(each, papers.get(each.document_id)) for each in asked]})
    kept = await chart.shields(call.gate, call.visit, now=call.now)
    lines = await _lines(call, kept)
    groups = {state: [line for line in lines if line.state == state] for state in STATES}
    marked = await chart.marked(call.gate, call.visit, now=call.now)
    return View("shields/list.html", {"groups": {state: some for state, some in groups.items() if some}, "marked": marked})


@page(HOME + "/one/{consent_id}", need=Need.CITIZEN, title="shields.one.title", asks_for="Consent")
async def one(call: CitizenCall, consent_id: str) -> Answer:
    """Show one, and what it closes just now."""
    line = await _line(call, consent_id)
    if line is None:
        return ABSENT
    changes = await _seen(call, line) if line.state == "active" else None
    return View("shields/one.html", {"line": line, "seen": changes, "is_hers": line.kept.keeper is None})


@page(HOME + "/one/{consent_id}/lift", need=Need.CITIZEN, title="shields.lift.title", asks_for="Consent")
async def lifting(call: CitizenCall, consent_id: str) -> Answer:
    """Ask once more, and say what opens again."""
    line = await _liftable(call, consent_id)
    if line is None:
        return ABSENT
    changes = await _seen(call, line) if line.state == "active" else None
    return View("shields/lift.html", {"line": line, "seen": changes})


@action(HOME + "/one/{consent_id}/lift", need=Need.CITIZEN, title="shields.lift.title", asks_for="Consent")
async def lifted(call: CitizenCall, consent_id: str) -> Answer:
    """Lift it: it closes nothing on the next read."""
    if await _liftable(call, consent_id) is None:
        return ABSENT
    answer = await chart.lift(call.gate, call.visit, consent_id, now=call.now)
    if answer is None or isinstance(answer, Refused):
        return ABSENT
    if isinstance(answer, Conflict):
        return Redirect(to=f"{HOME}/one/{consent_id}", notice="shields.meanwhile")
    return Redirect(to=HOME, notice="shields.lift.done")


async def _liftable(call: CitizenCall, consent_id: str) -> Line | None:
    line = await _line(call, consent_id)
    is_hers = line is not None and line.kept.keeper is None and line.state != "ended"
    return line if is_hers else None


async def _line(call: CitizenCall, consent_id: str) -> Line | None:
    """Read one for whoever decides here; for all others it is not there."""
    kept = await chart.one(call.gate, call.visit, consent_id, now=call.now)
    if kept is None or await what_she_decides(call) != "shields":
        return None
    return (await _lines(call, [kept]))[0]


async def _lines(call: CitizenCall, kept: "list[Kept] | tuple[Kept, ...]") -> list[Line]:
    """Put names to what shields name: one statement for the documents of all."""
    today: date = norwegian_date(call.now)
    papers = await documents.named(call.gate, call.visit, (id_ for each in kept for id_ in each.documents), now=call.now)
    keepers = await chart.organisation_names(call.gate, (each.keeper for each in kept if each.keeper))
    return [
        Line(
            kept=each,
            state=each.state(today),
            keeper=(keepers.get(each.keeper) or each.keeper) if each.keeper else "",
            papers=tuple(papers[id_] for id_ in sorted(each.documents) if id_ in papers),
        )
        for each in kept
    ]


async def _seen(call: CitizenCall, line: Line) -> object:
    sources = await people.sources(call.gate, call.visit, now=call.now)
    viewer = viewer_of_kept(line.kept, next(iter(sources), ""))
    return await seen(call.gate, call.visit, viewer, line.kept.shield, call.now, is_set=True)
