"""Sudden death while many book the same few times: no time is sold twice, no false `booked`, nothing acknowledged is lost."""

from dataclasses import replace

import pytest
from tests.booking_kill.rounds import BookingRounds, broken
from tests.record_kill.rounds import run

from innsyn.gate.standing.timebooks import BUSY, FREE, Time
from innsyn.gate.tests.samples import NOW, TRUST

ROUNDS = 20
WITHIN_S = 40.0
FREE_TIME = Time(id="t", version=1, organisation=TRUST, calendar_id="c", status=FREE, start=NOW, end=NOW)


@pytest.mark.slow
def test_sudden_death_sells_no_time_twice_and_loses_no_booking():
    outcome = run(ROUNDS, within_s=WITHIN_S, of=BookingRounds)
    assert outcome.wrong == {}
    assert outcome.rounds >= 5
    assert outcome.written > 10, "booked"
    assert outcome.read > 10, "asked, moved and called off"
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
        (
            [taken_by("a", "b")],
            [having("a", status="cancelled"), having("b")],
            {"a time went from one appointment to another without being free between"},
        ),
        ([taken_by("a")], [having("a"), having("b")], {"a time has two appointments", "an appointment's time is not its own"}),
        ([taken_by("a")], [], {"a time is taken by nobody's appointment"}),
        ([taken_by("a", "")], [having("a")], {"an appointment's time is not its own"}),
    ],
)
def test_the_checker_finds_what_it_looks_for(times, appointments, found):
    assert {name for name, count in broken(times, appointments).items() if count} == found
