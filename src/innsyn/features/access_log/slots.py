"""What other pages show of the log: the latest visits by others, and a line in the menu."""

from innsyn.features.access_log.pages import HOME
from innsyn.features.access_log.telling import shown
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.refused import Refused
from innsyn.web import Block, CitizenCall, MenuItem, View

_SHOWN = 3

MENU = MenuItem(text="access_log.menu", to=HOME, menu="citizen", order=60)


async def _latest(call: CitizenCall) -> View | None:
    found = await call.gate.my_log(call.visit, call.now, wanted=LogFilter(who="staff"), count=_SHOWN)
    if isinstance(found, Refused):
        return None
    return View("access_log/block.html", {"home": HOME, "lines": [shown(line, call) for line in found.lines]})


BLOCK = Block(key="access-log", order=60, render=_latest)
