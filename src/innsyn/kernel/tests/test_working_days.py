"""Working days against the calendar as it was printed."""

from datetime import date

import pytest

from innsyn.kernel.working_days import easter, holidays, is_working_day, working_days_after


@pytest.mark.parametrize(
    "sunday", [date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25)]
)
def test_easter_is_when_it_was(sunday):
    assert easter(sunday.year) == sunday


def test_the_holidays_of_2026_are_those_of_the_law():
    moving = {
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 24),
        date(2026, 5, 25),
    }
    assert holidays(2026) == moving | {date(2026, 1, 1), date(2026, 5, 1), date(2026, 5, 17), date(2026, 12, 25), date(2026, 12, 26)}


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 24), date(2026, 12, 31), date(2026, 4, 7)])
def test_an_ordinary_weekday_and_the_eve_of_a_feast_are_working_days(day):
    assert is_working_day(day)


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 29), date(2026, 4, 2), date(2026, 5, 14), date(2027, 5, 17)])
def test_saturdays_sundays_and_holidays_are_not(day):
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("given_on", "count", "last"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 4, 1), 1, date(2026, 4, 7)),
        (date(2026, 12, 23), 5, date(2026, 12, 31)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 11, 29), 0, date(2026, 11, 29)),
    ],
)
def test_a_promise_counts_working_days_from_the_day_after(given_on, count, last):
    assert working_days_after(given_on, count) == last
