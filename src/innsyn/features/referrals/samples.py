"""Builds referrals as the systems of senders and receivers deliver them, and appointments that came of them."""

import json
from datetime import date
from typing import Any

from innsyn.gate.standing.referrals import PATIENT_REFERRAL, REFERRAL_ID, TREATMENT, Course, Status, with_course
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant, instant
from innsyn.kernel.systems import SNOMED_CT

STORED_AT = instant("2026-11-20T08:00:00+00:00")
HIP = "hip-replacement"
PATIENT = {"reference": "Patient/x"}


def referral(course: Course | None = None, *, identifier: str = "", status: str = "active", **more: Any) -> dict[str, Any]:
    """Build a referral to hip surgery. course: what its receiver has told. more: other elements."""
    body = {
        "resourceType": "ServiceRequest",
        "status": status,
        "intent": "order",
        "category": [{"coding": [{"system": SNOMED_CT, "code": PATIENT_REFERRAL}]}],
        "code": {"coding": [{"system": TREATMENT, "code": HIP}], "text": "Vurdering av hofte"},
        "subject": PATIENT,
        "authoredOn": "2026-11-02",
        "requester": {"display": "Trollkatten legesenter"},
        "performer": [{"reference": "Organization/ortopedi", "display": "Ortopedisk poliklinikk"}],
        **({"identifier": [{"system": REFERRAL_ID, "value": identifier}]} if identifier else {}),
        **more,
    }
    return with_course(body, course) if course else body


def received(on: date = date(2026, 11, 3)) -> Course:
    """Build the course of a referral that has come."""
    return Course(status="mottatt", days={"mottatt": on})


def assessed(latest_start: date | None = date(2027, 1, 15), **more: Any) -> Course:
    """Build the course of a referral that gives a right to care. more: other fields of a Course."""
    return Course(status="vurdert-behov", **{"days": dict(_DAYS), "latest_start": latest_start, **more})


def refused(on: date = date(2026, 11, 10)) -> Course:
    """Build the course of a referral that gives no right to care. on: the day it was decided."""
    days: dict[Status, date] = {**received().days, "vurdert-ikke-behov": on}
    return Course(status="vurdert-ikke-behov", days=days, reason="Kan følges opp hos fastlegen.")


def only(status: Status) -> Course:
    """Build a course of which nothing but its status is told."""
    return Course(status=status)


def appointment(referral_id: str, start: str, status: str = "booked") -> dict[str, Any]:
    """Build an appointment that came of a referral."""
    return {
        "resourceType": "Appointment",
        "status": status,
        "start": start,
        "end": start,
        "basedOn": [{"reference": f"ServiceRequest/{referral_id}"}],
        "participant": [{"actor": PATIENT, "status": "accepted"}],
    }


def stored(body: dict[str, Any], resource_id: str = "r1", *, recorded_at: Instant = STORED_AT, custodian: str | None = "999") -> Stored:
    """Put a resource in the record's envelope, as a search hands it out."""
    return Stored(
        row=1, owner=1, type=body["resourceType"], id=resource_id, version=1, recorded_at=recorded_at, custodian=custodian,
        labels=frozenset({"N"}), deleted=False, body=json.dumps({**body, "id": resource_id}).encode(),
    )  # fmt: skip


_DAYS = {"mottatt": date(2026, 11, 3), "vurdert-behov": date(2026, 11, 10)}
