"""Lays out a course over time: where each point, line, tick and band of what is usual goes in a drawing. Pure geometry, no markup.

Units: the drawing's own, with the origin at the upper left. Time runs to the right, values grow upwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from innsyn.features.results.result import Range
from innsyn.features.results.scale import months_between, steps

HEIGHT = 260
LEFT, RIGHT, TOP, BOTTOM = 56, 20, 22, 34
WIDTHS = {"wide": 720, "narrow": 340}
"""The same course for a wide and a narrow screen, so that figures stay readable on a phone."""

_MOST_TIMES = {"wide": 6, "narrow": 3}
_INSET = 8


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure to draw. at: instant with zone. is_bound: the true value lies beyond, as in `<5`. is_outside: not what is usual."""

    at: datetime
    value: Decimal
    is_bound: bool = False
    is_outside: bool = False


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

    @property
    def newest_below(self) -> bool:
        """Say whether the newest figure's words stand below its point: where the line comes from above."""
        return len(self.points) > 1 and self.points[-2].y < self.points[-1].y

    @property
    def path(self) -> str:
        """Say the line as SVG path data."""
        return "M" + "L".join(f"{point.x} {point.y}" for point in self.points)


@dataclass(frozen=True, slots=True)
class ValueTick:
    """A value written at the left."""

    y: float
    value: Decimal


@dataclass(frozen=True, slots=True)
class TimeTick:
    """A day or month written below."""

    x: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Band:
    """Where the usual values lie. Open ends reach the drawing's edge and have no line drawn."""

    y: float
    height: float
    has_top: bool
    has_bottom: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A whole drawing. is_long: the times are beginnings of months, else the first and last day."""

    width: int
    lines: tuple[Line, ...]
    values: tuple[ValueTick, ...]
    times: tuple[TimeTick, ...]
    band: Band | None
    is_long: bool
    height: int = HEIGHT
    left: int = LEFT

    @property
    def right(self) -> int:
        """Say where the drawing's field ends."""
        return self.width - RIGHT


def course(series: Sequence[tuple[str, Sequence[Measured]]], usual: Range | None = None, *, size: str = "wide") -> Course | None:
    """Lay out one or more figures in the same unit.

    series: name and figures, in any order. usual: drawn as a band when it has numbers. size: a key of `WIDTHS`.
    Returns the drawing, or None when there are fewer than two instants to draw a course between."""
    figures = [each for _, measured in series for each in measured]
    if len({each.at for each in figures}) < 2:
        return None
    ends = [end for end in (usual.low, usual.high) if end is not None] if usual else []
    ticks = steps(min(*(each.value for each in figures), *ends), max(*(each.value for each in figures), *ends))
    frame = _Frame(WIDTHS[size], min(each.at for each in figures), max(each.at for each in figures), ticks[0], ticks[-1])
    times = months_between(frame.first, frame.last, most=_MOST_TIMES[size])
    return Course(
        width=frame.width,
        lines=tuple(_line(name, measured, mark, frame) for mark, (name, measured) in enumerate(series) if measured),
        values=tuple(ValueTick(frame.y(value), value) for value in ticks),
        times=tuple(TimeTick(frame.x(at), at) for at in times or (frame.first, frame.last)),
        band=_band(usual, frame),
        is_long=bool(times),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    width: int
    first: datetime
    last: datetime
    lowest: Decimal
    highest: Decimal

    def x(self, at: datetime) -> float:
        share = (at - self.first) / (self.last - self.first)
        return round(LEFT + _INSET + share * (self.width - LEFT - RIGHT - 2 * _INSET), 1)

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
    return Band(top, round(bottom - top, 1), usual.high is not None, usual.low is not None)
