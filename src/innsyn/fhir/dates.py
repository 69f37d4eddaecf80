"""Reads FHIR dates as half-open intervals, as wide as their precision.

Source: FHIR R4 4.0.1, datatypes.html#dateTime and search.html#date. A date without a zone is a day in Norway.
"""

from datetime import MAXYEAR, UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from innsyn.kernel.clock import NORWAY, norwegian_date

_LEAP_SECOND = ":60"
_FINEST_DIGITS = 6


class Interval(NamedTuple):
    """From `start` up to, not including, `end`: aware datetimes, None where open."""

    start: datetime | None
    end: datetime | None


def interval(text: str) -> Interval | None:
    """Read a date, dateTime or instant.

    text: `2024`, `2024-05`, `2024-05-17`, or with time; a time without a zone is Norwegian time.
    Returns the interval its precision covers, or None when it cannot be read."""
    try:
        return _day_or_longer(text) if len(text) <= len("2024-05-17") else _moment(text)
    except (ValueError, OverflowError):
        return None


def norwegian_interval(text: object) -> Interval | None:
    """Read what is told to people with its day in Norway; None for what is on none, as the last hour of the year 9999.

    text: as for `interval`, or anything else that a system has put there, which is not read."""
    found = interval(text) if isinstance(text, str) else None
    try:
        return found if found is None or found.start is None or norwegian_date(found.start) else None
    except OverflowError:
        return None


def norwegian_day(text: object) -> date | None:
    """Read the day in Norway on which a date begins; None when it cannot be read."""
    found = norwegian_interval(text)
    return norwegian_date(found.start) if found and found.start else None


def period(value: dict[str, Any]) -> Interval | None:
    """Read a Period: open where an end is missing. Returns None when neither end can be read."""
    start, end = _part(value.get("start")), _part(value.get("end"))
    if start is None and end is None:
        return None
    return Interval(start.start if start else None, end.end if end else None)


def timing(value: dict[str, Any]) -> list[Interval]:
    """Read a Timing: its events, and the bounds it repeats within."""
    listed = value.get("event")
    events = [found for event in (listed if isinstance(listed, list) else ()) if (found := _part(event)) is not None]
    repeat = value.get("repeat")
    bounds = repeat.get("boundsPeriod") if isinstance(repeat, dict) else None
    within = period(bounds) if isinstance(bounds, dict) else None
    return [*events, within] if within else events


def _part(text: Any) -> Interval | None:
    return interval(text) if isinstance(text, str) else None


def _day_or_longer(text: str) -> Interval:
    numbers = [int(part) for part in text.split("-")]
    year, month, day = (*numbers, 1, 1)[:3]
    if [len(part) for part in text.split("-")] != [4, 2, 2][: len(numbers)]:
        raise ValueError("not a date")
    start = datetime(year, month, day, tzinfo=NORWAY)
    if len(numbers) == 3:
        return Interval(start, _or_open(start, timedelta(days=1)))
    months = year * 12 + month - 1 + (12 if len(numbers) == 1 else 1)
    is_last = months // 12 > MAXYEAR
    return Interval(start, None if is_last else datetime(months // 12, months % 12 + 1, 1, tzinfo=NORWAY))


def _moment(text: str) -> Interval:
    is_leap_second = text[16:19] == _LEAP_SECOND
    start = datetime.fromisoformat(f"{text[:16]}:59{text[19:]}" if is_leap_second else text)
    if start.tzinfo is None:
        start = start.replace(tzinfo=NORWAY)
    start = start.astimezone(UTC) + timedelta(seconds=1 if is_leap_second else 0)
    return Interval(start, _or_open(start, _width(text)))


def _width(text: str) -> timedelta:
    if len(text) < 19 or text[16] != ":":
        return timedelta(minutes=1)
    if len(text) == 19 or text[19] != ".":
        return timedelta(seconds=1)
    digits = next((i for i, sign in enumerate(text[20:]) if not sign.isdigit()), len(text) - 20)
    return timedelta(microseconds=10 ** max(0, _FINEST_DIGITS - digits))


def _or_open(start: datetime, width: timedelta) -> datetime | None:
    """Step forward by calendar, so that a day in Norway is a day also when clocks change; open beyond the year 9999."""
    try:
        return start + width
    except OverflowError:
        return None
