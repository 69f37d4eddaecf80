"""The kinds of information the table speaks of: areas, codes, labels, and what says how access is arranged.

Source: docs/law/graded-ages.md; docs/spec/representation.md#REP-4; Volven 9603; HL7 v3 Confidentiality; docs/spec/words.md.
"""

ACCESS = "urn:innsyn:access-fact"
GRANT, SHIELD = ("category", ACCESS, "grant"), ("category", ACCESS, "shield")
WISH, QUESTION, ENROLMENT = (("code", ACCESS, code) for code in ("hide-request", "access-question", "enrolment"))
TASKS = (WISH, QUESTION, ENROLMENT)
WITHHOLDING, REGISTERED = f"{ACCESS}|withholding", f"{ACCESS}|registered"
PATIENT = "patient"
"""Keeps what the patient has written herself."""

DIALOGUE = "urn:innsyn:dialogue"
CONVERSATIONS = tuple(("code", DIALOGUE, kind) for kind in ("e-contact", "e-consultation", "renewal", "secure-mail"))
FROM_CITIZEN, FROM_CLINIC = ("category", DIALOGUE, "from-citizen"), ("category", DIALOGUE, "from-clinic")
CONSULTATION, RENEWAL, OF_RENEWAL = ("code", DIALOGUE, "e-consultation"), ("code", DIALOGUE, "renewal"), ("category", DIALOGUE, "renewal")
ANSWERS = tuple(("business-status", "urn:oid:2.16.578.1.12.4.1.1.7602", code) for code in ("12", "14", "15", "19", "32"))
CLOSING = ("business-status", "urn:oid:2.16.578.1.12.4.1.1.7602", "13")

OWN_EVENT, DONE_ACTION = ("code", "urn:innsyn:calendar", "own-event"), ("code", "urn:innsyn:calendar", "done-action")
"""What stands in a person's own calendar."""

AREA = {
    "documents": ("Composition", "DocumentManifest", "DocumentReference", "ImagingStudy", "Media", "Binary"),
    "results": ("DiagnosticReport", "MolecularSequence", "Observation", "Specimen"),
    "diagnoses": ("AdverseEvent", "ClinicalImpression", "Condition", "FamilyMemberHistory", "Procedure", "RiskAssessment"),
    "critical": ("AllergyIntolerance", "DeviceUseStatement", "Immunization", "ImmunizationRecommendation"),
    "medicines": ("MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement"),
    "appointments": ("Appointment", "AppointmentResponse", "Encounter", "EpisodeOfCare", "Schedule", "ServiceRequest", "Slot"),
    "plans": ("CarePlan", "CareTeam", "DeviceRequest", "Goal", "NutritionOrder", "RequestGroup"),
    "dialogue": ("Communication", "CommunicationRequest"),
    "forms": ("QuestionnaireResponse",),
    "payments": ("Account", "ChargeItem", "Claim", "ClaimResponse", "Coverage", "ExplanationOfBenefit", "Invoice", "PaymentNotice"),
    "supplies": ("Device", "SupplyDelivery", "SupplyRequest"),
    "log": ("AuditEvent",),
}

ALONG = {"dialogue": ("EpisodeOfCare",)}
"""What a power of attorney for an area opens besides: to write messages one must know to whom."""

CARED_FOR = ("documents", "results", "diagnoses", "critical", "medicines", "plans", "supplies")
"""What a guardian with an errand of health and care sees, of those the errand is with."""

PARENTS_UNTIL = {
    **dict.fromkeys(("documents", "results", "diagnoses", "medicines", "plans", "forms"), 14),
    **dict.fromkeys(("critical", "appointments", "payments", "supplies"), 16),
}
"""The birthday on which an area closes to parents where the graded ages are chosen."""

YOUTH_TYPES = tuple(type_ for area, types in AREA.items() if area != "payments" for type_ in types)
"""What a young person reaches there from the twelfth birthday."""

DOCUMENTS = ("DocumentReference", "Composition", "DiagnosticReport", "Binary", "Media", "ImagingStudy")
"""What closes where a whole record is closed."""

CLOSES_TO_CITIZENS = {
    *("NORU", "NORN_FFL", "NORN_KUT", "NORN_EPO", "NORN_ALL", "NORN_FOR", "NORN_FFH", "NORN_FPB", "NORN_DUP", "NORN_ANG", "V"),
}
KNOWN = frozenset(CLOSES_TO_CITIZENS) | {
    *("N", "NORS", "NORN_FORANS", "NORN_UNGDOM", "U", "L", "M", "R", "PATRPT", WITHHOLDING, REGISTERED),
    *(f"urn:oid:2.16.578.1.12.4.1.1.7618|{area}" for area in (1, 3, 6)),
    *("http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST", "http://helsenorge.no/fhir/sensitiv-avsender|1"),
}
OPEN_TO_A_FINDER = KNOWN - CLOSES_TO_CITIZENS - {"NORS", "NORN_FORANS", "NORN_UNGDOM", "R"}

_STATUS = "http://hl7.org/fhir/composition-status"
DRAFT_DOCUMENT, DRAFT_COMPOSITION = ("doc-status", _STATUS, "preliminary"), ("status", _STATUS, "preliminary")


def is_drafted(shelf):
    """What is not finished: a document by its docStatus, a composition by its status."""
    document = shelf.of_type("DocumentReference") & shelf.coded(DRAFT_DOCUMENT)
    return document | (shelf.of_type("Composition") & shelf.coded(DRAFT_COMPOSITION))
