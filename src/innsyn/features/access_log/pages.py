"""The log's own pages: every visit, newest first, and one of them alone."""

from uuid import UUID

from innsyn.features.access_log.choosing import KINDS, WHO, chosen
from innsyn.features.access_log.telling import reader, shown
from innsyn.gate.log.line import VisitLine
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
            "lines": [shown(line, call) for line in found.lines],
            "who": [(who, f"access_log.who.{who}") for who in WHO],
            "kinds": [(kind, f"access_log.kind.{kind}") for kind in KINDS],
            "newer": HOME if choice.before else "",
            "older": f"{HOME}?{choice.query(found.next)}" if found.next else "",
            "is_own": reader(call).is_patient,
        },
    )


@page(f"{HOME}/{{visit_id}}", need=Need.CITIZEN, title="access_log.one")
async def one(call: CitizenCall, visit_id: str) -> Answer:
    """Show one visit alone: where a notice about it leads. Whoever has been here is not told of it any more."""
    try:
        of = UUID(visit_id)
    except ValueError:
        return ABSENT
    line = await call.gate.my_line(call.visit, of, call.now)
    if not isinstance(line, VisitLine):
        return ABSENT
    await call.notices.opened(call.actor.key, f"{HOME}/{of}", now=call.now)
    return View("access_log/one.html", {"home": HOME, "one": shown(line, call)})
