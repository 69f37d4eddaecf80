"""A time that nobody's appointment has is freed where the timebook is kept at the desk; never a system's, and never one that is had."""

import pytest

from innsyn.gate.booking.timebooks import TimeRead
from innsyn.gate.reconciliation.book import Drift
from innsyn.gate.reconciliation.freeing import hindrance
from innsyn.gate.reconciliation.settling import Standing
from innsyn.gate.reconciliation.tests.samples import TOMORROW, book, ours, time
from innsyn.gate.reconciliation.told import Told
from innsyn.gate.standing.timebooks import TENTATIVE, Calendar
from innsyn.gate.tests.samples import NOW, TRUST

CALENDAR = Calendar(id="c", version=1, organisation=TRUST, her_id="1", name="Siv Lege", kind="Legetime")
NOBODYS, STUCK = time("s", "nobodys"), time("s", "", TENTATIVE)
ITS_OWN = {"identifier": [{"system": "urn:theirs", "value": "1"}]}


def standing(kind="no_appointment", identifier="nobodys"):
    drift = Drift(kind=kind, identifier=identifier, slot_id="s", calendar_id="c", here=TOMORROW)
    return Standing(Told(id="t", version=1, drift=drift, since=NOW, is_open=True), None)


@pytest.mark.parametrize(
    ("kept", "here", "body", "why"),
    [
        (NOBODYS, book(times=[NOBODYS]), {}, None),
        (None, book(times=[]), {}, "gone"),
        (NOBODYS, book(times=[NOBODYS], said=[]), {}, "theirs"),
        (NOBODYS, book(times=[NOBODYS]), ITS_OWN, "theirs"),
        (NOBODYS, book(ours("a"), times=[NOBODYS]), {}, "taken"),
        (NOBODYS, book(ours("a", "u", kept_slot_id="s", kept_start=TOMORROW), times=[NOBODYS, time("u")]), {}, "taken"),
        (NOBODYS, book(ours("a", status="cancelled"), times=[NOBODYS]), {}, None),
        (time("s", "", "free"), book(times=[]), {}, "changed"),
        (time("s", "another"), book(times=[NOBODYS]), {}, "changed"),
    ],
)
def test_a_time_is_freed_or_it_is_said_why_not(kept, here, body, why):
    read = TimeRead(kept, CALENDAR, body) if kept else None
    assert hindrance(standing(), here, read, NOW) == why


def test_a_time_that_is_held_for_nobody_is_freed():
    assert hindrance(standing(identifier=""), book(times=[STUCK]), TimeRead(STUCK, CALENDAR, {}), NOW) is None


def test_of_another_difference_no_time_is_freed():
    assert hindrance(standing("somebody_elses"), book(times=[NOBODYS]), TimeRead(NOBODYS, CALENDAR, {}), NOW) == "gone"
