"""Times opened in bulk: whole steps within the day, on the clock of the wall."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from innsyn.features.appointments.timebook.rules import Wanted, mistake, starts_of

TODAY = date(2026, 11, 22)
WEEK = Wanted(
    first=date(2026, 11, 23), last=date(2026, 11, 29), weekdays=frozenset({0, 2}), begins=time(9), ends=time(10, 10), minutes=30
)  # fmt: skip


def test_only_whole_steps_on_the_chosen_weekdays():
    assert [each.isoformat() for each in starts_of(WEEK)] == [
        *("2026-11-23T09:00:00+01:00", "2026-11-23T09:30:00+01:00", "2026-11-25T09:00:00+01:00", "2026-11-25T09:30:00+01:00"),
    ]


def test_nine_is_nine_on_the_wall_in_summer_too():
    day = date(2027, 3, 29)
    found = starts_of(replace(WEEK, first=day, last=day, ends=time(9, 30)))
    assert [each.astimezone(UTC) for each in found] == [datetime(2027, 3, 29, 7, 0, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, None),
        ({"last": date(2026, 11, 22)}, ("last", "backwards")),
        ({"first": TODAY}, None),
        ({"first": date(2026, 11, 21)}, ("first", "past")),
        ({"last": date(2027, 2, 23)}, None),
        ({"last": date(2027, 2, 24)}, ("last", "too_far")),
        ({"ends": time(9, 29)}, ("ends", "hours")),
        ({"ends": time(8)}, ("ends", "hours")),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, wrong):
    assert mistake(replace(WEEK, **changes), TODAY) == wrong
