"""Events of one's own that repeat: by which rule, on which days, and how long. Pure.

An hour is an hour on the wall: what is at ten o'clock stays there when summer time begins.
Source: RFC 5545 § 3.3.10; docs/spec/calendar.md#CAL-9.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Literal, get_args

from dateutil.rrule import rrule, rrulestr

from innsyn.features.calendar.entry import Entry, last_day
from innsyn.gate.standing.calendar import OwnEvent, Repetition
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date

Rhythm = Literal["daily", "weekly", "fortnightly", "monthly"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)

MOST = 400
"""So often may an event repeat: once a day for a year, and some."""

LONGEST = timedelta(days=3 * 366)
_TWICE = 2

Mistake = Literal["no_end", "two_ends", "too_often", "once_only", "series_too_long"]

_RULES: Mapping[Rhythm, str] = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
}
_EVERY_MONTH_HAS = 28
_KNOWN = re.compile(
    r"FREQ=(DAILY|WEEKLY(;INTERVAL=2)?|MONTHLY(;BYMONTHDAY=[0-9,]{2,11};BYSETPOS=-1)?);(UNTIL=[0-9]{8}|COUNT=[0-9]{1,3})", re.ASCII
)


def repeated(
    event: OwnEvent, rhythm: Rhythm, *, until: date | None, times: int | None, not_on: frozenset[date] = frozenset()
) -> OwnEvent | tuple[str, Mistake]:
    """Make an event repeat, or say the field that is wrong and what. until: the last day it may begin on; or times: how often."""
    first = _day(event.begins)
    if until is None and times is None:
        return "until", "no_end"
    if until is not None and times is not None:
        return "times", "two_ends"
    if until is not None and until - first > LONGEST:
        return "until", "series_too_long"
    rule = f"{_rule(rhythm, first)};{f'UNTIL={until:%Y%m%d}' if until else f'COUNT={times}'}"
    if times is not None and not _TWICE <= times <= MOST:
        return "times", "too_often" if times > MOST else "once_only"
    found = tuple(islice(_rule_from(rule, _on_the_wall(event.begins)), MOST + 1))
    if not _TWICE <= len(found) <= MOST:
        return "until", "too_often" if len(found) > MOST else "once_only"
    if found[-1].date() - first > LONGEST:
        return "times", "series_too_long"
    return replace(event, repeats=Repetition(rule=rule, until=_end(event, found[-1]), not_on=not_on))


def rhythm_of(rule: str) -> Rhythm | None:
    """Say the rhythm of a rule, None for one we do not know."""
    return next((each for each in reversed(RHYTHMS) if rule.startswith(_RULES[each])), None) if is_known(rule) else None


def end_of(rule: str) -> tuple[date | None, int | None]:
    """Say until which day, or how often."""
    word, _, value = rule.rpartition(";")[2].partition("=")
    return (datetime.strptime(value, "%Y%m%d").date(), None) if word == "UNTIL" else (None, int(value))  # noqa: DTZ007 - a day


def is_known(rule: str) -> bool:
    """Say whether a rule is one of those an event can have here; what else stands there is not followed."""
    if not _KNOWN.fullmatch(rule):
        return False
    try:
        rrulestr(rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - on the wall
    except ValueError:
        return False
    return True


def occurrences(head: Entry, first: date, last: date) -> Iterator[Entry]:
    """Give each time of an event that touches the days from `first` to `last`. head: the first of them, with its repetition."""
    told = head.repeats
    if told is None:
        yield from (one for one in (head,) if one.first <= last and one.last >= first)
        return
    begins: Instant | date = head.begins or head.first
    lasts = head.last - head.first
    since = datetime.combine(first - lasts, time.min)
    until = datetime.combine(last, time.max)
    for at in islice(_rule_from(told.rule, _on_the_wall(begins)).between(since, until, inc=True), MOST):
        if at.date() not in told.not_on:
            yield _at(head, at)


def occurrence(head: Entry, on: date) -> Entry | None:
    """Give the one that begins on a day, None when there is none."""
    return next((each for each in occurrences(head, on, on) if each.first == on), None) if head.repeats else None


def _at(head: Entry, at: datetime) -> Entry:
    if head.begins is None:
        return replace(head, first=at.date(), last=at.date() + (head.last - head.first))
    begins, ends = _hours(head.begins, head.ends or head.begins, at)
    return replace(head, begins=begins, ends=ends if head.ends else None, first=norwegian_date(begins), last=last_day(begins, ends))


def _end(event: OwnEvent, at: datetime) -> Instant | date:
    if isinstance(event.begins, datetime) and isinstance(event.ends, datetime):
        return _hours(event.begins, event.ends, at)[1]
    return at.date() + (_day(event.ends) - _day(event.begins))


def _hours(begins: Instant, ends: Instant, at: datetime) -> tuple[Instant, Instant]:
    """Say when the one that begins at an hour on the wall begins and ends. One that would end before it begins lasts an hour."""
    lasts = _on_the_wall(ends) - _on_the_wall(begins)
    one, other = _instant(at), _instant(at + lasts)
    return one, other if other > one or not lasts else (one.astimezone(UTC) + timedelta(hours=1)).astimezone(NORWAY)


def _rule(rhythm: Rhythm, first: date) -> str:
    """Write a rhythm. What is on the 31st is on the last day of shorter months."""
    if rhythm != "monthly" or first.day <= _EVERY_MONTH_HAS:
        return _RULES[rhythm]
    days = ",".join(str(day) for day in range(_EVERY_MONTH_HAS, first.day + 1))
    return f"{_RULES[rhythm]};BYMONTHDAY={days};BYSETPOS=-1"


def _rule_from(rule: str, first: datetime) -> rrule:
    """Read a rule. A last day counts with all its hours, as it stands on the wall."""
    found: rrule = rrulestr(rule, dtstart=first)
    until, _ = end_of(rule)
    return found.replace(until=datetime.combine(until, time.max)) if until else found


def _on_the_wall(at: Instant | date) -> datetime:
    return at.astimezone(NORWAY).replace(tzinfo=None) if isinstance(at, datetime) else datetime.combine(at, time.min)


def _instant(at: datetime) -> Instant:
    """Say the instant of an hour on the wall. One that summer time skips is an hour later, one that comes twice is the first."""
    return at.replace(tzinfo=NORWAY).astimezone(UTC).astimezone(NORWAY)


def _day(at: Instant | date) -> date:
    return _on_the_wall(at).date()
