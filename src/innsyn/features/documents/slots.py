"""What other pages show of documents: the newest on the overview and at the desk, and the lines of the menus."""

from innsyn.features.documents import chart
from innsyn.features.documents.lines import entry
from innsyn.features.documents.views import Reader, opened
from innsyn.web import Block, CitizenCall, DeskBlock, Extract, MenuItem, View, VisitCall

SHOWN = 3
"""How many documents a block shows."""


async def _block(call: Reader, home: str) -> View | None:
    documents = await chart.newest(call.gate, call.visit, SHOWN, now=call.now)
    sources = await chart.source_names(call.gate, (each.source for each in documents))
    entries = tuple(entry(each, sources, call.language, now=call.now) for each in documents)
    return View("documents/block.html", {"entries": entries, "home": home}) if entries else None


async def _overview(call: CitizenCall) -> View | None:
    return await _block(call, "/documents")


async def _desk(call: VisitCall) -> View | None:
    return await _block(call, call.here("/documents"))


async def _drawn(call: VisitCall, document_id: str) -> View | None:
    answer = await opened(call, call.here("/documents"), document_id)
    return View("documents/extract.html", answer.context) if isinstance(answer, View) and "shown" in answer.context else None


EXTRACT = Extract(type="DocumentReference", render=_drawn)
OVERVIEW = Block(key="documents", order=20, render=_overview)
DESK = DeskBlock(key="documents", order=30, render=_desk)
MENU = MenuItem(text="documents.title", to="/documents", menu="citizen", order=20)
VISIT_MENU = MenuItem(text="documents.title", to="/documents", menu="visit", order=30)
