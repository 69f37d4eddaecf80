"""What other pages show of the inbox: lines in the desk's menus, and a sheet on its first page that leads to it."""

from innsyn.features.inbox.desk import CONVERSATION, HOME
from innsyn.gate.inboxes import may_answer
from innsyn.web import MenuItem, StaffBlock, StaffCall, View

MENU = MenuItem(text="inbox.menu", to=HOME, menu="staff", order=10)
NEW = MenuItem(text="inbox.new.menu", to=f"{CONVERSATION}/new", menu="visit", order=60)


async def _inbox(call: StaffCall) -> View | None:
    """Lead to the inbox, without looking into it: looking is logged in each record."""
    return View("inbox/block.html", {"home": HOME}) if may_answer(call.actor) else None


BLOCK = StaffBlock(key="inbox", order=5, render=_inbox)
