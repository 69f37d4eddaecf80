"""What other pages show of the inbox: lines in the desk's menus, and on its first page how many wait."""

from innsyn.features.inbox.desk import CONVERSATION, HOME
from innsyn.features.inbox.listing import waiting
from innsyn.gate.inboxes import may_answer
from innsyn.web import MenuItem, StaffBlock, StaffCall, View

MENU = MenuItem(text="inbox.menu", to=HOME, menu="staff", order=10)
NEW = MenuItem(text="inbox.new.menu", to=f"{CONVERSATION}/new", menu="visit", order=60)


async def _inbox(call: StaffCall) -> View | None:
    """Say how many wait, and how many of them for too long, without looking at any: looking is logged in each record."""
    if not may_answer(call.actor):
        return None
    return View("inbox/block.html", {"home": HOME, "counted": await waiting(call.gate, call.actor, now=call.now)})


BLOCK = StaffBlock(key="inbox", order=5, render=_inbox)
