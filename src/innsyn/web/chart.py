"""A drawn course of measurements: where each point, tick and band lies, ready for `components/chart.html`. Pure geometry."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from innsyn.kernel.clock import Instant
from innsyn.web.language import Language

_HEIGHT = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 30, 18, 30
_WIDE, _NARROW = 720, 340


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement. text: the value as the source wrote it, without unit. is_outside: the source or the range says it is abnormal."""

    at: Instant
    value: float
    text: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The range that was called normal with the newest measurement; None is open-ended."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A placed text or point, in the drawing's own units."""

    x: float
    y: float
    text: str
    is_outside: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """One size of the drawing.

    band: y of its upper edge, y of its lower; None without a reference. has_top, has_bottom: that edge is a limit."""

    width: int
    height: int
    left: int
    right: int
    line: str
    points: tuple[Mark, ...]
    ticks: tuple[Mark, ...]
    days: tuple[Mark, ...]
    band: tuple[float, float] | None
    has_top: bool
    has_bottom: bool


@dataclass(frozen=True, slots=True)
class LineChart:
    """The same course for a wide and a narrow screen, and whether anything in it lies outside or has a range."""

    wide: Drawing
    narrow: Drawing
    has_outside: bool
    has_band: bool


def line_chart(points: Sequence[Measured], reference: Reference | None, *, language: Language) -> LineChart | None:
    """Place the points of one course.

    points: in any order, one unit. reference: drawn as a band behind them. language: writes the ticks.
    Returns None for fewer than two points: one measurement is a figure, not a course."""
    if len(points) < 2:
        return None
    ordered = sorted(points, key=lambda point: point.at)
    limits = reference if reference and (reference.low is not None or reference.high is not None) else None
    wide, narrow = (_drawing(ordered, limits, language, width) for width in (_WIDE, _NARROW))
    return LineChart(wide, narrow, any(point.is_outside for point in ordered), limits is not None)


def _drawing(points: Sequence[Measured], reference: Reference | None, language: Language, width: int) -> Drawing:
    low, high, step = _scale([point.value for point in points], reference)
    first, last = points[0].at.timestamp(), points[-1].at.timestamp()
    span = max(last - first, 1.0)

    def x_of(at: Instant) -> float:
        return round(_LEFT + (at.timestamp() - first) / span * (width - _LEFT - _RIGHT), 1)

    def y_of(value: float) -> float:
        return round(_HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM), 1)

    marks = tuple(Mark(x_of(point.at), y_of(point.value), point.text, point.is_outside) for point in points)
    tick_count = round((high - low) / step)
    ticks = tuple(Mark(0, y_of(low + number * step), _figure(low + number * step, step, language)) for number in range(tick_count + 1))
    days = tuple(
        Mark(x_of(day), _HEIGHT - 8, text) for day, text in _days(points[0].at, points[-1].at, language, 4 if width == _WIDE else 2)
    )
    return Drawing(
        width=width,
        height=_HEIGHT,
        left=_LEFT,
        right=width - _RIGHT,
        line="M" + " L".join(f"{mark.x} {mark.y}" for mark in marks),
        points=marks,
        ticks=ticks,
        days=days,
        band=_band(reference, y_of, low, high),
        has_top=reference is not None and reference.high is not None,
        has_bottom=reference is not None and reference.low is not None,
    )


def _band(reference: Reference | None, y_of: Callable[[float], float], low: float, high: float) -> tuple[float, float] | None:
    if reference is None:
        return None
    top = high if reference.high is None else reference.high
    bottom = low if reference.low is None else reference.low
    return y_of(top), y_of(bottom)


def _scale(values: Sequence[float], reference: Reference | None) -> tuple[float, float, float]:
    """Say lowest, highest and step of the value axis: round figures that hold every value and the whole range."""
    limits = [limit for limit in (reference.low, reference.high) if limit is not None] if reference else []
    low, high = min([*values, *limits]), max([*values, *limits])
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    step = _round_step((high - low + 2 * room) / 4)
    bottom = math.floor((low - room) / step) * step
    if low >= 0:
        bottom = max(bottom, 0.0)
    return bottom, math.ceil((high + room) / step) * step, step


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)


def _figure(value: float, step: float, language: Language) -> str:
    decimals = max(0, -math.floor(math.log10(step))) + (1 if str(step / 10 ** math.floor(math.log10(step))).startswith("2.5") else 0)
    return language.number(round(value, decimals) if decimals else round(value))


def _days(first: Instant, last: Instant, language: Language, gaps: int) -> list[tuple[Instant, str]]:
    """Say evenly spread moments with their texts: months when the course is long, days when it is short."""
    start, end = first.timestamp(), last.timestamp()
    moments = [datetime.fromtimestamp(start + (end - start) * number / gaps, UTC) for number in range(gaps + 1)]
    write = language.short_month if (last - first).days > 60 * gaps else language.short_date
    return [(moment, write(moment)) for moment in moments]
