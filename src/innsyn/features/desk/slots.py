"""What the desk puts around every page of a visit: menu lines, and whose record this is."""

from innsyn.features.desk import chart
from innsyn.web import Banner, MenuItem, View, VisitCall

FIND = MenuItem(text="desk.menu.find", to="/desk", menu="staff", order=0, tasks=frozenset({"treating"}))
FRONT = MenuItem(text="desk.menu.front", to="/desk", menu="staff", order=0, tasks=frozenset({"elsewhere"}))
RECORD = MenuItem(text="desk.menu.record", to="", menu="visit", order=0)


async def _banner(call: VisitCall) -> View | None:
    whose = await chart.whose(call.gate, call.visit, now=call.now)
    return View("desk/banner.html", {"person": whose, "visit": call.visit})


BANNER = Banner(door="desk", render=_banner)
