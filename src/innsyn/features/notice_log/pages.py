"""The page: what has a limit, and everything one was told, newest first. Source: docs/spec/notices.md#NOT-16, #NOT-17."""

from innsyn.features.notice_log import chart
from innsyn.features.notice_log.choosing import chosen
from innsyn.features.notice_log.lines import line, wanted
from innsyn.web import Answer, CitizenCall, Need, View, page
from innsyn.web.notices.kinds import Group

HOME = "/notice-log"
SETTINGS = "/settings/notices"
KEPT_DAYS = 90


@page(HOME, need=Need.CITIZEN, title="notice_log.title")
async def log(call: CitizenCall) -> Answer:
    """Show the log: all she was told in her own record, what concerned the one she acts for in another's."""
    choice, is_own = chosen(call.query), call.acting is None
    told = await call.notices.log(choice.asked(to=call.actor.key, concerning=None if is_own else call.visit.owner))
    places = [call.leads(fate.about) for fate in told.fates]
    things = await chart.readable(call.gate, call.visit, wanted(places), now=call.now)
    owner = call.visit.owner
    known = {
        "lines": [
            line(fate, place, things, owner=owner, is_own=is_own, now=call.now) for fate, place in zip(told.fates, places, strict=True)
        ],
        "limits": await chart.with_limits(call.gate, call.visit, now=call.now),
        "choice": choice,
        "groups": list(Group),
        "home": HOME,
        "newest": f"{HOME}?{choice.query(None)}" if choice.after else "",
        "older": f"{HOME}?{choice.query(told.next)}" if told.next else "",
        "settings": SETTINGS if call.reaches(SETTINGS) else "",
        "kept_days": KEPT_DAYS,
    }
    return View("notice_log/page.html", known)
