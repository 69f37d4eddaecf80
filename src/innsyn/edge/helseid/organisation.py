"""Telling HelseID which organisation a login or a machine acts for.

Source: NHN, HelseID, organisation numbers in `helseid_authorization`; RFC 9396 §2."""

from typing import Any

from innsyn.web.doors import Workplace


def organisation_details(workplace: Workplace) -> dict[str, Any]:
    """Make the authorization detail of a multi-tenant client: main unit and sub-unit in one identifier."""
    identifier = {
        "system": "urn:oid:1.0.6523",
        "type": "ENH",
        "value": f"NO:ORGNR:{workplace.legal_entity}:{workplace.point_of_care}",
    }
    return {"type": "helseid_authorization", "practitioner_role": {"organization": {"identifier": identifier}}}
