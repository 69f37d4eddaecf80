"""The pages of results, the same for citizen and personnel: each reads, decides and hands over to a template."""

from datetime import timedelta
from typing import Any

from innsyn.features.results import chart
from innsyn.features.results.figures import Drawing, drawings, units
from innsyn.features.results.grouping import analyses, can_be_read, under_headings
from innsyn.features.results.lines import entry, name, report_entry
from innsyn.features.results.result import Analysis, Place, Result
from innsyn.kernel.clock import Instant
from innsyn.web import ABSENT, Answer, CitizenCall, Language, View, VisitCall

Reader = CitizenCall | VisitCall
"""Whoever reads: her own record, or a patient's."""

PERIODS = {"3m": timedelta(days=92), "1y": timedelta(days=366), "all": None}
"""The periods to choose among, by the last word of their text keys."""

SHOWN = 4
"""How many analyses a block shows."""

_FOR_BLOCK = 40


async def listed(call: Reader, home: str) -> View:
    """Show the latest of each analysis under headings, and the newest reports."""
    after = call.query.get("after")
    window = await chart.results(call.gate, call.visit, after, now=call.now)
    reports = () if after else await chart.reports(call.gate, call.visit, now=call.now)
    sources = await chart.source_names(call.gate, (*window.results, *reports))
    headings = under_headings(analyses(window.results))
    context: dict[str, Any] = {
        "home": home,
        "is_staff": isinstance(call, VisitCall),
        "headings": [
            (kind, [entry(each.latest, each.before, sources, call.language) for each in found]) for kind, found in headings.items()
        ],
        "reports": [report_entry(each, sources, call.language) for each in reports],
        "newest": home if after else "",
        "older": f"{home}?after={window.next}" if window.next else "",
    }
    return View("results/list.html", context)


async def followed(call: Reader, home: str, result_id: str) -> Answer:
    """Show the analysis of one result over time: drawn, and every value in the table."""
    chosen = await chart.result(call.gate, call.visit, result_id, now=call.now)
    if chosen is None:
        return ABSENT
    period = call.query.get("period") if call.query.get("period") in PERIODS else "all"
    window = await chart.course(call.gate, call.visit, chosen, since=_since(period, call.now), now=call.now)
    found = window.results
    sources = await chart.source_names(call.gate, (chosen, *found))
    latest = Analysis(found) if found else Analysis((chosen,))
    used = units(found)
    context: dict[str, Any] = {
        "home": home,
        "chosen_id": chosen.id,
        "latest": entry(latest.latest, latest.before, sources, call.language),
        "periods": [(call.language.t(f"results.period.{each}"), f"{home}/{chosen.id}?period={each}", each == period) for each in PERIODS],
        "units": used if len(used) > 1 else (),
        "drawings": [_drawn(each, found, call.language) for each in drawings(found)],
        "entries": [entry(each, None, sources, call.language) for each in found],
        "has_usual": any(part.usual or part.place != Place.UNKNOWN for each in found for part in each.parts),
        "is_cut": window.next is not None,
        "notes": tuple(dict.fromkeys(note for each in found[:1] for note in each.notes)),
    }
    return View("results/course.html", context)


async def report(call: Reader, home: str, report_id: str) -> Answer:
    """Show one report with the results it gathers."""
    chosen = await chart.report(call.gate, call.visit, report_id, now=call.now)
    if chosen is None:
        return ABSENT
    gathered = await chart.gathered(call.gate, call.visit, chosen, now=call.now)
    sources = await chart.source_names(call.gate, (chosen, *gathered))
    context: dict[str, Any] = {
        "home": home,
        "report": report_entry(chosen, sources, call.language),
        "entries": [entry(each, None, sources, call.language) for each in gathered],
    }
    return View("results/report.html", context)


async def block(call: Reader, home: str) -> View | None:
    """Show the newest results, one line for each analysis."""
    window = await chart.results(call.gate, call.visit, now=call.now, count=_FOR_BLOCK)
    newest = analyses(each for each in window.results if can_be_read(each))[:SHOWN]
    if not newest:
        return None
    sources = await chart.source_names(call.gate, window.results)
    return View(
        "results/block.html", {"home": home, "entries": [entry(each.latest, each.before, sources, call.language) for each in newest]}
    )


def _since(period: str, now: Instant) -> Instant | None:
    length = PERIODS[period]
    return None if length is None else now - length


def _drawn(drawing: Drawing, found: tuple[Result, ...], language: Language) -> dict[str, Any]:
    """Hand a drawing to the template with its title and the same said in a sentence."""
    values = [each.value for each in drawing.measured]
    moments = [each.at for each in drawing.measured]
    called = name(found[0], language)
    t = language.t
    return {
        "drawing": drawing,
        "title": t("results.course.title_unit", unit=drawing.unit) if drawing.unit else t("results.course.title"),
        "summary": t(
            "results.course.describe",
            name=called,
            n=language.number(len(values)),
            start=language.date(min(moments)),
            end=language.date(max(moments)),
            low=language.number(min(values)),
            high=language.number(max(values)),
        ),
        "has_bound": any(each.is_bound for each in drawing.measured),
        "has_outside": len(drawing.wide.lines) == 1 and any(each.is_outside for each in drawing.measured),
    }
