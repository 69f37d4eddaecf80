"""Builds observations and reports as a laboratory sends them, for tests and stories. Numbers are written exactly as given."""

import json
import re
from collections.abc import Sequence
from typing import Any

from innsyn.gate.values import Stored
from innsyn.kernel import systems
from innsyn.kernel.clock import Instant, instant

LABORATORY = "974749025"
STORED_AT = instant("2026-03-12T15:00:00+01:00")

Coding = tuple[str, str, str]
"""System, code and display."""

HAEMOGLOBIN: Coding = (systems.NLK, "NPU02319", "B-Hemoglobin")
BLOOD_PRESSURE: Coding = (systems.LOINC, "85354-9", "Blodtrykk")
SYSTOLIC: Coding = (systems.LOINC, "8480-6", "Overtrykk")
DIASTOLIC: Coding = (systems.LOINC, "8462-4", "Undertrykk")
WEIGHT: Coding = (systems.LOINC, "29463-7", "Kroppsvekt")


_NUMBER = re.compile(r'"number:([-+.0-9eE]+)"')


def as_json(resource: dict[str, Any]) -> bytes:
    """Write a resource with every number as `quantity` was given it: 0.40 stays 0.40."""
    return _NUMBER.sub(r"\1", json.dumps(resource, ensure_ascii=False)).encode()


def quantity(value: str, unit: str, comparator: str = "") -> dict[str, Any]:
    """Build a Quantity. value: as it shall be written."""
    return {"value": f"number:{value}", "unit": unit} | ({"comparator": comparator} if comparator else {})


def concept(*codings: Coding, text: str = "") -> dict[str, Any]:
    """Build a CodeableConcept."""
    listed = [{"system": system, "code": code, "display": display} for system, code, display in codings]
    return ({"coding": listed} if listed else {}) | ({"text": text} if text else {})


def observation(*codings: Coding, value: tuple[str, str] | None = None, at: str | None = "2026-03-12", **more: Any) -> dict[str, Any]:
    """Build a final laboratory Observation.

    value: number and unit. at: FHIR date or dateTime, None for none. more: other elements as they stand in FHIR."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [concept(("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", ""))],
        "code": concept(*codings),
        **({"effectiveDateTime": at} if at else {}),
        **({"valueQuantity": quantity(*value)} if value else {}),
        **more,
    }


def usual(low: str | None, high: str | None, unit: str) -> list[dict[str, Any]]:
    """Build a referenceRange."""
    return [{end: quantity(number, unit) for end, number in (("low", low), ("high", high)) if number is not None}]


def blood_pressure(upper: str, lower: str, at: str) -> dict[str, Any]:
    """Build a blood pressure with its two figures."""
    components = [
        {"code": concept(code), "valueQuantity": quantity(value, "mmHg")} for code, value in ((SYSTOLIC, upper), (DIASTOLIC, lower))
    ]
    category = [concept(("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs", ""))]
    return observation(BLOOD_PRESSURE, at=at, component=components, category=category)


def report(name: str, results: Sequence[str], **more: Any) -> dict[str, Any]:
    """Build a final DiagnosticReport. results: ids of observations."""
    return {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "code": concept(text=name),
        "effectiveDateTime": "2026-03-12",
        "result": [{"reference": f"Observation/{each}"} for each in results],
        **more,
    }


def stored(
    body: dict[str, Any], resource_id: str, *, row: int = 1, recorded_at: Instant = STORED_AT, custodian: str | None = LABORATORY
) -> Stored:
    """Put a resource in the record's envelope, as a search hands it out."""
    resource = {**body, "id": resource_id}
    return Stored(
        row=row, owner=1, type=str(body["resourceType"]), id=resource_id, version=1, recorded_at=recorded_at, custodian=custodian,
        labels=frozenset({"N"}), deleted=False, body=as_json(resource),
    )  # fmt: skip
