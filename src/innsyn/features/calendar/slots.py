"""What other pages show of the calendar: what of one's own and of one's plans comes next, and the line of the menu."""

from datetime import timedelta
from itertools import islice

from innsyn.features.calendar import chart
from innsyn.features.calendar.lines import lines
from innsyn.features.calendar.pages import HOME
from innsyn.features.calendar.span import Span
from innsyn.kernel.clock import norwegian_date
from innsyn.web import Block, CitizenCall, MenuItem, View

SHOWN = 3
"""How many entries the overview shows. Appointments have a block of their own beside."""

AHEAD = timedelta(days=13)


async def _overview(call: CitizenCall) -> View | None:
    today = norwegian_date(call.now)
    found = await chart.entries(call.gate, call.visit, Span("list", today, today + AHEAD), now=call.now)
    coming = (each for each in found.entries if each.kind in ("own", "action") and each.state != "done")
    shown = await lines(call, islice(coming, SHOWN))
    return View("calendar/block.html", {"lines": shown, "today": today, "home": HOME}) if shown else None


OVERVIEW = Block(key="calendar", order=12, render=_overview)
MENU = MenuItem(text="calendar.menu", to=HOME, menu="citizen", order=16)
