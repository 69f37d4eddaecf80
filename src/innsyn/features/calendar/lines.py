"""Entries as templates draw them: with who keeps them, where they lead, and on which days they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from innsyn.features.calendar import chart
from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.span import Span
from innsyn.web import CitizenCall


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. href: where more of it stands, empty for nowhere. source: name of the organisation that keeps it, empty when unknown."""

    entry: Entry
    href: str
    source: str


async def lines(call: CitizenCall, found: Iterable[Entry]) -> tuple[Line, ...]:
    """Put names and addresses to entries."""
    shown = tuple(found)
    names = await chart.source_names(call.gate, shown)
    return tuple(Line(each, _href(call, each), names.get(each.source, "")) for each in shown)


def by_day(found: Iterable[Line], span: Span) -> Mapping[date, tuple[Line, ...]]:
    """Say what is on each day of a span; what lasts several days stands on each of them."""
    shown = tuple(found)
    return {day: tuple(each for each in shown if each.entry.first <= day <= each.entry.last) for day in span.days}


def by_first_day(found: Iterable[Line], span: Span) -> tuple[tuple[date, tuple[Line, ...]], ...]:
    """Say what begins on each day, for a list in which everything stands once; what began before the list stands on its first day."""
    days: dict[date, list[Line]] = {}
    for each in found:
        days.setdefault(max(each.entry.first, span.first), []).append(each)
    return tuple((day, tuple(days[day])) for day in sorted(days))


def _href(call: CitizenCall, entry: Entry) -> str:
    match entry.kind:
        case "appointment":
            return f"/appointments/{entry.id}" if call.reaches("/appointments") else ""
        case "own":
            return f"/calendar/events/{entry.id}" + (f"?on={entry.first.isoformat()}" if entry.repeats else "")
    return ""
