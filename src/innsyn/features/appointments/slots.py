"""What other pages show of appointments: the next ones on the overview, and the lines of the menus."""

from itertools import islice

from innsyn.features.appointments import chart
from innsyn.features.appointments.lines import lines
from innsyn.features.appointments.pages import HOME
from innsyn.web import Block, CitizenCall, MenuItem, View

SHOWN = 2
"""How many appointments the overview shows."""


async def _overview(call: CitizenCall) -> View | None:
    coming = await chart.coming(call.gate, call.visit, now=call.now)
    found = tuple(islice((each for each in coming if each.is_coming), SHOWN))
    return View("appointments/block.html", {"lines": await lines(call.gate, found), "home": HOME}) if found else None


OVERVIEW = Block(key="appointments", order=10, render=_overview)
MENU = MenuItem(text="appointments.menu", to=HOME, menu="citizen", order=15)
