"""Picks what can be drawn of an analysis: one drawing for each unit, one line for each figure. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from innsyn.features.results.course import Course, Measured, course
from innsyn.features.results.grouping import can_be_read
from innsyn.features.results.result import Number, Part, Place, Range, Result


@dataclass(frozen=True, slots=True)
class Drawing:
    """A course in one unit, in both widths. usual: the range drawn as a band. measured: every figure in it, the newest first."""

    unit: str
    wide: Course
    narrow: Course
    usual: Range | None
    measured: tuple[Measured, ...]


def drawings(results: Iterable[Result]) -> tuple[Drawing, ...]:
    """Lay out results of one analysis, the newest unit first.

    results: newest first. Different units are never drawn on one scale. A unit with a single instant is left to the table."""
    by_unit: dict[str, list[tuple[datetime, Part]]] = {}
    for at, part in _measured(results):
        if isinstance(part.value, Number):
            by_unit.setdefault(part.value.unit, []).append((at, part))
    return tuple(drawn for unit, figures in by_unit.items() if (drawn := _drawing(unit, figures)))


def units(results: Iterable[Result]) -> tuple[str, ...]:
    """Say every unit that was used, the newest first."""
    values = (part.value for _, part in _measured(results))
    return tuple(dict.fromkeys(value.unit for value in values if isinstance(value, Number)))


def _measured(results: Iterable[Result]) -> Iterator[tuple[datetime, Part]]:
    for result in results:
        if can_be_read(result) and result.at and result.at.start:
            yield from ((result.at.start, part) for part in result.parts)


def _drawing(unit: str, figures: list[tuple[datetime, Part]]) -> Drawing | None:
    names: dict[str, str] = {}
    for _, part in figures:
        names.setdefault(part.key, part.name)
    usual = _usual(figures) if len(names) == 1 else None
    series = [(name, _of(key, figures)) for key, name in names.items()]
    wide, narrow = (course(series, usual, size=size) for size in ("wide", "narrow"))
    return Drawing(unit, wide, narrow, usual, tuple(each for _, of_one in series for each in of_one)) if wide and narrow else None


def _of(key: str, figures: list[tuple[datetime, Part]]) -> list[Measured]:
    return [
        Measured(at, part.value.value, bool(part.value.comparator), part.place not in (Place.INSIDE, Place.UNKNOWN))
        for at, part in figures
        if part.key == key and isinstance(part.value, Number)
    ]


def _usual(figures: list[tuple[datetime, Part]]) -> Range | None:
    """Take the newest range that is stated in the same unit, or in none."""
    for _, part in figures:
        if part.usual and isinstance(part.value, Number) and part.usual.unit in ("", part.value.unit):
            return part.usual
    return None
