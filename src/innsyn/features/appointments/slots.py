"""What other pages show of appointments: the next ones on the overview, and the lines of the menus."""

from itertools import islice

from innsyn.features.appointments import chart
from innsyn.features.appointments.lines import lines
from innsyn.features.appointments.pages import HOME
from innsyn.features.appointments.timebook.calling_in import HERE
from innsyn.features.appointments.timebook.day import HOME as TIMEBOOK_HOME
from innsyn.web import Block, CitizenCall, MenuItem, View

SHOWN = 2
"""How many appointments the overview shows."""


async def _overview(call: CitizenCall) -> View | None:
    coming = await chart.coming(call.gate, call.visit, now=call.now)
    found = tuple(islice((each for each in coming if each.is_coming), SHOWN))
    return View("appointments/block.html", {"lines": await lines(call.gate, found), "home": HOME}) if found else None


OVERVIEW = Block(key="appointments", order=10, render=_overview)
TIMEBOOK = MenuItem(text="appointments.desk.title", to=TIMEBOOK_HOME, menu="staff", order=15, tasks=frozenset({"treating"}))
VISIT_MENU = MenuItem(text="appointments.menu", to=HERE, menu="visit", order=15)
MENU = MenuItem(text="appointments.menu", to=HOME, menu="citizen", order=15)
