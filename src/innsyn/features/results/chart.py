"""Asks the gate for results and reports. Where things stand in them is `from_fhir.py`'s to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from innsyn.features.results.from_fhir import report as read_report
from innsyn.features.results.from_fhir import result as read_result
from innsyn.features.results.grouping import same_analysis
from innsyn.features.results.result import Report, Result
from innsyn.gate.gate import Gate
from innsyn.gate.values import Clause, DateWithin, Found, Query, Stored, TokenIs
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

WINDOW = 200
"""Results looked through for the latest of each analysis; older ones come page by page."""

COURSE = 500
"""Most results of one analysis that are drawn and listed."""

REPORTS = 10
"""How many reports the list shows."""


@dataclass(frozen=True, slots=True)
class Window:
    """Results, newest first. next: position of the next window, None at the end."""

    results: tuple[Result, ...]
    next: str | None


async def results(gate: Gate, visit: Visit, after: str = "", *, now: Instant, count: int = WINDOW) -> Window:
    """Read a window of results in one statement. after: position of a former window; one that belongs to no list is the beginning."""
    found = await gate.search(visit, Query(("Observation",), count=count, after=after or None), now)
    if isinstance(found, Problem) and after:
        return await results(gate, visit, now=now, count=count)
    if not isinstance(found, Found):
        return Window((), None)
    return Window(tuple(map(read_result, found.rows)), found.next)


async def result(gate: Gate, visit: Visit, result_id: str, *, now: Instant) -> Result | None:
    """Read one result. Returns None for what does not exist and for what is not for this reader: both are logged."""
    stored = await gate.read(visit, "Observation", result_id, now)
    return read_result(stored) if isinstance(stored, Stored) and not stored.deleted else None


async def course(gate: Gate, visit: Visit, chosen: Result, *, since: Instant | None, now: Instant) -> Window:
    """Read the results of the same analysis in one statement, newest first. since: none older, None for all.

    An analysis without a code is followed by its name, among the newest results."""
    clauses: list[Clause] = [TokenIs("code", chosen.codes)] if chosen.codes else []
    if since is not None:
        clauses.append(DateWithin("date", since, None))
    found = await gate.search(visit, Query(("Observation",), tuple(clauses), count=COURSE), now)
    if not isinstance(found, Found):
        return Window((), None)
    return Window(same_analysis(chosen, map(read_result, found.rows)), found.next)


async def reports(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Report, ...]:
    """Read the newest reports in one statement."""
    found = await gate.search(visit, Query(("DiagnosticReport",), count=REPORTS), now)
    return tuple(map(read_report, found.rows)) if isinstance(found, Found) else ()


async def report(gate: Gate, visit: Visit, report_id: str, *, now: Instant) -> Report | None:
    """Read one report. Returns None for what does not exist and for what is not for this reader: both are logged."""
    stored = await gate.read(visit, "DiagnosticReport", report_id, now)
    return read_report(stored) if isinstance(stored, Stored) and not stored.deleted else None


async def gathered(gate: Gate, visit: Visit, chosen: Report, *, now: Instant) -> tuple[Result, ...]:
    """Read the results a report gathers, in its order: one statement, however many. Those that are not for this reader are left out."""
    if not chosen.result_ids:
        return ()
    wanted = TokenIs("_id", tuple((None, each) for each in chosen.result_ids))
    found = await gate.search(visit, Query(("Observation",), (wanted,), count=COURSE), now)
    places = {result_id: place for place, result_id in enumerate(chosen.result_ids)}
    rows = found.rows if isinstance(found, Found) else ()
    return tuple(sorted(map(read_result, rows), key=lambda each: places.get(each.id, len(places))))


async def source_names(gate: Gate, found: Iterable[Result | Report]) -> Mapping[str, str]:
    """Say the names of the organisations that `found` comes from, by organisation number; unknown ones are left out."""
    numbers = {each.source for each in found if each.source}
    return {number: organisation.name for number in numbers if (organisation := await gate.directory.organisation(number))}
