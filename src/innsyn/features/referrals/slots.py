"""What other pages show of referrals: those that go on, on the overview, and the lines of the menus."""

from innsyn.features.referrals import chart, views
from innsyn.features.referrals.desk import HERE
from innsyn.features.referrals.pages import HOME
from innsyn.features.referrals.rules import told_once
from innsyn.web import Block, CitizenCall, MenuItem, View

SHOWN = 3
"""How many referrals the overview shows."""


async def _overview(call: CitizenCall) -> View | None:
    page = await chart.referrals(call.gate, call.visit, now=call.now)
    lines = views.urgent_first(await views.lines(call, told_once(page.referrals)))
    return View("referrals/block.html", {"lines": lines[:SHOWN], "home": HOME}) if lines else None


OVERVIEW = Block(key="referrals", order=14, render=_overview)
MENU = MenuItem(text="referrals.title", to=HOME, menu="citizen", order=18)
VISIT_MENU = MenuItem(text="referrals.title", to=HERE, menu="visit", order=17)
