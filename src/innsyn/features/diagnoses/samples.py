"""Builds diagnoses as hospitals and general practitioners record them, for tests and stories."""

import json
from typing import Any

from innsyn.gate.values import Stored
from innsyn.kernel import systems
from innsyn.kernel.clock import Instant, instant

HOSPITAL = "974749025"
GP_OFFICE = "999100014"
STORED_AT = instant("2026-03-12T15:00:00+01:00")

_STATUS = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def condition(system: str, code: str, name: str, *, status: str = "active", verification: str = "confirmed", **more: Any) -> dict[str, Any]:
    """Build a Condition. system, code, name: the diagnosis. status, verification: FHIR codes, empty for none. more: other elements."""
    stated = {"clinicalStatus": (_STATUS, status), "verificationStatus": (_VERIFICATION, verification)}
    return {
        "resourceType": "Condition",
        **{element: {"coding": [{"system": of, "code": word}]} for element, (of, word) in stated.items() if word},
        "code": {"coding": [{"system": system, "code": code, "display": name}]},
        **more,
    }


def hospital_diabetes(**more: Any) -> dict[str, Any]:
    """Build type 2 diabetes as a hospital records it."""
    return condition(systems.ICD_10, "E11.9", "Diabetes mellitus type 2 uten komplikasjoner", **{"onsetDateTime": "2019-05", **more})


def gp_diabetes(**more: Any) -> dict[str, Any]:
    """Build type 2 diabetes as a general practitioner records it."""
    return condition(systems.ICPC_2, "T90", "Diabetes type 2", **{"onsetDateTime": "2018", **more})


def stored(body: dict[str, Any], resource_id: str, *, recorded_at: Instant = STORED_AT, custodian: str | None = HOSPITAL) -> Stored:
    """Put a resource in the record's envelope, as a search hands it out."""
    return Stored(
        row=1, owner=1, type="Condition", id=resource_id, version=1, recorded_at=recorded_at, custodian=custodian,
        labels=frozenset({"N"}), deleted=False, body=json.dumps({**body, "id": resource_id}).encode(),
    )  # fmt: skip
