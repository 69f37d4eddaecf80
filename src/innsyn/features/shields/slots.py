"""What other pages show of shields: a line in the citizens' menu, and at the desk what is shielded and what waits."""

from innsyn.features.shields.begun import HOME
from innsyn.features.shields.wishes import chart, desk
from innsyn.web import DeskBlock, MenuItem, View, VisitCall

MENU = MenuItem(text="shields.menu", to=HOME, menu="citizen", order=65, area="log")
"""Not for whoever has power over a part of a record alone."""

WAITING = MenuItem(text="shields.waiting.menu", to=desk.LIST, menu="staff", order=40, tasks=frozenset({"treating"}))


async def _shielded(call: VisitCall) -> View | None:
    """Say how much is shielded, where the nation lets personnel know; nothing at all otherwise, and nothing when nothing is."""
    count = await call.gate.shielded(call.visit, call.now)
    return View("shields/desk_shielded.html", {"count": count, "emergency": call.here("/emergency")}) if count else None


async def _wishes(call: VisitCall) -> View | None:
    wishes = await chart.mine(call.gate, call.visit, now=call.now)
    waiting = [each for each in wishes if each.answered == "waiting" and each.organisation == call.actor.organisation]
    return View("shields/desk_wishes.html", {"wishes": waiting, "home": call.here(desk.HOME)}) if waiting else None


SHIELDED = DeskBlock(key="shielded", order=5, render=_shielded)
WISHES = DeskBlock(key="hide-requests", order=6, render=_wishes)
