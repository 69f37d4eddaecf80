"""The log's own page."""

from innsyn.features.access_log.choosing import KINDS, WHO, chosen
from innsyn.gate.refused import Refused
from innsyn.web import ABSENT, Answer, CitizenCall, Need, View, page

HOME = "/access-log"
_LINES = 20


@page(HOME, need=Need.CITIZEN, title="access_log.title")
async def log(call: CitizenCall) -> Answer:
    """Show who has been in the record, newest first, one line for each visit."""
    choice = chosen(call.query)
    found = await call.gate.my_log(call.visit, call.now, wanted=choice.wanted(), before=choice.before, count=_LINES)
    if isinstance(found, Refused):
        return ABSENT
    return View(
        "access_log/list.html",
        {
            "home": HOME,
            "choice": choice,
            "lines": found.lines,
            "who": [(who, f"access_log.who.{who}") for who in WHO],
            "kinds": [(kind, f"access_log.kind.{kind}") for kind in KINDS],
            "newer": HOME if choice.before else "",
            "older": f"{HOME}?{choice.query(found.next)}" if found.next else "",
        },
    )
