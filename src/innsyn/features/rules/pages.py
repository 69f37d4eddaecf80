"""The page of the rules, open to anybody."""

from typing import Any

from innsyn.features.rules.ages import BANDS, OLDEST, graded, national
from innsyn.features.rules.shown import shown_groups
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.policy import PLAIN
from innsyn.web import Answer, Need, OpenCall, View, page


@page("/rules", need=Need.OPEN, title="rules.title")
async def rules(call: OpenCall) -> Answer:
    """Show every rule, what trusts have chosen today, and the ages."""
    chosen = await call.choices(call.now)
    shown: dict[str, Any] = {
        "groups": shown_groups(call.language),
        "count": len(RULES),
        "standing": [each for each in chosen if not each.is_coming],
        "coming": [each for each in chosen if each.is_coming],
        "plain": PLAIN,
        "national": national(),
        "graded": graded(),
        "bands": BANDS,
        "oldest": OLDEST,
        "is_open": call.query.get("examples") == "all",
    }
    return View("rules/page.html", shown)
