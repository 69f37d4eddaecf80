"""What the templates draw of results: figures and words in the reader's language beside what was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from innsyn.features.results.plain import everyday
from innsyn.features.results.result import NoValue, Number, Part, Place, Range, Report, Result, Saying, Standing, Value
from innsyn.features.results.rules import Trend, trend
from innsyn.fhir.dates import Interval
from innsyn.kernel.clock import Instant
from innsyn.web import Language

_WORST_FIRST = (Place.ABOVE, Place.BELOW, Place.OUTSIDE, Place.UNKNOWN, Place.INSIDE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in words. usual: what is usual, empty when not stated."""

    name: str
    value: str
    usual: str


@dataclass(frozen=True, slots=True)
class Change:
    """How the newest stands to the one before. before: that one in words."""

    direction: Trend
    before: str
    at: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One result. title: the everyday name, else the laboratory's. name, codes: as the laboratory wrote. source: organisation's name."""

    id: str
    title: str
    name: str
    codes: tuple[str, ...]
    parts: tuple[Figure, ...]
    place: Place
    trend: Change | None
    standing: Standing
    at: Interval | None
    source: str
    stored_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """One report. names: what it gathers, as far as it says."""

    id: str
    title: str
    at: Interval | None
    standing: Standing
    conclusion: str
    names: tuple[str, ...]
    pages: tuple[str, ...]
    source: str
    stored_at: Instant


def entry(result: Result, before: Result | None, sources: Mapping[str, str], language: Language) -> Entry:
    """Make the entry of one result. before: the one before it of the same analysis. sources: organisation number to name."""
    return Entry(
        id=result.id,
        title=name(result, language),
        name=result.name,
        codes=tuple(code for _, code in result.codes),
        parts=tuple(Figure(part.name, figure(part.value, language), usual(part.usual, language)) for part in result.parts),
        place=_place(result),
        trend=_change(result, before, language) if before else None,
        standing=result.standing,
        at=result.at if result.at and result.at.start else None,
        source=sources.get(result.source) or (str(language.t("results.source_own")) if result.is_own else ""),
        stored_at=result.stored_at,
    )


def report_entry(report: Report, sources: Mapping[str, str], language: Language) -> ReportEntry:
    """Make the entry of one report."""
    return ReportEntry(
        id=report.id,
        title=report.name or str(language.t("results.report.unnamed")),
        at=report.at if report.at and report.at.start else None,
        standing=report.standing,
        conclusion=report.conclusion,
        names=report.result_names,
        pages=report.pages,
        source=sources.get(report.source, ""),
        stored_at=report.stored_at,
    )


def name(result: Result, language: Language) -> str:
    """Say what an analysis is called: its everyday name, else the laboratory's, else that it has none."""
    word = everyday(result.codes)
    return str(language.t(f"results.name.{word}")) if word else result.name or str(language.t("results.unnamed"))


def figure(value: Value, language: Language) -> str:
    """Say a value with every digit it was given."""
    match value:
        case Number(number, unit, comparator):
            return " ".join(part for part in (f"{comparator} {language.number(number)}".strip(), unit) if part)
        case Saying(text):
            return text
        case NoValue(reason):
            return str(language.t("results.no_value_because", reason=reason) if reason else language.t("results.no_value"))
        case _:
            assert_never(value)


def usual(limits: Range | None, language: Language) -> str:
    """Say what is usual: the numbers in the reader's language, else the sender's words."""
    if limits is None:
        return ""
    low, high = (None if end is None else language.number(end) for end in (limits.low, limits.high))
    if low is not None and high is not None:
        return str(language.t("results.usual_between", low=low, high=high))
    if low is not None:
        return str(language.t("results.usual_at_least", low=low))
    return str(language.t("results.usual_at_most", high=high)) if high is not None else limits.text


def _place(result: Result) -> Place:
    """Say where the result lies: with several figures, the first that is not usual, else what is not known."""
    places = {part.place for part in result.parts}
    return next((each for each in _WORST_FIRST if each in places), Place.UNKNOWN)


def _change(result: Result, before: Result, language: Language) -> Change | None:
    """Say the change of a result with a single figure: of two at once it would be read wrong."""
    if len(result.parts) != 1 or len(before.parts) != 1:
        return None
    one, other = result.parts[0], before.parts[0]
    direction = trend(one, other)
    return Change(direction, _short(other, language), before.at) if direction else None


def _short(part: Part, language: Language) -> str:
    return figure(part.value, language)
