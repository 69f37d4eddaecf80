"""Calendars and times are read as they were written; what a foreign system leaves out is the careful thing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from innsyn.gate.standing.timebooks import Calendar, Time, calendar_body, calendar_of, held, mark_of, time_body, time_of, with_status

NOW = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
START = NOW + timedelta(hours=3)
FULL = Calendar(
    id="c", version=2, organisation="974749025", her_id="99000001", name="Siv Lege", kind="Legetime", practical="Ta med legitimasjon.",
    place="Fjordby", confirms="direct", cancel_hours=24, may_move=True,
)  # fmt: skip
BODY = time_body("c", START, START + timedelta(minutes=20))


def read(body):
    return time_of(body, "s", 3, "974749025")


@pytest.mark.parametrize(
    "calendar", [FULL, replace(FULL, cancel_hours=None, place="", practical="", is_open=False, confirms="asks", is_of_person=False)]
)
def test_a_calendar_is_read_as_it_was_written(calendar):
    assert calendar_of(calendar_body(calendar), "c", 2, "974749025") == calendar


@pytest.mark.parametrize("said", [{}, {"extension": []}, {"serviceType": [], "actor": [{"display": "Noen"}]}])
def test_a_calendar_that_says_nothing_lets_the_clinic_answer_and_nobody_call_off_alone(said):
    found = calendar_of({"resourceType": "Schedule", **said}, "c", 1, "974749025")
    assert (found.confirms, found.cancel_hours, found.may_move, found.her_id, found.is_open) == ("asks", None, False, "", True)


@pytest.mark.parametrize(("hours", "read_as"), [(0, 0), (-1, None), ("24", None), (None, None)])
def test_a_limit_that_is_none_is_no_permission(hours, read_as):
    body = calendar_body(FULL)
    body["extension"][0]["extension"] = [{"url": "cancel-hours", "valueInteger": hours}, {"url": "confirms", "valueCode": "whatever"}]
    found = calendar_of(body, "c", 1, "974749025")
    assert (found.cancel_hours, found.confirms) == (read_as, "asks")


def test_a_time_is_read_as_it_was_written():
    time = read(BODY)
    assert (time.calendar_id, time.status, time.start, time.minutes, time.hold, time.taken_by) == ("c", "free", START, 20, "", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "soon"},
        {"start": "2026-11-22T14:00:00"},
        {"end": START.isoformat()},
        {"end": (START - timedelta(minutes=1)).isoformat()},
        {"extension": [{"url": "urn:innsyn:hold", "extension": [{"url": "until", "valueInstant": "later"}]}]},
    ],
)
def test_a_time_that_cannot_be_read_is_none(wrong):
    assert read({**BODY, **wrong}) is None


@pytest.mark.parametrize(
    ("changes", "is_free"),
    [
        ({}, True),
        ({"start": NOW}, False),
        ({"start": NOW + timedelta(seconds=1)}, True),
        ({"status": "busy"}, False),
        ({"status": "busy-unavailable"}, False),
        ({"status": "entered-in-error"}, False),
        ({"status": "busy-tentative"}, False),
        ({"status": "busy-tentative", "hold": "mine", "held_until": NOW + timedelta(minutes=1)}, True),
        ({"status": "busy-tentative", "hold": "theirs", "held_until": NOW + timedelta(minutes=1)}, False),
        ({"status": "busy-tentative", "hold": "theirs", "held_until": NOW}, True),
        ({"status": "busy", "hold": "mine", "held_until": NOW + timedelta(minutes=1)}, False),
    ],
)
def test_who_may_take_a_time(changes, is_free):
    assert replace(read(BODY), **changes).is_free(mark="mine", now=NOW) == is_free


def test_a_hold_is_a_status_with_an_end_and_leaves_no_trace():
    until = NOW + timedelta(minutes=10)
    body = held({**BODY, "extension": [{"url": "urn:other", "valueString": "kept"}]}, "mark", until)
    time = read(body)
    assert (time.status, time.hold, time.held_until, time.is_held(NOW), time.is_held(until)) == (
        "busy-tentative",
        "mark",
        until,
        True,
        False,
    )
    free = with_status(body, "free")
    assert free["extension"] == [{"url": "urn:other", "valueString": "kept"}]
    assert with_status(held(BODY, "mark", until), "free") == BODY


def test_whose_a_time_is_goes_when_it_is_given_back():
    taken = with_status(BODY, "busy", "an-appointment")
    assert (read(taken).taken_by, read(with_status(taken, "free")).taken_by) == ("an-appointment", "")


def test_a_mark_is_of_one_person_and_one_time():
    assert len({mark_of(key, slot) for key in ("a", "b") for slot in ("x", "y")}) == 4


def test_a_time_is_written_anew_without_what_the_record_puts_in():
    assert with_status({**BODY, "id": "s", "meta": {"versionId": "1"}}, "busy") == {**BODY, "status": "busy"}


def test_a_time_is_shown_without_the_mark_of_its_hold():
    assert "mark" not in repr(Time(id="s", version=1, organisation="1", calendar_id="c", status="x", start=NOW, end=START, hold="mark"))
