"""The two kinds of `authorization_details` the simulated HelseID knows: the chosen organisation and the attestation.

Source: NHN, helseid_authorization and nhn:tillitsrammeverk:parameters; Tillitsrammeverk 1.1, ATT-15 to ATT-48; RFC 9396 §5."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from innsyn.sandbox.simulators.openid.refused import Refused

ORGANISATION = "helseid_authorization"
ATTESTATION = "nhn:tillitsrammeverk:parameters"
MULTI_TENANT = "urn:oid:1.0.6523"
SINGLE_TENANT = ("urn:oid:2.16.578.1.12.4.1.2.101", "urn:oid:2.16.578.1.12.4.1.4.101")
ENTERPRISE_REGISTER = "urn:oid:2.16.578.1.12.4.1.4.101"
PURPOSE_SYSTEM = "urn:oid:2.16.840.1.113883.1.11.20448"
PURPOSES = ("TREAT", "ETREAT", "COC", "BTG")

Details = Sequence[Mapping[str, Any]]


def check_details(details: Details) -> None:
    """Check everything that can be checked without knowing who logs in. Raises Refused `invalid_authorization_details`."""
    if unknown := {detail["type"] for detail in details} - {ORGANISATION, ATTESTATION}:
        raise _bad(f"unknown types: {len(unknown)}")
    if len({detail["type"] for detail in details}) != len(details):
        raise _bad("a type is repeated")
    organisation_in(details)
    attestation = attestation_in(details)
    if attestation is not None:
        _check_attestation(attestation)


def organisation_in(details: Details) -> str:
    """Say which organisation is asked for: the sub-unit's number, else the main unit's, else empty."""
    detail = next((detail for detail in details if detail["type"] == ORGANISATION), None)
    if detail is None:
        return ""
    identifier = _inside(detail, "practitioner_role", "organization", "identifier")
    value = str(identifier.get("value", ""))
    if identifier.get("type") != "ENH":
        raise _bad("identifier type must be ENH")
    if identifier.get("system") in SINGLE_TENANT and value.isdigit():
        return value
    scheme, kind, *numbers = [*value.split(":"), ""][:4]
    numbers = [number for number in numbers if number]
    if identifier.get("system") != MULTI_TENANT or (scheme, kind) != ("NO", "ORGNR") or not numbers:
        raise _bad("organisation identifier")
    return numbers[-1]


def attestation_in(details: Details) -> Mapping[str, Any] | None:
    """Find the attestation among the details."""
    return next((detail for detail in details if detail["type"] == ATTESTATION), None)


def _check_attestation(attestation: Mapping[str, Any]) -> None:
    practitioner = _inside(attestation, "practitioner")
    relation = _inside(attestation, "care_relationship")
    for unit in ("legal_entity", "point_of_care"):
        if _inside(practitioner, unit).get("system") != ENTERPRISE_REGISTER or not _inside(practitioner, unit).get("id"):
            raise _bad(f"{unit} is a number in the register of enterprises")
    purpose = _inside(relation, "purpose_of_use")
    if purpose.get("system") != PURPOSE_SYSTEM or purpose.get("code") not in PURPOSES:
        raise _bad("purpose_of_use")
    decision = _inside(relation, "decision_ref")
    if not decision.get("id") or not isinstance(decision.get("user_selected"), bool):
        raise _bad("decision_ref needs id and user_selected")
    if "healthcare_service" not in relation and "purpose_of_use_details" not in relation:
        raise _bad("healthcare_service or purpose_of_use_details")
    _refuse_what_the_provider_fills_in(attestation)


def _refuse_what_the_provider_fills_in(attestation: Mapping[str, Any]) -> None:
    """Names, texts, authorities, the practitioner's identity and free text come from registers, never from the client."""
    practitioner = attestation["practitioner"]
    if "identifier" in practitioner or "hpr_nr" in practitioner:
        raise _bad("the practitioner's identity is the provider's to state")
    for key in _keys(attestation):
        if key in ("name", "text", "authority", "assigner", "description"):
            raise _bad(f"{key} is the provider's to state")
    if any("identifier" in patient for patient in attestation.get("patients", [])):
        raise _bad("a patient's number never travels in a token")


def _keys(value: Any) -> Iterable[str]:
    """Walk every member name, at any depth."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _inside(value: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for step in path:
        inner = value.get(step)
        if not isinstance(inner, Mapping):
            raise _bad(f"{step} is missing")
        value = inner
    return value


def _bad(what: str) -> Refused:
    return Refused("invalid_authorization_details", what)
