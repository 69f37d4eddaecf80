"""Sudden death while fifty book the same few times: no time is sold twice, no false `booked`, nothing acknowledged is lost.

So many seconds of it as the suite can bear; `python -m tests.booking_kill.rounds 500` runs five hundred rounds.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.booking_kill.history import (
    FREE_AND_TAKEN,
    NOBODYS,
    NOT_ITS_OWN,
    SOLD_TWICE,
    TWO_HAVE_IT,
    broken,
    has_jumped,
    shown_falsely,
    taken_from,
)
from tests.booking_kill.jumping import JumpingClock, set_anew, system_clock
from tests.booking_kill.rounds import EVENTS, BookingRounds
from tests.record_kill.rounds import run

from innsyn.gate.standing.timebooks import BUSY, FREE, TENTATIVE, Time
from innsyn.gate.tests.samples import NOW, TRUST

FREE_TIME = Time(id="t", version=1, organisation=TRUST, calendar_id="c", status=FREE, start=NOW, end=NOW)

HELD_TIME = replace(FREE_TIME, version=2, status=TENTATIVE, hold="kari", held_until=NOW + timedelta(minutes=10))


@pytest.mark.slow
def test_sudden_death_sells_no_time_twice_and_loses_no_booking():
    outcome = run(len(EVENTS), at_least=len(EVENTS), of=BookingRounds)
    assert outcome.wrong == {}
    assert outcome.written > 10, "booked"
    assert outcome.read > 50, "asked, moved, called off, come second"
    assert outcome.server_deaths > 0


def taken_by(*takers):
    """A time through its versions: free, then each of these; empty for free again."""
    return [FREE_TIME, *(replace(FREE_TIME, status=BUSY if each else FREE, taken_by=each) for each in takers)]


def having(identifier, slot_id="t", status="booked"):
    return {
        "status": status,
        "identifier": [{"system": "urn:innsyn:appointment", "value": identifier}],
        "slot": [{"reference": f"Slot/{slot_id}"}],
    }


@pytest.mark.parametrize(
    ("times", "appointments", "found"),
    [
        ([taken_by("a")], [having("a")], set()),
        ([taken_by("a", "", "b")], [having("a", status="cancelled"), having("b")], set()),
        ([taken_by("a", "b")], [having("a", status="cancelled"), having("b")], {SOLD_TWICE}),
        ([taken_by("a")], [having("a"), having("b")], {TWO_HAVE_IT, NOT_ITS_OWN}),
        ([taken_by("a")], [], {NOBODYS}),
        ([taken_by("a", "")], [having("a")], {NOT_ITS_OWN}),
        ([[replace(FREE_TIME, taken_by="a")]], [], {FREE_AND_TAKEN}),
        ([[replace(HELD_TIME, taken_by="a")]], [having("a")], {FREE_AND_TAKEN}),
    ],
)
def test_the_checker_finds_what_it_looks_for(times, appointments, found):
    assert {name for name, count in broken(times, appointments).items() if count} == found


TAKEN = replace(FREE_TIME, version=3, status=BUSY, taken_by="a")


@pytest.mark.parametrize(
    ("after_min", "after", "held", "count"),
    [
        (9, TAKEN, {("t", 2): "hers"}, 0),
        (9, TAKEN, {("t", 2): "another's"}, 1),
        (11, TAKEN, {("t", 2): "another's"}, 0),
        (9, TAKEN, {}, 0),
        (9, replace(HELD_TIME, version=3, hold="arne"), {("t", 2): "hers"}, 1),
        (9, replace(HELD_TIME, version=3), {("t", 2): "hers"}, 0),
        (9, replace(FREE_TIME, version=3), {("t", 2): "hers"}, 0),
    ],
)
def test_what_another_held_by_the_clock_of_who_took_it_is_found(after_min, after, held, count):
    versions = [(NOW, FREE_TIME), (NOW, HELD_TIME), (NOW + timedelta(minutes=after_min), after)]
    assert taken_from(versions, held, {"a": "hers"}) == count


def test_a_clock_is_set_back_and_forth_with_others_of_its_name_and_one_that_lags_comes_after(tmp_path):
    jumps = tmp_path / "jumps"
    one, other, lags = JumpingClock(jumps, "one"), JumpingClock(jumps, "one"), JumpingClock(jumps, "one", lags_s=3600)
    soon = timedelta(minutes=1)
    assert abs(one() - system_clock()) < soon, "right until it is set"
    for sign in (1, -1):
        set_anew(jumps)
        assert sign * (one() - system_clock()) > timedelta(minutes=14)
        assert abs(one() - other()) < soon
        assert abs(lags() - system_clock()) < soon


def says(at, slot="t"):
    return {"kind": "says", "at": at, "identifier": "a", "slot": slot}


def shown(at, status="booked", slot="t"):
    return {"kind": "shown", "at": at, "identifier": "a", "slot": slot, "status": status}


@pytest.mark.parametrize(
    ("notes", "count"),
    [
        ([says(1), shown(2)], 0),
        ([shown(2), says(1), shown(3)], 0),
        ([says(1, slot=None), shown(2)], 0),
        ([shown(1, status="pending"), {"kind": "second", "at": 1}], 0),
        ([shown(1, slot="direct")], 0),
        ([shown(1)], 1),
        ([says(2), shown(1)], 1),
        ([says(1, slot="another"), shown(2), shown(3)], 2),
        ([says(1), shown(2, slot="another")], 1),
    ],
)
def test_a_booked_that_was_shown_before_a_clinic_had_said_it_is_found(notes, count):
    assert shown_falsely(notes, {"direct"}) == count


@pytest.mark.parametrize(("minutes", "kept", "found"), [(11, TAKEN, True), (-11, TAKEN, True), (9, TAKEN, False), (11, HELD_TIME, False)])
def test_a_server_whose_clock_never_jumped_is_found(minutes, kept, found):
    assert has_jumped([[(NOW, FREE_TIME), (NOW + timedelta(minutes=minutes), kept)]], NOW) is found
