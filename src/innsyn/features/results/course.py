"""Lays out a course over time: where each point, line, tick and band of what is usual goes in a drawing. Pure geometry, no markup.

Units: the drawing's own, with the origin at the upper left. Time runs to the right, values grow upwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from innsyn.features.results.result import Range
from innsyn.features.results.scale import months_between, steps
from innsyn.kernel.clock import NORWAY

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 36
_MIDDLE = (LEFT + WIDTH - RIGHT) / 2


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure to draw. at: instant with zone. is_bound: the true value lies beyond, as in `<5`."""

    at: datetime
    value: Decimal
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A figure's place in the drawing."""

    x: float
    y: float
    measured: Measured


@dataclass(frozen=True, slots=True)
class Line:
    """One figure followed over time. points: oldest first. mark: 0, 1, 2 …, so that lines differ in shape and not in colour alone."""

    name: str
    points: tuple[Point, ...]
    mark: int


@dataclass(frozen=True, slots=True)
class ValueTick:
    """A value written at the left."""

    y: float
    value: Decimal


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A month written below. is_year: the scale shows years."""

    x: float
    at: datetime
    is_year: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Where the usual values lie, cut at the drawing's edges."""

    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Course:
    """A whole drawing."""

    lines: tuple[Line, ...]
    values: tuple[ValueTick, ...]
    times: tuple[TimeTick, ...]
    band: Band | None
    width: int = WIDTH
    height: int = HEIGHT


def course(series: Sequence[tuple[str, Sequence[Measured]]], usual: Range | None = None) -> Course | None:
    """Lay out one or more figures in the same unit.

    series: name and figures, in any order. usual: drawn as a band when it has numbers.
    Returns the drawing, or None when there are fewer than two instants to draw a course between."""
    figures = [each for _, measured in series for each in measured]
    if len({each.at for each in figures}) < 2:
        return None
    ends = [end for end in (usual.low, usual.high) if end is not None] if usual else []
    ticks = steps(min(*(each.value for each in figures), *ends), max(*(each.value for each in figures), *ends))
    frame = _Frame(min(each.at for each in figures), max(each.at for each in figures), ticks[0], ticks[-1])
    lines = tuple(_line(name, measured, mark, frame) for mark, (name, measured) in enumerate(series) if measured)
    times = months_between(frame.first, frame.last)
    return Course(
        lines=lines,
        values=tuple(ValueTick(frame.y(value), value) for value in ticks),
        times=tuple(TimeTick(frame.x(at), at, _is_years(times)) for at in times),
        band=_band(usual, frame),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    first: datetime
    last: datetime
    lowest: Decimal
    highest: Decimal

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.lowest) / (self.highest - self.lowest))
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def _line(name: str, measured: Iterable[Measured], mark: int, frame: _Frame) -> Line:
    ordered = sorted(measured, key=lambda each: each.at)
    return Line(name, tuple(Point(frame.x(each.at), frame.y(each.value), each) for each in ordered), mark)


def _band(usual: Range | None, frame: _Frame) -> Band | None:
    if usual is None or (usual.low is None and usual.high is None):
        return None
    top = frame.y(usual.high if usual.high is not None else frame.highest)
    bottom = frame.y(usual.low if usual.low is not None else frame.lowest)
    return Band(top, round(bottom - top, 1))


def _is_years(times: Sequence[datetime]) -> bool:
    return all(at.astimezone(NORWAY).month == 1 for at in times) and len(times) > 1
