"""Dates are intervals as wide as they were written."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.dates import Interval, interval, norwegian_day, norwegian_interval, period, timing
from innsyn.kernel.clock import norwegian_date, norwegian_instant


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", at(2023, 12, 31, 23), at(2024, 12, 31, 23)),
        ("2024-02", at(2024, 1, 31, 23), at(2024, 2, 29, 23)),
        ("2024-12", at(2024, 11, 30, 23), at(2024, 12, 31, 23)),
        ("2024-05-17", at(2024, 5, 16, 22), at(2024, 5, 17, 22)),
        ("2024-05-17T10:00Z", at(2024, 5, 17, 10), at(2024, 5, 17, 10, 1)),
        ("2024-05-17T10:00:00+02:00", at(2024, 5, 17, 8), at(2024, 5, 17, 8, 0, 1)),
        ("2024-05-17T10:00:00", at(2024, 5, 17, 8), at(2024, 5, 17, 8, 0, 1)),
        ("2024-05-17T10:00:00.5Z", at(2024, 5, 17, 10, 0, 0, 500000), at(2024, 5, 17, 10, 0, 0, 600000)),
        ("2024-05-17T10:00:00.123456789Z", at(2024, 5, 17, 10, 0, 0, 123456), at(2024, 5, 17, 10, 0, 0, 123457)),
        ("2016-12-31T23:59:60Z", at(2017, 1, 1), at(2017, 1, 1, 0, 0, 1)),
    ],
)
def test_a_date_covers_what_its_precision_covers(text, start, end):
    assert interval(text) == Interval(start, end)


def test_the_day_the_clocks_go_forward_has_23_hours():
    found = interval("2024-03-31")
    assert found.end.astimezone(UTC) - found.start.astimezone(UTC) == timedelta(hours=23)


def test_the_last_year_of_the_calendar_is_open():
    assert interval("9999").end is None
    assert interval("9999-12").end is None
    assert interval("9999-12-31").end is None
    assert interval("9999-12-31T23:59:59Z").end is None


@pytest.mark.parametrize("text", ["", "24", "2024-5", "2024-13", "2024-02-30", "17.05.2024", "2024-05-17Tnoon:00:00Z", "0000", "now"])
def test_what_is_no_date_has_no_interval(text):
    assert interval(text) is None


def test_a_period_is_open_where_an_end_is_missing():
    assert period({"start": "2024-01-01T00:00:00Z"}) == Interval(at(2024, 1, 1), None)
    assert period({"end": "2024-01-01T00:00:00Z"}) == Interval(None, at(2024, 1, 1, 0, 0, 1))
    assert period({"start": "soon"}) is None
    assert period({}) is None


def test_a_timing_has_its_events_and_its_bounds():
    found = timing({"event": ["2024-01-01T00:00:00Z", 7], "repeat": {"boundsPeriod": {"start": "2024-02-01T00:00:00Z"}}})
    assert found == [Interval(at(2024, 1, 1), at(2024, 1, 1, 0, 0, 1)), Interval(at(2024, 2, 1), None)]
    assert timing({"repeat": {"frequency": 1}}) == []


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999))
def test_an_instant_lies_in_its_own_interval(moment):
    for text in (moment.isoformat(), moment.isoformat(timespec="seconds"), moment.isoformat(timespec="minutes")):
        found = interval(text)
        assert found.start <= moment < found.end


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_stumble(text):
    found = interval(text)
    assert found is None or found.start.tzinfo is not None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-01T23:30:00Z", date(2026, 12, 2)),
        ("9999-12-31T22:59:59Z", date(9999, 12, 31)),
        ("9999-12-31T23:00:00Z", None),
        ("0001-01-01T00:00:00+01:00", None),
        ("soon", None),
        ("", None),
        (None, None),
        (2026, None),
    ],
)
def test_what_is_on_no_day_in_norway_has_none(text, day):
    assert norwegian_day(text) == day
    assert (norwegian_interval(text) is None) is (day is None)
    if isinstance(text, str) and "T" in text:
        with nullcontext() if day else pytest.raises(ValueError):
            assert norwegian_date(norwegian_instant(text)) == day
