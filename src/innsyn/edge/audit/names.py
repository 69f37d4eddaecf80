"""Canonical addresses and codes that AuditEvents are made of.

Source: IHE BALP 1.1 (IHE/ITI.BasicAudit); HL7 Norway AuditEvent 0.9.8; FHIR R4 4.0.1, valueset-audit-event-type, -sub-type; DICOM part 16.
"""

from typing import Any

BALP = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit."
TRUST_FRAMEWORK = "http://hl7.no/fhir/StructureDefinition/no-domain-Trustframework-Auditevent"
TRUST_FRAMEWORK_PATIENT = "http://hl7.no/fhir/StructureDefinition/no-domain-Trustframework-Patient"
TRUST_FRAMEWORK_ROLE = "http://hl7.no/fhir/StructureDefinition/no-domain-Trustframework-PractitioneRole"
PATIENT_EXTENSION = "http://hl7.no/fhir/StructureDefinition/auditevent-patient-extension"
CARE_RELATION_EXTENSION = "http://hl7.no/fhir/StructureDefinition/auditevent-carerelation-metadata-extension"

DICOM = "http://dicom.nema.org/resources/ontology/DCM"
EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type"
INTERACTION = "http://hl7.org/fhir/restful-interaction"
PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
PROVENANCE_PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role"
SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type"
BALP_ENTITY = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType"
PURPOSE = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
URI = "urn:ietf:rfc:3986"

Json = dict[str, Any]


def coding(system: str, code: str, display: str = "") -> Json:
    """Write a Coding."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def concept(system: str, code: str, display: str = "") -> Json:
    """Write a CodeableConcept of one Coding."""
    return {"coding": [coding(system, code, display)]}
