"""Working days in Norway: Monday to Friday, without the public holidays.

Source: lov om helligdager og helligdagsfred § 2; lov om 1 og 17 mai som høgtidsdager § 1; Easter by the Gregorian reckoning.
"""

from datetime import date, timedelta
from functools import lru_cache

_FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
_FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Days from Easter Sunday: Maundy Thursday, Good Friday, both days of Easter, Ascension Day, both days of Pentecost."""

_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether offices are at work: a weekday that is no public holiday. Christmas Eve and New Year's Eve are working days."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """Say the last day of a promise of so many working days given on `day`, which itself does not count.

    count: at least 0. Returns `day` for 0, even when nobody works on it."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@lru_cache(64)
def holidays(year: int) -> frozenset[date]:
    """Say the public holidays of a year."""
    sunday = easter(year)
    moving = (sunday + timedelta(days=days) for days in _FROM_EASTER)
    return frozenset({date(year, month, day) for month, day in _FIXED} | set(moving))


def easter(year: int) -> date:
    """Say when Easter Sunday is.

    year: 1583 or later. Source: the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, 1991, chapter 8."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
