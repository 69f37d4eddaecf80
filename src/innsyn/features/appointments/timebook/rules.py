"""The hours of times opened in bulk: whole steps around a pause, on no holiday, on the clock of the wall in summer and winter.

Source: docs/spec/appointments.md#APP-6; lov om helligdager og helligdagsfred § 2.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from innsyn.kernel.clock import NORWAY, Instant
from innsyn.kernel.working_days import holidays

LONGEST_SPAN = timedelta(days=184)
MOST_AT_ONCE = 1000
_FARTHEST = timedelta(days=366)
Mistake = Literal["backwards", "past", "far", "span", "hours", "pause", "no_days", "many"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Times to be opened. weekdays: 0 is Monday. minutes: how long each lasts; the last ends at `ends` at the latest.

    pause: from and until when nobody is seen; None for none."""

    first: date
    last: date
    weekdays: frozenset[int]
    begins: time
    ends: time
    minutes: int
    pause: tuple[time, time] | None = None


def mistake(wanted: Wanted, today: date) -> tuple[str, Mistake] | None:
    """Say what is wrong: the field and what; None for nothing."""
    if wanted.last < wanted.first:
        return "last", "backwards"
    if wanted.first < today:
        return "first", "past"
    if wanted.first > today + _FARTHEST:
        return "first", "far"
    if wanted.last - wanted.first > LONGEST_SPAN:
        return "last", "span"
    if wanted.pause and not wanted.begins <= wanted.pause[0] < wanted.pause[1] <= wanted.ends:
        return "pause_ends", "pause"
    if not _hours(wanted):
        return "ends", "hours"
    if not days_of(wanted):
        return "days", "no_days"
    return ("last", "many") if len(days_of(wanted)) * len(_hours(wanted)) > MOST_AT_ONCE else None


def starts_of(wanted: Wanted) -> tuple[Instant, ...]:
    """Lay times out. Returns the instants they begin at."""
    return tuple(datetime.combine(day, hour, NORWAY) for day in days_of(wanted) for hour in _hours(wanted))


def days_of(wanted: Wanted) -> tuple[date, ...]:
    """List the days there will be times on."""
    return tuple(day for day in _every_day(wanted) if day not in holidays(day.year))


def holidays_in(wanted: Wanted) -> tuple[date, ...]:
    """List the days that are left out because they are public holidays."""
    return tuple(day for day in _every_day(wanted) if day in holidays(day.year))


def _every_day(wanted: Wanted) -> list[date]:
    days = (wanted.first + timedelta(days=n) for n in range((wanted.last - wanted.first).days + 1))
    return [day for day in days if day.weekday() in wanted.weekdays]


def _hours(wanted: Wanted) -> tuple[time, ...]:
    """List the hours of a day on the clock of the wall: those before the pause, and on from its end."""
    begins, ends = wanted.begins, wanted.ends
    spans = [(begins, wanted.pause[0]), (wanted.pause[1], ends)] if wanted.pause else [(begins, ends)]
    return tuple(hour for since, until in spans for hour in _steps(since, until, timedelta(minutes=wanted.minutes)))


def _steps(since: time, until: time, lasts: timedelta) -> list[time]:
    first = datetime.combine(date.min, since)
    count = max(0, (datetime.combine(date.min, until) - first) // lasts)
    return [(first + lasts * n).time() for n in range(count)]
