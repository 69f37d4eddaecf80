"""What powers of attorney and shields have in common as Consent.

Source: HL7 FHIR R4 Consent; HL7 Norway's Consent proposal 2022: scope `patient-privacy`, category LOINC 59284-0, policyRule PBRL5-3.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.kernel.systems import ACCESS_FACT, LOINC

CONSENT: dict[str, Any] = {
    "resourceType": "Consent",
    "status": "active",
    "scope": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy"}]},
}
LEGAL_BASIS = {"coding": [{"system": "http://hl7.no/fhir/CodeSystem/no-basis-legal-formality-or-basis", "code": "PBRL5-3"}]}
"""Pasient- og brukerrettighetsloven § 5-3, as HL7 Norway codes it."""


def category(kind: str) -> list[dict[str, Any]]:
    """Write the categories: HL7 Norway's, and ours that says what kind it is."""
    return [{"coding": [{"system": LOINC, "code": "59284-0"}]}, {"coding": [{"system": ACCESS_FACT, "code": kind}]}]


def is_of(consent: Mapping[str, Any], kind: str) -> bool:
    """Say whether a Consent is of a kind."""
    codings = (coding for each in consent.get("category", ()) for coding in each.get("coding", ()))
    return any((coding.get("system"), coding.get("code")) == (ACCESS_FACT, kind) for coding in codings)


def is_active(consent: Mapping[str, Any]) -> bool:
    """Say whether it stands: withdrawn is `inactive`."""
    return consent.get("status") == "active"


def provision(consent: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is permitted or denied; empty when it says nothing we can read."""
    given = consent.get("provision")
    return given if isinstance(given, dict) else {}


def actors(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """List the identifiers of those a provision names: system and value."""
    identifiers = [each.get("reference", {}).get("identifier", {}) for each in given.get("actor", ())]
    return [(str(each.get("system", "")), str(each.get("value", ""))) for each in identifiers if each.get("value")]


def withdrawn(consent: Mapping[str, Any]) -> dict[str, Any]:
    """Write a Consent as one that no longer stands."""
    return {**consent, "status": "inactive"}
