"""Reading and writing an attestation as JSON.

Source: Tillitsrammeverk data model 1.1; HelseID writes `care_relationship` where the model's text says `care_relation`: both are read,
HelseID's is written.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from innsyn.gate.attestation.model import (
    Attestation,
    AttestedCode,
    AttestedPatient,
    AttestedPractitioner,
    CareRelationship,
    DecisionRef,
    Identifier,
)

T = TypeVar("T")
Json = dict[str, Any]


def read_attestation(found: Json) -> Attestation:
    """Read an attestation.

    found: the object of the claim `nhn:tillitsrammeverk:parameters`, or the whole document with `attestation.toa`.
    What is of the wrong type is read as not attested, so that a rule says what is missing; never an error."""
    relationship = _object(found.get("care_relationship")) or _object(found.get("care_relation"))
    patients = found.get("patients")
    return Attestation(
        practitioner=_practitioner(_object(found.get("practitioner"))),
        care_relationship=_relationship(relationship),
        patients=tuple(_patient(_object(each)) for each in patients) if isinstance(patients, list) else (),
        toa=_whole(_object(found.get("attestation")).get("toa", found.get("toa"))),
    )


def _practitioner(found: Json) -> AttestedPractitioner:
    return AttestedPractitioner(
        identifier=_identifier(found.get("identifier")),
        hpr_nr=_identifier(found.get("hpr_nr")),
        authorization=_code(found.get("authorization")),
        legal_entity=_identifier(found.get("legal_entity")),
        point_of_care=_identifier(found.get("point_of_care")),
        department=_identifier(found.get("department")),
    )


def _relationship(found: Json) -> CareRelationship:
    return CareRelationship(
        healthcare_service=_code(found.get("healthcare_service")),
        purpose_of_use=_code(found.get("purpose_of_use")),
        purpose_of_use_details=_code(found.get("purpose_of_use_details")),
        decision_ref=_when(found.get("decision_ref"), "id", _decision),
    )


def _patient(found: Json) -> AttestedPatient:
    return AttestedPatient(
        identifier=_identifier(found.get("identifier")),
        point_of_care=_identifier(found.get("point_of_care")),
        department=_identifier(found.get("department")),
    )


def _identifier(found: object) -> Identifier | None:
    return _when(found, "id", lambda one: Identifier(one["id"], _text(one, "system"), _text(one, "name"), _text(one, "authority")))


def _code(found: object) -> AttestedCode | None:
    return _when(found, "code", lambda one: AttestedCode(one["code"], _text(one, "system"), _text(one, "text"), _text(one, "assigner")))


def _decision(found: Json) -> DecisionRef:
    chosen = found.get("user_selected")
    return DecisionRef(found["id"], chosen if isinstance(chosen, bool) else None)


def _when(found: object, name: str, read: Callable[[Json], T]) -> T | None:
    """Read an object that has a non-empty text under `name`."""
    one = _object(found)
    return read(one) if isinstance(one.get(name), str) and one[name] else None


def _object(found: object) -> Json:
    return found if isinstance(found, dict) else {}


def _text(found: Json, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _whole(found: object) -> int | None:
    return found if isinstance(found, int) and not isinstance(found, bool) else None
