"""Events that repeat, by values: rhythms and their ends, short months, the two odd nights of a year, and one taken out."""

from datetime import date, datetime, time, timedelta

import pytest

from innsyn.features.calendar.entry import Entry
from innsyn.features.calendar.repeating import end_of, is_known, occurrence, occurrences, repeated, rhythm_of
from innsyn.features.calendar.rules import own_event
from innsyn.gate.standing.calendar import OwnEvent
from innsyn.kernel.clock import NORWAY, instant

FIRST = date(2026, 12, 1)
FOREVER = (date(2026, 1, 1), date(2031, 1, 1))


def event(first=FIRST, starts=None, ends=None, last=None):
    return own_event(title="Kor", first=first, starts=starts, last=last, ends=ends, place="", note="")


def head(told):
    begins = told.begins if isinstance(told.begins, datetime) else None
    first = begins.date() if begins else told.begins
    last = told.ends.date() if begins else told.ends
    ends = told.ends if begins else None
    return Entry(
        id="e1", kind="own", state="", begins=begins, ends=ends, first=first, last=last, title="Kor", repeats=told.repeats,
        stored_at=instant("2026-11-22T10:00:00Z"),
    )  # fmt: skip


def days(told, span=FOREVER):
    assert isinstance(told, OwnEvent), told
    return [each.first for each in occurrences(head(told), *span)]


@pytest.mark.parametrize(
    ("rhythm", "first", "expected"),
    [
        ("daily", FIRST, [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]),
        ("weekly", FIRST, [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]),
        ("fortnightly", date(2026, 12, 28), [date(2026, 12, 28), date(2027, 1, 11), date(2027, 1, 25)]),
        ("monthly", FIRST, [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]),
        ("monthly", date(2026, 12, 31), [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]),
        ("monthly", date(2027, 12, 29), [date(2027, 12, 29), date(2028, 1, 29), date(2028, 2, 29)]),
        ("monthly", date(2027, 1, 30), [date(2027, 1, 30), date(2027, 2, 28), date(2027, 3, 30)]),
    ],
)
def test_a_rhythm_falls_on_its_days_and_on_the_last_of_shorter_months(rhythm, first, expected):
    told = repeated(event(first), rhythm, until=None, times=3)
    assert days(told) == expected
    assert rhythm_of(told.repeats.rule) == rhythm
    assert end_of(told.repeats.rule) == (None, 3)
    assert days(repeated(event(first), rhythm, until=expected[-1], times=None)) == expected


def test_the_last_day_counts_and_the_day_before_does_not_reach_it():
    late = event(starts=time(23, 30), ends=time(23, 45))
    assert days(repeated(late, "weekly", until=date(2026, 12, 8), times=None))[-1] == date(2026, 12, 8)
    assert len(days(repeated(event(), "weekly", until=date(2026, 12, 14), times=None))) == 2


def test_the_whole_lasts_until_the_last_one_ends():
    assert repeated(event(last=FIRST + timedelta(days=2)), "weekly", until=None, times=2).repeats.until == date(2026, 12, 10)
    told = repeated(event(starts=time(18), ends=time(20)), "weekly", until=None, times=2)
    assert told.repeats.until == datetime(2026, 12, 8, 20, tzinfo=NORWAY)


@pytest.mark.parametrize(("first", "odd"), [(date(2026, 3, 28), date(2026, 3, 29)), (date(2026, 10, 24), date(2026, 10, 25))])
def test_an_hour_stays_on_the_wall_when_the_clocks_are_changed(first, odd):
    told = repeated(event(first, starts=time(10), ends=time(11)), "daily", until=None, times=3)
    shown = list(occurrences(head(told), *FOREVER))
    assert [(each.begins.hour, each.ends.hour) for each in shown] == [(10, 11)] * 3
    assert (shown[1].first, shown[1].begins.utcoffset()) == (odd, shown[2].begins.utcoffset())
    assert shown[0].begins.utcoffset() != shown[1].begins.utcoffset()


def test_an_hour_that_summer_time_skips_is_the_next_and_one_that_would_end_before_it_begins_lasts_an_hour():
    told = repeated(event(date(2026, 3, 28), starts=time(2, 30), ends=time(3, 15)), "daily", until=None, times=2)
    skipped = list(occurrences(head(told), *FOREVER))[1]
    assert (skipped.begins.isoformat(), skipped.ends.isoformat()) == ("2026-03-29T03:30:00+02:00", "2026-03-29T04:30:00+02:00")


def test_an_hour_that_comes_twice_is_the_first():
    told = repeated(event(date(2026, 10, 24), starts=time(2, 30), ends=time(2, 45)), "daily", until=None, times=2)
    assert list(occurrences(head(told), *FOREVER))[1].begins.isoformat() == "2026-10-25T02:30:00+02:00"


def test_only_the_days_asked_for_are_given_and_what_began_before_them_too():
    told = repeated(event(last=FIRST + timedelta(days=2)), "weekly", until=None, times=9)
    assert days(told, (date(2026, 12, 10), date(2026, 12, 14))) == [date(2026, 12, 8)]
    assert days(told, (date(2026, 12, 11), date(2026, 12, 14))) == []


def test_what_was_taken_out_is_not_there():
    told = repeated(event(), "weekly", until=None, times=3, not_on=frozenset({date(2026, 12, 8)}))
    assert days(told) == [date(2026, 12, 1), date(2026, 12, 15)]
    assert occurrence(head(told), date(2026, 12, 8)) is None
    assert occurrence(head(told), date(2026, 12, 15)).first == date(2026, 12, 15)
    assert occurrence(head(told), date(2026, 12, 16)) is None
    assert occurrence(head(event()), FIRST) is None


@pytest.mark.parametrize(
    ("rhythm", "until", "times", "mistake"),
    [
        ("daily", None, None, ("until", "no_end")),
        ("daily", date(2026, 12, 3), 3, ("times", "two_ends")),
        ("daily", None, 401, ("times", "too_often")),
        ("daily", date(2028, 12, 1), None, ("until", "too_often")),
        ("daily", None, 1, ("times", "once_only")),
        ("daily", None, 0, ("times", "once_only")),
        ("daily", None, -5, ("times", "once_only")),
        ("daily", FIRST, None, ("until", "once_only")),
        ("weekly", date(2026, 12, 7), None, ("until", "once_only")),
        ("weekly", date(2026, 11, 1), None, ("until", "once_only")),
        ("weekly", date(2030, 1, 1), None, ("until", "series_too_long")),
        ("monthly", None, 40, ("times", "series_too_long")),
    ],
)
def test_what_has_no_end_or_too_far_a_one_is_told_at_its_field(rhythm, until, times, mistake):
    assert repeated(event(), rhythm, until=until, times=times) == mistake


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=SECONDLY;COUNT=9", "FREQ=DAILY", "FREQ=DAILY;COUNT=9;BYHOUR=1", "FREQ=DAILY;UNTIL=20269999", "FREQ=DAILY;COUNT=9999", "x",
     "FREQ=MONTHLY;BYMONTHDAY=,,;BYSETPOS=-1;COUNT=9", "FREQ=DAILY;UNTIL=20261201\nFREQ=DAILY;COUNT=1"],
)  # fmt: skip
def test_a_rule_that_is_none_of_ours_is_not_followed(rule):
    assert not is_known(rule)
    assert rhythm_of(rule) is None


def test_what_does_not_repeat_is_there_once():
    once = head(event())
    assert [each.first for each in occurrences(once, *FOREVER)] == [FIRST]
    assert list(occurrences(once, FIRST + timedelta(days=1), FOREVER[1])) == []
