"""Which free time each of several patients is proposed: the first that suits, in the order they come, and none is proposed twice."""

from datetime import timedelta

import pytest

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.timebook.proposing import proposals
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.gate.tests.samples import NOW

OURS = Calendar(id="ours", version=1, organisation="1", her_id="2", name="Siv Lege", kind="Legetime")
OTHER = Calendar(id="other", version=1, organisation="1", her_id="3", name="Ida Lege", kind="legetime")
BLOOD = Calendar(id="blood", version=1, organisation="1", her_id="4", name="Lab", kind="Blodprøve")


def one(id_, hours, what="Legetime", minutes=20, slot="s"):
    start = None if hours is None else NOW + timedelta(hours=hours)
    end = start and start + timedelta(minutes=minutes)
    return Appointment(id=id_, state="booked", start=start, end=end, what=what, stored_at=NOW, her_id="2", slot_id=slot)


def time(id_, hours, calendar="ours", minutes=20):
    start = NOW + timedelta(hours=hours)
    end = start + timedelta(minutes=minutes)
    return Time(id=id_, version=7, organisation="1", calendar_id=calendar, status="free", start=start, end=end)


@pytest.mark.parametrize(
    ("appointments", "free", "proposed", "left"),
    [
        ([one("b", 2), one("a", 1)], [time("y", 9), time("x", 8)], ["a/s/x/7", "b/s/y/7"], []),
        ([one("a", 1), one("b", 2)], [time("x", 8)], ["a/s/x/7"], ["b"]),
        ([one("a", 5), one("b", 1)], [time("x", 3), time("y", 5)], ["b/s/x/7", "a/s/y/7"], []),
        ([one("a", 5)], [time("x", 4)], [], ["a"]),
        ([one("a", 5)], [time("x", 5)], ["a/s/x/7"], []),
        ([one("a", 1)], [time("x", 8, "blood"), time("y", 9, "other")], ["a/s/y/7"], []),
        ([one("a", 1)], [time("x", 8, "other"), time("y", 8, "ours")], ["a/s/y/7"], []),
        ([one("a", 1)], [time("x", 8, "gone")], [], ["a"]),
        ([one("a", 1, minutes=30)], [time("x", 8), time("y", 9, minutes=40)], ["a/s/y/7"], []),
        ([one("a", 1, "Kontroll")], [time("x", 8)], [], ["a"]),
        ([one("a", None), one("b", 1, slot="")], [time("x", 8)], [], ["b", "a"]),
        ([one("a", 1)], [], [], ["a"]),
    ],
)
def test_each_is_proposed_the_first_time_that_suits_and_whoever_has_none_is_left(appointments, free, proposed, left):
    found = proposals(appointments, free, [OURS, OTHER, BLOOD])
    assert [each.word for each in found.proposed] == proposed
    assert [each.id for each in found.left] == left
