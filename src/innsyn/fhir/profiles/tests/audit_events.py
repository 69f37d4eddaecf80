"""An access in a record as an AuditEvent, for tests: staff seen by both profiles, and what each leaves out."""

from copy import deepcopy
from typing import Any

from innsyn.kernel import systems

NO = "http://hl7.no/fhir/StructureDefinition/"
BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
TRUST = f"{NO}no-domain-Trustframework-Auditevent"
_HL7 = "http://terminology.hl7.org/CodeSystem/"
_DCM = "http://dicom.nema.org/resources/ontology/DCM"
_REST = "http://hl7.org/fhir/restful-interaction"


def _machine(code: str, value: str) -> dict[str, Any]:
    type_ = {"coding": [{"system": _DCM, "code": code}]}
    return {"type": type_, "who": {"identifier": {"value": value}}, "requestor": False, "network": {"address": "192.0.2.1", "type": "2"}}


def _extension(name: str, **value: Any) -> dict[str, Any]:
    return {"url": NO + name, **value}


def _part(url: str, **value: Any) -> dict[str, Any]:
    return {"url": url, **value}


_DECISION = [
    _part("decision-ref-id", valueString="1"),
    _part("decision-ref-description", valueString="Innlagt"),
    _part("decision-ref-user-selected", valueBoolean=False),
    _part("toa", valueUnsignedInt=1715940000),
]
_ROLE = {
    "resourceType": "PractitionerRole",
    "id": "role",
    "practitioner": {"identifier": {"system": systems.HPR_NUMBER, "value": "1"}, "display": "Kari Lege"},
    "organization": {"identifier": {"system": systems.ORGANISATION_NUMBER, "value": "1"}},
    "location": [{"display": "Lia sykehus"}],
}
_PATIENT = {"resourceType": "Patient", "id": "patient", "identifier": [{"system": systems.PERSON_NUMBER, "value": "1"}]}

_READ: dict[str, Any] = {
    "resourceType": "AuditEvent",
    "meta": {"profile": [f"{BALP}PatientRead", TRUST]},
    "contained": [_ROLE, _PATIENT],
    "extension": [
        _extension("auditevent-patient-extension", valueReference={"reference": "#patient"}),
        _extension("auditevent-carerelation-metadata-extension", extension=_DECISION),
    ],
    "type": {"system": f"{_HL7}audit-event-type", "code": "rest"},
    "subtype": [{"system": _REST, "code": "read"}],
    "action": "R",
    "recorded": "2024-05-17T10:00:00Z",
    "outcome": "0",
    "purposeOfEvent": [{"coding": [{"system": f"{_HL7}v3-ActReason", "code": "TREAT"}]}],
    "agent": [
        _machine("110152", "journal"),
        _machine("110153", "innsyn"),
        {
            "type": {"coding": [{"system": f"{_HL7}v3-ParticipationType", "code": "IRCP"}]},
            "who": {"reference": "#role"},
            "requestor": True,
        },
    ],
    "source": {"observer": {"display": "Innsyn"}},
    "entity": [
        {
            "type": {"system": f"{_HL7}audit-entity-type", "code": "1"},
            "role": {"system": f"{_HL7}object-role", "code": "1"},
            "what": {"reference": "Patient/1"},
        },
        {
            "type": {"system": f"{_HL7}audit-entity-type", "code": "2"},
            "role": {"system": f"{_HL7}object-role", "code": "4"},
            "what": {"reference": "DocumentReference/1"},
        },
        {
            "type": {"system": "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "code": "XrequestId"},
            "what": {"identifier": {"value": "a1"}},
        },
    ],
}


def read_by_staff() -> dict[str, Any]:
    """Give a document read by a doctor, as it must be to keep both profiles; each call a new copy."""
    return deepcopy(_READ)
