"""The pages of referrals: the list and one of them, nearly the same for a citizen and for personnel."""

from collections.abc import Iterable

from innsyn.features.referrals import chart
from innsyn.features.referrals.lines import Line, line
from innsyn.features.referrals.referral import Referral
from innsyn.features.referrals.rules import HELFO_PHONE, told_once
from innsyn.gate.refused import Refused
from innsyn.web import ABSENT, Answer, CitizenCall, Redirect, View, VisitCall
from innsyn.web.telephone import in_pairs
from innsyn.web.waiting_times import Answer as Times

Reader = CitizenCall | VisitCall
"""Whoever reads: her own record or that of somebody she acts for, or a patient's."""

_WAITING = ("received", "right")


async def listed(call: Reader, home: str) -> View:
    """Show every referral: what goes on first, then what is over."""
    after = call.query.get("after")
    page = await chart.referrals(call.gate, call.visit, after, now=call.now)
    found = await lines(call, told_once(page.referrals))
    groups = [("ongoing", urgent_first(found)), ("earlier", [each for each in found if not each.goes_on])]
    turning = {"newest": home if after else "", "older": f"{home}?after={page.next}" if page.next else ""}
    return View("referrals/list.html", {"groups": [group for group in groups if group[1]], "home": home, **turning})


async def shown(call: Reader, home: str, referral_id: str) -> Answer:
    """Show one referral; somebody else's looks exactly like one that does not exist.

    What its sender tells leads to what its receiver tells."""
    found = await chart.one(call.gate, call.visit, referral_id, now=call.now)
    if not isinstance(found, Referral):
        return closed(found, home)
    if isinstance(call, CitizenCall):
        await call.notices.opened(call.actor.key, call.path, now=call.now)
    others = await chart.elsewhere(call.gate, call.visit, found, now=call.now)
    if others and not found.has_course:
        return Redirect(to=f"{home}/{others[0].id}")
    drawn, *elsewhere = await lines(call, (found, *others))
    phone = in_pairs(await chart.phone(call.gate, found.unit))
    times = await _times(call, drawn) if isinstance(call, CitizenCall) else None
    known = {"line": drawn, "phone": phone, "times": times, "helfo": HELFO_PHONE, "home": home, "is_staff": isinstance(call, VisitCall)}
    return View(
        "referrals/one.html", {**known, "elsewhere": elsewhere, "is_waiting": _is_waiting(drawn), "leads": call.reaches("/appointments")}
    )


def urgent_first(found: Iterable[Line]) -> list[Line]:
    """List what goes on, those with a broken deadline first."""
    return sorted((each for each in found if each.goes_on), key=lambda each: each.trouble is None)


def closed(found: Refused | None, home: str) -> Answer:
    """Say that a referral is not for this reader, with the reason where it may be told."""
    if found is None:
        return ABSENT
    known = {"reason": found.verdict.key, "rule": found.verdict.rule, "home": home}
    return View("referrals/refused.html", known, status=403, title="referrals.one")


async def lines(call: Reader, found: Iterable[Referral]) -> list[Line]:
    """Put to referrals what came of them, and names."""
    referrals = tuple(found)
    given = await chart.given_for(call.gate, call.visit, referrals, now=call.now)
    names = await chart.names(call.gate, referrals)
    return [line(each, given.get(each.id, ()), names, call.now) for each in referrals]


def _is_waiting(drawn: Line) -> bool:
    """Say whether it matters how long it may take: whoever has the referral has it still, and the law does not give care at once."""
    return drawn.state in _WAITING and drawn.trouble != "deadline_broken"


async def _times(call: CitizenCall, drawn: Line) -> Times:
    """Ask how long it may take, of what is waited for and can be named."""
    referral = drawn.referral
    if not _is_waiting(drawn) or not referral.treatment:
        return None
    return await call.waiting_times.expected(referral.source, referral.treatment, now=call.now)
