"""What other pages show of results: the newest on the overview and at the desk, and the lines of the menus."""

from innsyn.features.results import views
from innsyn.web import Block, CitizenCall, DeskBlock, MenuItem, View, VisitCall


async def _overview(call: CitizenCall) -> View | None:
    return await views.block(call, "/results")


async def _desk(call: VisitCall) -> View | None:
    return await views.block(call, call.here("/results"))


OVERVIEW = Block(key="results", order=30, render=_overview)
DESK = DeskBlock(key="results", order=40, render=_desk)
MENU = MenuItem(text="results.title", to="/results", menu="citizen", order=30)
VISIT_MENU = MenuItem(text="results.title", to="/results", menu="visit", order=40)
