"""Times opened in bulk and calendars closed: whole steps within the day, no holidays, on the clock of the wall."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.timebook import span
from innsyn.features.appointments.timebook.choosing import chosen, suiting
from innsyn.features.appointments.timebook.kinds import kind_of
from innsyn.features.appointments.timebook.rules import Wanted, days_of, holidays_in, mistake, starts_of
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.clock import NORWAY

TODAY = date(2026, 11, 22)
WEEK = Wanted(
    first=date(2026, 11, 23), last=date(2026, 11, 29), weekdays=frozenset({0, 2}), begins=time(9), ends=time(10, 10), minutes=30
)  # fmt: skip


def test_only_whole_steps_on_the_chosen_weekdays():
    assert [each.isoformat() for each in starts_of(WEEK)] == [
        *("2026-11-23T09:00:00+01:00", "2026-11-23T09:30:00+01:00", "2026-11-25T09:00:00+01:00", "2026-11-25T09:30:00+01:00"),
    ]


def test_nine_is_nine_on_the_wall_in_summer_too():
    day = date(2027, 3, 30)
    found = starts_of(replace(WEEK, first=day, last=day, weekdays=frozenset({1}), ends=time(9, 30)))
    assert [each.astimezone(UTC) for each in found] == [datetime(2027, 3, 30, 7, 0, tzinfo=UTC)]


def test_nobody_is_seen_in_the_pause_and_times_go_on_from_its_end():
    wanted = replace(WEEK, weekdays=frozenset({0}), begins=time(8), ends=time(13), minutes=25, pause=(time(9), time(12)))
    assert [f"{each:%H:%M}" for each in starts_of(wanted)] == ["08:00", "08:25", "12:00", "12:25"]


def test_public_holidays_are_left_out_and_told():
    easter = replace(WEEK, first=date(2027, 3, 22), last=date(2027, 3, 30), weekdays=frozenset(range(5)))
    assert holidays_in(easter) == (date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29))
    assert [day.day for day in days_of(easter)] == [22, 23, 24, 30]


PAUSE = (time(9, 10), time(9, 20))


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, None),
        ({"last": date(2026, 11, 22)}, ("last", "backwards")),
        ({"first": TODAY}, None),
        ({"first": date(2026, 11, 21)}, ("first", "past")),
        ({"last": date(2027, 5, 26)}, None),
        ({"last": date(2027, 5, 27)}, ("last", "span")),
        ({"first": date(2027, 11, 23), "last": date(2027, 11, 26)}, None),
        ({"first": date(2027, 11, 24), "last": date(2027, 11, 26)}, ("first", "far")),
        ({"first": date(9999, 12, 31), "last": date(9999, 12, 31)}, ("first", "far")),
        ({"ends": time(9, 29)}, ("ends", "hours")),
        ({"ends": time(8)}, ("ends", "hours")),
        ({"pause": (time(9, 30), time(10, 10))}, None),
        ({"pause": (time(9), time(10, 11))}, ("pause_ends", "pause")),
        ({"pause": (time(8, 59), time(10))}, ("pause_ends", "pause")),
        ({"pause": (time(9, 30), time(9, 30))}, ("pause_ends", "pause")),
        ({"pause": (time(9, 29), time(9, 41))}, ("ends", "hours")),
        ({"last": date(2026, 11, 24), "weekdays": frozenset({2})}, ("days", "no_days")),
        ({"first": date(2026, 12, 25), "last": date(2026, 12, 26), "weekdays": frozenset({4, 5})}, ("days", "no_days")),
        ({"last": date(2027, 1, 1), "weekdays": frozenset(range(7)), "begins": time(8), "ends": time(10, 15), "minutes": 5}, None),
        (
            {"last": date(2027, 1, 2), "weekdays": frozenset(range(7)), "begins": time(8), "ends": time(10, 15), "minutes": 5},
            ("last", "many"),
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes, wrong):
    assert mistake(replace(WEEK, **changes), TODAY) == wrong


DAY = date(2026, 11, 24)


def test_a_calendar_is_closed_for_whole_days_unless_hours_are_said():
    whole = span.span_of(DAY, None, DAY, None)
    assert (whole.since, whole.until) == (datetime(2026, 11, 24, tzinfo=NORWAY), datetime(2026, 11, 25, tzinfo=NORWAY))
    some = span.span_of(DAY, time(12), date(2026, 11, 26), time(10))
    assert (some.since, some.until) == (datetime(2026, 11, 24, 12, tzinfo=NORWAY), datetime(2026, 11, 26, 10, tzinfo=NORWAY))


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ((DAY, None, DAY, None), None),
        ((TODAY, None, TODAY, None), None),
        ((DAY, None, TODAY, None), ("last", "backwards")),
        ((date(2026, 11, 21), None, DAY, None), ("first", "past")),
        ((DAY, time(12), DAY, time(12)), ("ends", "backwards")),
        ((TODAY, None, TODAY, time(0, 1)), ("ends", "past")),
        ((DAY, None, date(2027, 11, 23), None), ("last", "closure_long")),
        ((DAY, None, date(2027, 11, 24), None), ("last", "far")),
        ((DAY, None, date(9999, 12, 31), None), ("last", "far")),
    ],
)
def test_what_is_wrong_with_a_closing_is_said_at_its_field(said, wrong):
    assert span.mistake(*said, NOW) == wrong


HOUR = NOW.replace(hour=20)
TIME = Time(id="t", version=1, organisation="1", calendar_id="c", status="free", start=HOUR, end=HOUR.replace(minute=30))
ONE = Appointment(id="a", state="booked", start=TIME.start, end=TIME.end, what="Legetime", stored_at=NOW)


@pytest.mark.parametrize(
    ("time", "appointment", "kind"),
    [
        (TIME, None, "free"),
        (replace(TIME, start=NOW), None, "unused"),
        (replace(TIME, status="busy-unavailable"), None, "closed"),
        (replace(TIME, status="busy-tentative", held_until=HOUR), None, "held"),
        (replace(TIME, status="busy-tentative", held_until=NOW), None, "free"),
        (replace(TIME, status="busy-tentative"), None, "taken"),
        (replace(TIME, status="busy"), None, "taken"),
        (replace(TIME, status="busy"), replace(ONE, state="booked"), "booked"),
        (replace(TIME, status="busy"), replace(ONE, state="booked", has_come=True), "came"),
        (replace(TIME, status="busy"), replace(ONE, state="over", has_come=True), "came"),
        (replace(TIME, status="busy"), replace(ONE, state="over"), "over"),
        (replace(TIME, status="busy"), replace(ONE, state="missed"), "missed"),
        (replace(TIME, status="busy-tentative"), replace(ONE, state="asked"), "asked"),
        (replace(TIME, status="busy-tentative"), replace(ONE, state="moving"), "asked"),
        (replace(TIME, status="busy"), replace(ONE, state="unknown"), "taken"),
    ],
)
def test_how_a_time_stands_is_one_word(time, appointment, kind):
    assert kind_of(time, appointment, NOW) == kind


LAB, LIEN, TRAN = (
    Calendar(id=name, version=1, organisation="1", her_id=name, name=name, kind=kind, is_of_person=kind == "Legetime")
    for name, kind in (("lab", "Blodprøve"), ("lien", "Legetime"), ("tran", "Legetime"))
)
CALENDARS = (LAB, LIEN, TRAN)


@pytest.mark.parametrize(("asked", "found"), [("tran", TRAN), ("", LIEN), ("another", LIEN), ("lab", LAB)])
def test_a_page_begins_with_what_is_asked_for_or_a_doctor(asked, found):
    assert chosen(CALENDARS, asked) is found
    assert chosen((LAB,), asked) is LAB


@pytest.mark.parametrize(
    ("about", "found"),
    [
        (None, [LAB, LIEN, TRAN]),
        (replace(ONE, her_id="tran"), [TRAN, LIEN]),
        (replace(ONE, her_id="elsewhere"), [LIEN, TRAN]),
        (replace(ONE, what="", her_id="tran"), [TRAN, LAB, LIEN]),
        (replace(ONE, what="Blodprøve"), [LAB]),
        (replace(ONE, what="Samtale"), [LAB, LIEN, TRAN]),
    ],
)
def test_whoever_is_moved_is_offered_what_is_for_the_same_and_her_own_doctor_first(about, found):
    assert suiting(CALENDARS, about) == found
