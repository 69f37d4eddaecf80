"""Points in time are as exact as they were given."""

from datetime import date, datetime, timedelta, timezone

import pytest

from innsyn.features.documents.content.hl7_time import moment
from innsyn.kernel.clock import NORWAY


def test_day_stays_a_day():
    assert moment("20260312") == date(2026, 3, 12)


def test_hours_with_a_zone():
    assert moment("202603121405+0100") == datetime(2026, 3, 12, 14, 5, tzinfo=timezone(timedelta(hours=1)))


def test_hours_without_a_zone_are_norways():
    assert moment("20260712140530.1234") == datetime(2026, 7, 12, 14, 5, 30, tzinfo=NORWAY)


@pytest.mark.parametrize("text", ["2026", "202603", "20261312", "i går", "", None, "20260312T1405"])
def test_what_cannot_be_read_is_not_guessed(text):
    assert moment(text) is None
