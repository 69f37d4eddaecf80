"""The days a page of the calendar shows: a month, an ISO week, or some weeks from a day on. Odd wishes become today's.

Source: ISO 8601 week dates; docs/spec/calendar.md#CAL-1.
"""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from innsyn.kernel.clock import NORWAY, Instant

LISTED = timedelta(weeks=8)
"""So many days does one page of the list show."""

OLDEST, NEWEST = 1900, 2199
"""Years that can be shown: further away nobody has anything."""

View = Literal["list", "week", "month"]

_MONTH, _WEEK = re.compile(r"(\d{4})-(\d{2})", re.ASCII), re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """Days in Norway, both included. view: how they are shown."""

    view: View
    first: date
    last: date

    @property
    def begins(self) -> Instant:
        """Say the midnight the first day begins with."""
        return midnight(self.first)

    @property
    def ends(self) -> Instant:
        """Say the midnight the last day ends with: a day may last 23 hours or 25."""
        return midnight(self.last + timedelta(days=1))

    @property
    def days(self) -> tuple[date, ...]:
        """List the days."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """Lay a month out in whole weeks from Monday; days of the neighbouring months fill the first and the last."""
        return tuple(map(tuple, Calendar().monthdatescalendar(self.first.year, self.first.month)))

    def grid(self) -> "Span":
        """Say what must be read to fill the weeks of a month."""
        weeks = self.weeks()
        return Span(self.view, weeks[0][0], weeks[-1][-1])


def midnight(day: date) -> Instant:
    """Say when a day begins in Norway."""
    return datetime.combine(day, time.min, tzinfo=NORWAY)


def month_of(text: str, today: date) -> Span:
    """Read `2026-12`; anything else is the month of today."""
    found = _MONTH.fullmatch(text)
    year, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (OLDEST <= year <= NEWEST and 1 <= month <= 12):
        year, month = today.year, today.month
    return Span("month", date(year, month, 1), next_month(date(year, month, 1)) - timedelta(days=1))


def week_of(text: str, today: date) -> Span:
    """Read `2026-W49`; anything else, such as week 53 of a year with 52, is the week of today."""
    found = _WEEK.fullmatch(text)
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    if monday is None or not OLDEST <= monday.year <= NEWEST:
        monday = today - timedelta(days=today.weekday())
    return Span("week", monday, monday + timedelta(days=6))


def list_from(text: str, today: date) -> Span:
    """Read the first day of a list; anything else is today."""
    try:
        first = date.fromisoformat(text)
    except ValueError:
        first = today
    first = first if OLDEST <= first.year <= NEWEST else today
    return Span("list", first, first + LISTED - timedelta(days=1))


def week_name(day: date) -> str:
    """Say an address's word for the ISO week of a day: `2026-W49`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def month_name(day: date) -> str:
    """Say an address's word for the month of a day: `2026-12`."""
    return f"{day.year}-{day.month:02}"


def next_month(first: date) -> date:
    """Say the first day of the month after."""
    return (first + timedelta(days=32)).replace(day=1)


def previous_month(first: date) -> date:
    """Say the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)
