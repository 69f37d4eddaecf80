"""The attestation as it stands in the access token: the client's words with the registers' facts added.

Source: Tillitsrammeverk 1.1 §2, ATT-11, ATT-15, ATT-18, ATT-29, ATT-32."""

from collections.abc import Mapping
from typing import Any

from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson
from innsyn.sandbox.simulators.openid.refused import Refused

PERSON_NUMBER = "urn:oid:2.16.578.1.12.4.1.4.1"
D_NUMBER = "urn:oid:2.16.578.1.12.4.1.4.2"
HPR = "urn:oid:2.16.578.1.12.4.1.4.4"
TAX_ADMINISTRATION = "https://www.skatteetaten.no"
DIRECTORATE = "https://www.helsedirektoratet.no"
ENTERPRISE_REGISTER_AUTHORITY = "https://www.brreg.no"


def attested(attestation: Mapping[str, Any], person: SimulatedPerson, employment: Employment | None) -> dict[str, Any]:
    """Fill in who the practitioner is.

    Raises Refused `access_denied` when the person does not work there, or lacks the authorization that is claimed."""
    practitioner = attestation["practitioner"]
    if employment is None or not _is_there(practitioner, employment):
        raise Refused("access_denied", "the practitioner does not work at this organisation")
    claimed = practitioner.get("authorization", {}).get("code")
    if claimed and claimed not in {place.authorization for place in person.employments}:
        raise Refused("access_denied", "the practitioner has no such authorization")
    return {**attestation, "practitioner": {**practitioner, **_facts(practitioner, person, employment)}}


def _is_there(practitioner: Mapping[str, Any], employment: Employment) -> bool:
    stated = (practitioner["legal_entity"]["id"], practitioner["point_of_care"]["id"])
    return stated in ((employment.legal_entity, employment.point_of_care), (employment.legal_entity, employment.legal_entity))


def _facts(practitioner: Mapping[str, Any], person: SimulatedPerson, employment: Employment) -> dict[str, Any]:
    is_d_number = person.number[0] in "4567"
    facts: dict[str, Any] = {
        "identifier": {
            "id": person.number,
            "system": D_NUMBER if is_d_number else PERSON_NUMBER,
            "name": person.name,
            "authority": TAX_ADMINISTRATION,
        },
        "legal_entity": _unit(practitioner["legal_entity"], employment.legal_entity_name),
        "point_of_care": _unit(practitioner["point_of_care"], employment.place),
    }
    if person.hpr_number:
        facts["hpr_nr"] = {"id": person.hpr_number, "system": HPR, "authority": DIRECTORATE}
    if "authorization" in practitioner:
        facts["authorization"] = {**practitioner["authorization"], "assigner": DIRECTORATE}
    return facts


def _unit(unit: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**unit, "name": name, "authority": ENTERPRISE_REGISTER_AUTHORITY}
