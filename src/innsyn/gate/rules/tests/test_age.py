"""Ages turn on the birthday, at midnight in Norway, and an unknown age is no age."""

from datetime import UTC, date, datetime

import pytest

from innsyn.gate.rules.age import CHILD, FULL_AGE, HEALTH_MAJORITY, YOUTH, whole_years
from innsyn.gate.rules.situation import Situation, case_of
from innsyn.kernel.clock import norwegian_date


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        ("2010-11-22", "2026-11-22", 16),
        ("2010-11-22", "2026-11-21", 15),
        ("2012-02-29", "2024-02-29", 12),
        ("2012-02-29", "2025-02-28", 12),
        ("2012-02-29", "2025-03-01", 13),
        ("2026-11-22", "2026-11-22", 0),
    ],
)
def test_whole_birthdays_count(born, today, years):
    assert whole_years(date.fromisoformat(born), date.fromisoformat(today)) == years


def test_an_unknown_or_future_birth_is_no_age():
    assert whole_years(None, date(2026, 11, 22)) is None
    assert whole_years(date(2026, 11, 23), date(2026, 11, 22)) is None


def test_the_bands_are_half_open():
    assert [age in CHILD for age in (0, 11, 12)] == [True, True, False]
    assert [age in YOUTH for age in (11, 12, 15, 16)] == [False, True, True, False]
    assert (HEALTH_MAJORITY, FULL_AGE) == (16, 18)


def test_a_birthday_begins_at_norwegian_midnight_and_not_at_midnight_utc():
    just_before, at = datetime(2026, 11, 21, 22, 59, tzinfo=UTC), datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
    assert [whole_years(date(2010, 11, 22), norwegian_date(moment)) for moment in (just_before, at)] == [15, 16]


def test_the_case_counts_the_patients_age():
    assert case_of(Situation(born="2010-11-22")).age == 16
    assert case_of(Situation(born=None)).age is None
