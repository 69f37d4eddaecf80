"""Says what a value means against what is usual, and against the one before. Pure.

Source: FHIR R4 4.0.1 Observation.interpretation, observation.html#interpretation; docs/spec/results.md.
"""

from decimal import Decimal
from typing import Literal

from innsyn.features.results.result import Number, Part, Place, Range, Value

Trend = Literal["up", "down", "same"]

_STATED = {
    "N": Place.INSIDE,
    "H": Place.ABOVE, "HH": Place.ABOVE, "HU": Place.ABOVE, "HX": Place.ABOVE,
    "L": Place.BELOW, "LL": Place.BELOW, "LU": Place.BELOW, "LX": Place.BELOW,
    "A": Place.OUTSIDE, "AA": Place.OUTSIDE,
}  # fmt: skip


def place(value: Value, usual: Range | None, stated: str | None = None) -> Place:
    """Say where a value lies.

    stated: HL7 interpretation code of the laboratory, which knows the person's age and sex better than a range does and is believed.
    Without it the ends of the range are part of it. Another unit, no range, or words instead of a number is unknown, never usual."""
    if stated in _STATED:
        return _STATED[stated]
    if not isinstance(value, Number) or usual is None or (usual.unit and value.unit and usual.unit != value.unit):
        return Place.UNKNOWN
    if usual.low is None and usual.high is None:
        return Place.UNKNOWN
    return _compared(value, usual)


def trend(latest: Part, before: Part) -> Trend | None:
    """Say whether a figure has risen or fallen since the one before.

    Returns None when they cannot be compared: words, another unit, or one that is only known to be less or more than something."""
    one, other = latest.value, before.value
    if not (isinstance(one, Number) and isinstance(other, Number)) or one.unit != other.unit or one.comparator or other.comparator:
        return None
    return "same" if one.value == other.value else "up" if one.value > other.value else "down"


def _compared(value: Number, usual: Range) -> Place:
    """Compare what the number can be, from `least` to `most`, with the range: only what holds for all of it is said."""
    least, most = _bounds(value)
    if usual.high is not None and least is not None and _is_above(value, least, usual.high):
        return Place.ABOVE
    if usual.low is not None and most is not None and _is_below(value, most, usual.low):
        return Place.BELOW
    reaches_low = usual.low is None or (least is not None and least >= usual.low)
    reaches_high = usual.high is None or (most is not None and most <= usual.high)
    return Place.INSIDE if reaches_low and reaches_high else Place.UNKNOWN


def _bounds(value: Number) -> tuple[Decimal | None, Decimal | None]:
    if value.comparator in ("<", "<="):
        return None, value.value
    if value.comparator in (">", ">="):
        return value.value, None
    return value.value, value.value


def _is_above(value: Number, least: Decimal, high: Decimal) -> bool:
    return least >= high if value.comparator == ">" else least > high


def _is_below(value: Number, most: Decimal, low: Decimal) -> bool:
    return most <= low if value.comparator == "<" else most < low
