"""Days, weeks and rhythms with values: ISO weeks, the two odd nights of a year, whole days, across midnight; and what an event may be."""

from datetime import UTC, date, time, timedelta

import pytest

from innsyn.features.calendar.entry import last_day
from innsyn.features.calendar.rules import may_keep, own_event
from innsyn.features.calendar.span import Span, list_from, month_name, month_of, next_month, previous_month, week_name, week_of
from innsyn.features.calendar.timing import day_of, occasions_of
from innsyn.gate.acting import Acting, ended
from innsyn.gate.standing.calendar import OwnEvent
from innsyn.kernel.clock import instant

TODAY = date(2026, 11, 22)
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
NO_ENDS = (None, None)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
        ("2020-W53", date(2020, 12, 28)),
        ("2025-W01", date(2024, 12, 30)),
        ("2025-W53", date(2026, 11, 16)),
        ("2026-W00", date(2026, 11, 16)),
        ("2026-W5", date(2026, 11, 16)),
        ("1899-W10", date(2026, 11, 16)),
    ],
)
def test_a_week_is_the_iso_week_and_what_is_none_is_todays(text, monday):
    span = week_of(text, TODAY)
    assert (span.first, span.last, span.view) == (monday, monday + timedelta(days=6), "week")


@pytest.mark.parametrize("day", [date(2024, 12, 30), date(2027, 1, 1), date(2026, 6, 3)])
def test_a_weeks_name_leads_back_to_it(day):
    assert week_of(week_name(day), TODAY).first <= day <= week_of(week_name(day), TODAY).last


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "x", "", "1899-12", "2200-01"])
def test_what_is_no_month_is_todays(text):
    assert month_of(text, TODAY) == Span("month", date(2026, 11, 1), date(2026, 11, 30))


def test_months_lie_beside_each_other():
    assert month_of("2026-12", TODAY) == Span("month", *DECEMBER)
    assert month_name(next_month(date(2026, 12, 1))) == "2027-01"
    assert month_name(previous_month(date(2026, 1, 1))) == "2025-12"
    assert month_of("2028-02", TODAY).last == date(2028, 2, 29)


def test_a_month_is_laid_out_in_whole_weeks_from_monday():
    weeks = month_of("2026-11", TODAY).weeks()
    assert (weeks[0][0], weeks[-1][-1], {len(week) for week in weeks}) == (date(2026, 10, 26), date(2026, 12, 6), {7})
    assert month_of("2026-11", TODAY).grid() == Span("month", weeks[0][0], weeks[-1][-1])


@pytest.mark.parametrize("text", ["x", "", "2026-02-30", "1899-12-31", "2200-01-01"])
def test_a_list_from_no_day_begins_today(text):
    assert list_from(text, TODAY).first == TODAY


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_lasts_as_long_as_the_clock_on_the_wall_says(day, hours):
    span = Span("list", day, day)
    assert span.ends.astimezone(UTC) - span.begins.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("begins", "ends", "last"),
    [
        ("2026-11-22T22:00:00+01:00", "2026-11-23T00:00:00+01:00", date(2026, 11, 22)),
        ("2026-11-22T22:00:00+01:00", "2026-11-23T00:00:01+01:00", date(2026, 11, 23)),
        ("2026-11-22T23:30:00Z", None, date(2026, 11, 23)),
        ("2026-11-22T12:00:00+01:00", "2026-11-22T11:00:00+01:00", date(2026, 11, 22)),
    ],
)
def test_what_ends_at_midnight_does_not_touch_the_next_day(begins, ends, last):
    assert last_day(instant(begins), instant(ends) if ends else None) == last


def days(detail, first=DECEMBER[0], last=DECEMBER[1], plan=NO_ENDS):
    return [begins for begins, _ in occasions_of(detail, first, last, plan)]


def test_days_that_are_given_are_those_days():
    assert days({"scheduledTiming": {"event": ["2026-12-03", "2026-11-30", "2026-12-24T08:00:00+01:00", "2027-01-01"]}}) == [
        date(2026, 12, 3),
        date(2026, 12, 24),
    ]
    assert days({"scheduledString": "2026-12-05"}) == [date(2026, 12, 5)]
    assert days({"scheduledString": "om en uke"}) == []


def test_a_period_is_one_thing_to_do_and_an_open_one_is_on_no_day():
    assert occasions_of({"scheduledPeriod": {"start": "2026-11-20", "end": "2026-12-02"}}, *DECEMBER, NO_ENDS) == (
        (date(2026, 11, 20), date(2026, 12, 2)),
    )
    assert days({"scheduledPeriod": {"start": "2026-11-20"}}) == []
    assert days({"scheduledPeriod": {"start": "2026-11-01", "end": "2026-11-30"}}) == []
    assert days({"scheduledPeriod": {"start": "2026-12-09", "end": "2026-12-01"}}) == []


