"""The hours of times opened in bulk: whole steps within the day, on the clock of the wall also when summer time begins or ends.

Source: docs/spec/appointments.md#APP-6.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from innsyn.kernel.clock import NORWAY, Instant

LONGEST_SPAN = timedelta(days=92)
Mistake = Literal["backwards", "past", "too_far", "hours"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Times to be opened. weekdays: 0 is Monday. minutes: how long each lasts; the last ends at `ends` at the latest."""

    first: date
    last: date
    weekdays: frozenset[int]
    begins: time
    ends: time
    minutes: int


def mistake(wanted: Wanted, today: date) -> tuple[str, Mistake] | None:
    """Say what is wrong: the field and what; None for nothing."""
    if wanted.last < wanted.first:
        return "last", "backwards"
    if wanted.first < today:
        return "first", "past"
    if wanted.last - wanted.first > LONGEST_SPAN:
        return "last", "too_far"
    return None if _count(wanted) else ("ends", "hours")


def starts_of(wanted: Wanted) -> tuple[Instant, ...]:
    """Lay times out. Returns the instants they begin at."""
    days = [wanted.first + timedelta(days=n) for n in range((wanted.last - wanted.first).days + 1)]
    steps = [timedelta(minutes=wanted.minutes) * n for n in range(_count(wanted))]
    return tuple(_start(day, wanted.begins, step) for day in days if day.weekday() in wanted.weekdays for step in steps)


def _count(wanted: Wanted) -> int:
    room = datetime.combine(wanted.first, wanted.ends) - datetime.combine(wanted.first, wanted.begins)
    return max(0, room // timedelta(minutes=wanted.minutes))


def _start(day: date, begins: time, after: timedelta) -> Instant:
    return (datetime.combine(day, begins) + after).replace(tzinfo=NORWAY)
