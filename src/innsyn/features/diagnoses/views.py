"""The page of diagnoses, the same for citizen and personnel."""

from innsyn.features.diagnoses import chart
from innsyn.features.diagnoses.lines import entry, grouped
from innsyn.features.diagnoses.problem import Standing
from innsyn.features.diagnoses.rules import problems
from innsyn.web import CitizenCall, View, VisitCall

Reader = CitizenCall | VisitCall
"""Whoever reads: her own record, or a patient's."""

SHOWN = 4
"""How many diagnoses a block shows."""


async def listed(call: Reader, home: str) -> View:
    """Show every problem under how it stands."""
    after = call.query.get("after")
    page = await chart.registrations(call.gate, call.visit, after, now=call.now)
    sources = await chart.source_names(call.gate, page.registrations)
    groups = grouped(problems(page.registrations), sources, call.language)
    older = f"{home}?after={page.next}" if page.next else ""
    return View("diagnoses/list.html", {"home": home, "groups": groups, "newest": home if after else "", "older": older})


async def block(call: Reader, home: str) -> View | None:
    """Show the problems that are with the person now, or say that there are none when something else is recorded."""
    page = await chart.registrations(call.gate, call.visit, now=call.now)
    if not page.registrations:
        return None
    active = [each for each in problems(page.registrations) if each.standing == Standing.ACTIVE][:SHOWN]
    sources = await chart.source_names(call.gate, page.registrations)
    entries = [entry(each, sources, call.language) for each in active]
    return View("diagnoses/block.html", {"home": home, "entries": entries, "is_staff": isinstance(call, VisitCall)})
