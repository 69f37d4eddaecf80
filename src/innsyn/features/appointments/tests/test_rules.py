"""Free times are laid out by day and calendar; days that are none are today."""

from datetime import UTC, date, datetime, timedelta

import pytest

from innsyn.features.appointments.rules import first_day, laid_out, mistake
from innsyn.gate.standing.timebooks import Calendar, Time

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def calendar(id_):
    return Calendar(id=id_, version=1, organisation="974749025", her_id="1", name=id_, kind="")


def time(calendar_id, start):
    return Time(
        id="x", version=1, organisation="974749025", calendar_id=calendar_id, status="free", start=start, end=start + timedelta(minutes=5)
    )  # fmt: skip


def test_days_turn_at_midnight_in_norway_and_calendars_keep_their_order():
    late = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)
    found = laid_out([time("b", late + timedelta(minutes=1)), time("a", late), time("b", late)], [calendar("a"), calendar("b")])
    assert [(day.on.day, [(kind.calendar.id, len(kind.times)) for kind in day.kinds]) for day in found] == [
        (23, [("a", 1), ("b", 1)]),
        (24, [("b", 1)]),
    ]


def test_a_time_of_a_calendar_that_is_not_shown_is_not_shown():
    assert laid_out([time("gone", NOW)], [calendar("a")])[0].kinds == ()


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ("2026-11-22", TODAY),
        ("2026-11-23", date(2026, 11, 23)),
        ("2026-11-21", TODAY),
        ("2027-02-14", date(2027, 2, 14)),
        ("2027-02-15", TODAY),
        ("soon", TODAY),
        ("", TODAY),
    ],
)
def test_times_are_shown_from_a_day_ahead(asked, day):
    assert first_day(asked, NOW) == day


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (TODAY, TODAY, None),
        (TODAY, TODAY - timedelta(days=1), ("last", "backwards")),
        (TODAY - timedelta(days=1), TODAY, ("first", "past")),
        (TODAY, TODAY + timedelta(weeks=12), None),
        (TODAY, TODAY + timedelta(weeks=12, days=1), ("last", "too_far")),
    ],
)
def test_the_days_of_a_wish(first, last, wrong):
    assert mistake(first, last, TODAY) == wrong
