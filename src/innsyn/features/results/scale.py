"""Chooses the round values and round months a course is read against."""

from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from innsyn.kernel.clock import NORWAY

MOST_VALUES = 6
_ROUND = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


def steps(lowest: Decimal, highest: Decimal) -> tuple[Decimal, ...]:
    """Choose round values from at or below `lowest` to at or above `highest`: at most `MOST_VALUES`, and at least two."""
    if lowest == highest:
        margin = abs(highest) / 10 or Decimal(1)
        lowest, highest = lowest - margin, highest + margin
    step = _round_step((highest - lowest) / (MOST_VALUES - 2))
    first = (lowest / step).to_integral_value(ROUND_FLOOR)
    last = (highest / step).to_integral_value(ROUND_CEILING)
    return tuple(_plain(number * step) for number in _whole(first, last))


def months_between(first: datetime, last: datetime, *, most: int) -> tuple[datetime, ...]:
    """Choose the beginnings of months in Norway between two instants, evenly, at most `most`.

    Returns nothing when fewer than two months begin between them: then the days themselves are what to read by."""
    start, end = _month_number(first), _month_number(last)
    for step in _MONTH_STEPS:
        months = [month for month in range(start + 1, end + 1) if month % step == 0]
        if len(months) <= most:
            return tuple(_beginning(month) for month in months) if len(months) > 1 else ()
    return ()


def _round_step(least: Decimal) -> Decimal:
    power = Decimal(10) ** least.adjusted()
    return next(power * each for each in _ROUND if power * each >= least)


def _whole(first: Decimal, last: Decimal) -> tuple[Decimal, ...]:
    return tuple(Decimal(number) for number in range(int(first), int(last) + 1))


def _plain(value: Decimal) -> Decimal:
    """Write without trailing zeros and without an exponent."""
    trimmed = value.normalize()
    return trimmed.quantize(Decimal(1)) if int(trimmed.as_tuple().exponent) > 0 else trimmed


def _month_number(at: datetime) -> int:
    local = at.astimezone(NORWAY)
    return local.year * 12 + local.month - 1


def _beginning(month: int) -> datetime:
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=NORWAY)
