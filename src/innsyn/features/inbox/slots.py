"""What other pages show of the inbox: lines in the desk's menus, and on its first page how many wait."""

from innsyn.features.inbox.desk import CONVERSATION, HOME
from innsyn.gate.refused import Refused
from innsyn.web import MenuItem, StaffBlock, StaffCall, View

MENU = MenuItem(text="inbox.menu", to=HOME, menu="staff", order=10, tasks=frozenset({"treating"}))
NEW = MenuItem(text="inbox.new.menu", to=f"{CONVERSATION}/new", menu="visit", order=60)


async def _inbox(call: StaffCall) -> View | None:
    """Say how many wait, and how many of them for too long, without looking at any: looking is logged in each record."""
    counted = await call.gate.worklist_count(call.actor, call.now)
    return None if isinstance(counted, Refused) else View("inbox/block.html", {"home": HOME, "counted": counted})


BLOCK = StaffBlock(key="inbox", order=5, render=_inbox)
