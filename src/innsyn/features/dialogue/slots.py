"""What other pages show of messages: what is new on the overview, and the line of the menu."""

from innsyn.features.dialogue import chart
from innsyn.features.dialogue.chosen import Chosen
from innsyn.features.dialogue.outcomes import HOME
from innsyn.features.dialogue.rules import newest_first
from innsyn.features.dialogue.views import seen_of
from innsyn.gate.refused import Refused
from innsyn.web import Block, CitizenCall, MenuItem, View

_LOOKED_THROUGH, _SHOWN = 15, 3


async def _overview(call: CitizenCall) -> View | None:
    """Show what is new, else the newest; nothing where nobody has written."""
    found = await chart.conversations(call.gate, call.visit, Chosen(), now=call.now, count=_LOOKED_THROUGH)
    if isinstance(found, Refused) or not found.conversations:
        return None
    news, rest = newest_first(found.conversations, await seen_of(call, found.conversations))
    return View("dialogue/block.html", {"news": news[:_SHOWN], "count": len(news), "rest": rest[: max(0, _SHOWN - len(news))]})


OVERVIEW = Block(key="messages", order=15, render=_overview)
MENU = MenuItem(text="dialogue.title", to=HOME, menu="citizen", order=25)
