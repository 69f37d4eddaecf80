"""What a version of an appointment tells: given, changed, called off by the clinic, or over, which ends reminders and tells nobody."""

import pytest

from innsyn.gate.booking.changes import became
from innsyn.gate.standing.appointments import called_off

BOOKED = {"status": "booked", "start": "2026-12-01T10:00:00+01:00"}
WAITS = BOOKED | {"status": "pending"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({}, BOOKED, "given"),
        (WAITS, BOOKED, "given"),
        (BOOKED, BOOKED | {"start": "2026-12-01T11:00:00+01:00"}, "changed"),
        (BOOKED, BOOKED | {"comment": "Ta med kort"}, None),
        ({}, WAITS, None),
        (BOOKED, WAITS, None),
        (BOOKED, BOOKED | {"status": "proposed"}, None),
        (BOOKED, called_off(BOOKED, "prov"), "cancelled"),
        (BOOKED, called_off(BOOKED, "pat"), "over"),
        (WAITS, called_off(WAITS, "pat"), "over"),
        (called_off(BOOKED, "pat"), called_off(BOOKED, "pat"), None),
        (BOOKED, BOOKED | {"status": "noshow"}, "over"),
        (BOOKED, BOOKED | {"status": "entered-in-error"}, "over"),
        (BOOKED | {"status": "fulfilled"}, BOOKED | {"status": "noshow"}, None),
    ],
)
def test_what_a_version_has_made_of_an_appointment(before, after, told):
    assert became(before, after) == told