def rhythm(**repeat):
    return {"scheduledTiming": {"repeat": repeat}}


def test_a_rhythm_keeps_its_step_and_its_bounds():
    every_third = rhythm(period=3, periodUnit="d", boundsPeriod={"start": "2026-11-29", "end": "2026-12-09"})
    assert days(every_third) == [date(2026, 12, 2), date(2026, 12, 5), date(2026, 12, 8)]
    weekly = rhythm(period=1, periodUnit="wk", dayOfWeek=["mon", "thu"], boundsPeriod={"start": "2026-12-21"})
    assert days(weekly) == [date(2026, 12, 21), date(2026, 12, 24), date(2026, 12, 28), date(2026, 12, 31)]
    every_other = rhythm(period=2, periodUnit="wk", dayOfWeek=["fri"], boundsPeriod={"start": "2026-12-02"})
    assert days(every_other) == [date(2026, 12, 4), date(2026, 12, 18)]
    assert days(rhythm(period=1, periodUnit="d", dayOfWeek=["sun"]), plan=(date(2026, 12, 10), date(2026, 12, 24))) == [
        date(2026, 12, 13),
        date(2026, 12, 20),
    ]


@pytest.mark.parametrize(
    "repeat",
    [{}, {"period": 1}, {"period": 0, "periodUnit": "d"}, {"period": 1.5, "periodUnit": "d"}, {"period": 1, "periodUnit": "mo"},
     {"period": 1, "periodUnit": "h"}],
)  # fmt: skip
def test_a_rhythm_we_cannot_say_is_left_out(repeat):
    assert days(rhythm(**repeat), plan=(date(2026, 12, 1), None)) == []


def test_a_rhythm_without_a_beginning_is_left_out():
    assert days(rhythm(period=1, periodUnit="d")) == []


@pytest.mark.parametrize(("text", "day"), [("2026-12", None), ("x", None), (None, None), ("2026-12-01T23:30:00Z", date(2026, 12, 2))])
def test_a_day_is_the_day_in_norway(text, day):
    assert day_of(text) == day


def event(first=date(2026, 12, 1), starts=None, last=None, ends=None):
    return own_event(title="Tur", first=first, starts=starts, last=last, ends=ends, place="", note="")


def test_without_an_hour_an_event_lasts_the_whole_day():
    assert event() == OwnEvent(title="Tur", begins=date(2026, 12, 1), ends=date(2026, 12, 1))
    assert event(last=date(2026, 12, 3)).ends == date(2026, 12, 3)


def test_without_an_end_an_event_lasts_an_hour():
    told = event(starts=time(23, 30))
    assert (told.begins.isoformat(), told.ends.isoformat()) == ("2026-12-01T23:30:00+01:00", "2026-12-02T00:30:00+01:00")


def test_an_hour_that_summer_time_skips_is_the_next_and_one_that_comes_twice_is_the_first():
    assert event(first=date(2026, 3, 29), starts=time(2, 30)).begins.isoformat() == "2026-03-29T03:30:00+02:00"
    assert event(first=date(2026, 10, 25), starts=time(2, 30)).begins.isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(
    ("wrong", "mistake"),
    [
        ({"ends": time(10)}, ("starts", "no_start")),
        ({"starts": time(10), "ends": time(9)}, ("ends", "backwards")),
        ({"starts": time(10), "ends": time(10)}, ("ends", "backwards")),
        ({"starts": time(10), "last": date(2026, 11, 30)}, ("last", "backwards")),
        ({"last": date(2026, 11, 30)}, ("last", "backwards")),
        ({"last": date(2028, 1, 1)}, ("last", "too_long")),
        ({"starts": time(10), "last": date(2028, 1, 1)}, ("last", "too_long")),
    ],
)
def test_what_does_not_go_together_is_told_at_its_field(wrong, mistake):
    assert event(**wrong) == mistake


@pytest.mark.parametrize(
    ("role", "years", "may"),
    [
        ("self", 16, True), ("self", 15, False), ("self", 11, False), ("self", None, False), ("parent", 11, True), ("parent", 12, False),
        ("guardian", 11, True), ("guardian", 15, False), ("guardian", 40, True), ("attorney", 40, False),
    ],
)  # fmt: skip
def test_buttons_are_there_for_those_the_gate_lets_write(role, years, may):
    assert may_keep(Acting(role=role, years=years)) is may


@pytest.mark.parametrize("role", ["parent", "guardian"])
def test_whoever_has_only_some_parts_has_no_buttons(role):
    assert may_keep(Acting(role=role, years=40 if role == "guardian" else 11, areas=frozenset({"plans"}))) is False


def test_whoever_acts_no_longer_has_no_buttons():
    assert may_keep(ended("guardian")) is False
