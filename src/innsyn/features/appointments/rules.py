"""How free times are laid out, and which days a wish may name.

Source: docs/spec/appointments.md#APP-2, #APP-4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import Instant, norwegian_date

AHEAD = timedelta(weeks=12)
"""So far ahead are times shown, and days wished for."""

DAYS_SHOWN = 5
"""Days with free times on one page: a phone shows them without getting lost."""

LONGEST_WORDS, SHORTEST_WISH = 1000, 3

Mistake = Literal["past", "backwards", "too_far"]


@dataclass(frozen=True, slots=True)
class Kind:
    """Free times of one kind on one day: what they are for, and with whom."""

    calendar: Calendar
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The free times of a day."""

    on: date
    kinds: tuple[Kind, ...]


def laid_out(times: Iterable[Time], calendars: Iterable[Calendar]) -> tuple[Day, ...]:
    """Lay out times by day and calendar, each in order of the hour."""
    by_day: dict[date, dict[str, list[Time]]] = {}
    for each in sorted(times, key=lambda one: one.start):
        by_day.setdefault(norwegian_date(each.start), {}).setdefault(each.calendar_id, []).append(each)
    known = list(calendars)
    return tuple(
        Day(day, tuple(Kind(calendar, tuple(found[calendar.id])) for calendar in known if calendar.id in found))
        for day, found in by_day.items()
    )


def first_day(asked: str, now: Instant) -> date:
    """Say from which day times are shown. asked: ISO date of the address; what is no date, or no day ahead, is today."""
    today = norwegian_date(now)
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if today <= day <= today + AHEAD else today


def mistake(first: date, last: date, today: date) -> tuple[str, Mistake] | None:
    """Say what is wrong with the days of a wish: the field and what; None for nothing."""
    if last < first:
        return "last", "backwards"
    if first < today:
        return "first", "past"
    return ("last", "too_far") if last > today + AHEAD else None
