"""What other pages show of diagnoses: the active ones on the overview and at the desk, and the lines of the menus."""

from innsyn.features.diagnoses import views
from innsyn.web import Block, CitizenCall, DeskBlock, MenuItem, View, VisitCall


async def _overview(call: CitizenCall) -> View | None:
    return await views.block(call, "/diagnoses")


async def _desk(call: VisitCall) -> View | None:
    return await views.block(call, call.here("/diagnoses"))


OVERVIEW = Block(key="diagnoses", order=40, render=_overview)
DESK = DeskBlock(key="diagnoses", order=20, render=_desk)
MENU = MenuItem(text="diagnoses.title", to="/diagnoses", menu="citizen", order=40)
VISIT_MENU = MenuItem(text="diagnoses.title", to="/diagnoses", menu="visit", order=20)
