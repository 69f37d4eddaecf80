"""On which days something in a plan is to be done: given days, a period, or a rhythm.

What R4's Timing can say beyond days and weeks is left out rather than guessed. Source: HL7 FHIR R4 CarePlan.activity.detail.scheduled[x],
Timing.repeat; docs/spec/calendar.md#CAL-3.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from innsyn.kernel.clock import norwegian_date, norwegian_instant

Resource = Mapping[str, Any]

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS = {"d": 1, "wk": 7}


Occasion = tuple[date, date]
"""First and last day of one time an action is to be done, mostly the same day."""


def occasions_of(detail: Resource, first: date, last: date, plan: tuple[date | None, date | None]) -> tuple[Occasion, ...]:
    """List when an action is to be done, as far as it touches the days from `first` to `last`.

    detail: of the activity. plan: days of the whole plan, within which a rhythm without ends keeps. Returns none for what has no day."""
    timing = detail.get("scheduledTiming") or {}
    given = [*timing.get("event", ()), *([detail["scheduledString"]] if "scheduledString" in detail else [])]
    found = {(day, day) for each in given if (day := day_of(each)) is not None}
    found |= set(_period(detail.get("scheduledPeriod") or {}))
    found |= {(day, day) for day in _rhythm(timing.get("repeat") or {}, first, last, plan)}
    return tuple(sorted((begins, ends) for begins, ends in found if begins <= last and ends >= first))


def day_of(text: object) -> date | None:
    """Read the day in Norway of a FHIR date or instant; None for a month, a year, or what cannot be read."""
    try:
        return date.fromisoformat(str(text)) if len(str(text)) == len("2026-12-01") else norwegian_date(norwegian_instant(str(text)))
    except ValueError:
        return None


def _period(period: Resource) -> Iterator[Occasion]:
    """Read a period with both ends. One that is open lasts as long as its plan, and is on no day in particular."""
    begins, ends = day_of(period.get("start")), day_of(period.get("end"))
    if begins is not None and ends is not None and begins <= ends:
        yield begins, ends


def _rhythm(repeat: Resource, first: date, last: date, plan: tuple[date | None, date | None]) -> Iterator[date]:
    bounds = repeat.get("boundsPeriod") or {}
    begins, ends = day_of(bounds.get("start")) or plan[0], day_of(bounds.get("end")) or plan[1]
    step = _DAYS.get(str(repeat.get("periodUnit")), 0) * _whole(repeat.get("period"))
    if begins is None or step <= 0:
        return
    weekdays = {_WEEKDAYS.index(each) for each in repeat.get("dayOfWeek", ()) if each in _WEEKDAYS}
    for day in _days(max(begins, first), min(ends or last, last)):
        if _falls_on(day, begins, step, weekdays):
            yield day


def _falls_on(day: date, begins: date, step: int, weekdays: set[int]) -> bool:
    """Say whether a rhythm falls on a day: each so many days, or on weekdays of each so many weeks counted from Monday."""
    if not weekdays:
        return (day - begins).days % step == 0
    weeks = (_monday(day) - _monday(begins)).days // 7
    return day.weekday() in weekdays and (step < len(_WEEKDAYS) or weeks % (step // len(_WEEKDAYS)) == 0)


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _whole(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
