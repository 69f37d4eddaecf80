"""An appointment that came of a referral leads to it, and one that names something else leads nowhere."""

import json
from datetime import timedelta

import pytest

from innsyn.features.appointments import samples
from innsyn.features.appointments.from_fhir import appointment
from innsyn.gate.values import Stored
from innsyn.kernel.clock import instant

NOW = instant("2026-11-22T08:00:00+00:00")


@pytest.mark.parametrize(
    ("named", "referral_id"),
    [
        ([], ""),
        ([{"display": "Henvisning"}], ""),
        ([{"reference": "CarePlan/p1"}], ""),
        ([{"reference": "CarePlan/p1"}, {"reference": "ServiceRequest/r1"}], "r1"),
    ],
)
def test_it_is_known_by_what_it_is_based_on(named, referral_id):
    body = samples.told(NOW + timedelta(days=3), basedOn=named)
    stored = Stored(
        row=1, owner=1, type="Appointment", id="a1", version=1, recorded_at=NOW, custodian="999", labels=frozenset(), deleted=False,
        body=json.dumps(body).encode(),
    )  # fmt: skip
    assert appointment(stored, NOW).referral_id == referral_id
