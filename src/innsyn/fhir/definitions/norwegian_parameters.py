"""Search parameters that Norway needs and R4 lacks, in the form of the generated table.

Source: HL7 Norway no-basis 2.2.2 (`middlename`); Helsenorge's appointment flags (`Flag.code`); IHE MHD 4.2 (`creation`);
as in R5 (`doc-status`, on which the rule about drafts stands); our own for lists of conversations (`due`: by when an answer is promised,
`restriction-recipient`: with whom, `owner-status`: how far it has come with one organisation). `relationship` is R4's own: its definition
names its parts in one order and says their paths in the other, so that as published it finds nothing.
"""

from typing import Any

_MIDDLE_NAME = {
    "type": "string",
    "url": "http://hl7.no/fhir/SearchParameter/no-basis-middlename",
    "paths": ["name.extension[url=http://hl7.no/fhir/StructureDefinition/no-basis-middlename].valueString:string"],
}

_RELATED = "target:Reference(DocumentReference)"
_OWNER = "owner:Reference(CareTeam,Device,HealthcareService,Organization,Patient,Practitioner,PractitionerRole,RelatedPerson)"
_STATUS = "status:code@http://hl7.org/fhir/task-status"
_RECIPIENTS = ("Group", "Organization", "Patient", "Practitioner", "PractitionerRole", "RelatedPerson")
_RELATION = "code:code@http://hl7.org/fhir/document-relationship-type"

NORWEGIAN_PARAMETERS: dict[str, dict[str, Any]] = {
    "Patient": {"middlename": _MIDDLE_NAME},
    "Person": {"middlename": _MIDDLE_NAME},
    "Practitioner": {"middlename": _MIDDLE_NAME},
    "Flag": {"code": {"type": "token", "url": "urn:innsyn:SearchParameter/Flag-code", "paths": ["code:CodeableConcept"]}},
    "Task": {
        "owner-status": {
            "type": "composite",
            "url": "urn:innsyn:SearchParameter/Task-owner-status",
            "parts": [["", [["reference", [_OWNER]], ["token", [_STATUS]]]]],
        },
        "due": {"type": "date", "url": "urn:innsyn:SearchParameter/Task-due", "paths": ["restriction.period.end:dateTime"]},
        "restriction-recipient": {
            "type": "reference",
            "url": "urn:innsyn:SearchParameter/Task-restriction-recipient",
            "paths": [f"restriction.recipient:Reference({','.join(_RECIPIENTS)})"],
            "targets": [*_RECIPIENTS],
        },
    },
    "DocumentReference": {
        "creation": {
            "type": "date",
            "url": "https://profiles.ihe.net/ITI/MHD/SearchParameter/DocumentReference-Creation",
            "paths": ["content.attachment.creation:dateTime"],
        },
        "doc-status": {
            "type": "token",
            "url": "urn:innsyn:SearchParameter/DocumentReference-doc-status",
            "paths": ["docStatus:code@http://hl7.org/fhir/composition-status"],
        },
        "relationship": {
            "type": "composite",
            "url": "http://hl7.org/fhir/SearchParameter/DocumentReference-relationship",
            "parts": [["relatesTo", [["reference", [_RELATED]], ["token", [_RELATION]]]]],
        },
    },
}
