"""A hospital's own system writes a referral with its course, tells how it goes on, and reads it back as it wrote it."""

from datetime import date

import pytest

from innsyn.gate.standing.referrals import Course, course_of, with_course
from innsyn.gate.tests.samples import a_number, patient

FHIR = {"content-type": "application/fhir+json"}


@pytest.fixture
async def referral(journal):
    """A referral of a Patient of the journal system's own, without a course."""
    kari = (await journal.post("/Patient", json=patient(a_number()), headers=FHIR)).json()
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "category": [{"coding": [{"system": "http://snomed.info/sct", "code": "3457005"}]}],
        "code": {"text": "Vurdering av hofte"},
        "subject": {"reference": f"Patient/{kari['id']}"},
        "authoredOn": "2026-11-02",
    }


async def test_its_course_is_told_step_by_step(journal, reader, referral):
    received = with_course(referral, Course(status="mottatt", days={"mottatt": date(2026, 11, 3)}))
    made = await journal.post("/ServiceRequest", json=received, headers=FHIR)
    assert made.status_code == 201, made.text
    place = f"/ServiceRequest/{made.json()['id']}"
    right = Course(
        status="vurdert-behov", days={"mottatt": date(2026, 11, 3), "vurdert-behov": date(2026, 11, 10)}, latest_start=date(2027, 1, 15)
    )
    told = await journal.put(place, json={**with_course(referral, right), "id": made.json()["id"]}, headers={**FHIR, "if-match": 'W/"1"'})
    assert told.status_code == 200, told.text
    assert course_of((await reader.get(place)).json()) == right
    assert (await reader.put(place, json={**referral, "id": made.json()["id"]}, headers=FHIR)).status_code == 403
