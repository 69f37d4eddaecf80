"""By which date a patient's resources are sorted."""

from datetime import UTC, datetime

import pytest

from innsyn.fhir.clinical_dates import clinical_date

INSTANT = "2024-05-17T10:00:00Z"
EXPECTED = datetime(2024, 5, 17, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Observation", "effectiveDateTime": INSTANT, "issued": "2025-01-01T00:00:00Z"},
        {"resourceType": "Observation", "effectivePeriod": {"start": INSTANT}},
        {"resourceType": "Observation", "effectiveTiming": {"event": [INSTANT]}},
        {"resourceType": "Observation", "issued": INSTANT},
        {"resourceType": "DocumentReference", "date": "2025-01-01T00:00:00Z", "content": [{}, {"attachment": {"creation": INSTANT}}]},
        {"resourceType": "Encounter", "period": {"start": INSTANT}},
        {"resourceType": "Condition", "onsetDateTime": "unknown", "recordedDate": INSTANT},
    ],
)
def test_the_first_date_that_says_when_it_happened_wins(resource):
    assert clinical_date(resource) == EXPECTED


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Observation"},
        {"resourceType": "Observation", "effectivePeriod": {"end": INSTANT}},
        {"resourceType": "Patient", "birthDate": "2001-01-13"},
        {"resourceType": 7},
        {},
    ],
)
def test_what_says_no_date_is_unknown_and_not_old(resource):
    assert clinical_date(resource) is None
