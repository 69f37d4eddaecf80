"""The areas a record falls into when somebody is let into a part of it: each resource type is in one area, or in none.

Source: Helsenorge's areas of power of attorney; EHDS article 4(2) (proxy for the whole or a part); docs/spec/representation.md#REP-4.
"""

from typing import Literal

from innsyn.gate.rules.dialogue_facts import IS_CONVERSATION
from innsyn.record.condition import AnyOf, Condition, OfType

Area = Literal[
    "documents",
    "results",
    "diagnoses",
    "critical",
    "medicines",
    "appointments",
    "plans",
    "dialogue",
    "forms",
    "payments",
    "supplies",
    "log",
]

AREAS: dict[Area, frozenset[str]] = {
    "documents": frozenset({"Composition", "DocumentManifest", "DocumentReference", "ImagingStudy", "Media", "Binary"}),
    "results": frozenset({"DiagnosticReport", "MolecularSequence", "Observation", "Specimen"}),
    "diagnoses": frozenset({"AdverseEvent", "ClinicalImpression", "Condition", "FamilyMemberHistory", "Procedure", "RiskAssessment"}),
    "critical": frozenset({"AllergyIntolerance", "DeviceUseStatement", "Immunization", "ImmunizationRecommendation"}),
    "medicines": frozenset({"MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement"}),
    "appointments": frozenset({"Appointment", "AppointmentResponse", "Encounter", "EpisodeOfCare", "Schedule", "ServiceRequest", "Slot"}),
    "plans": frozenset({"CarePlan", "CareTeam", "DeviceRequest", "Goal", "NutritionOrder", "RequestGroup"}),
    "dialogue": frozenset({"Communication", "CommunicationRequest"}),
    "forms": frozenset({"QuestionnaireResponse"}),
    "payments": frozenset(
        {"Account", "ChargeItem", "Claim", "ClaimResponse", "Coverage", "ExplanationOfBenefit", "Invoice", "PaymentNotice"}
    ),
    "supplies": frozenset({"Device", "SupplyDelivery", "SupplyRequest"}),
    "log": frozenset({"AuditEvent"}),
}
"""Area to the types in it. A type in no area is reached only by those who see the whole record."""

ALONG: dict[Area, frozenset[str]] = {"dialogue": frozenset({"EpisodeOfCare"})}
"""What comes along with an area although it is in another, because the area is of no use without: whom messages can be written to."""

WHO = frozenset({"Patient"})
"""What everybody who is let in at all may see: whose record it is."""


def types_of(areas: frozenset[Area]) -> frozenset[str]:
    """Say which resource types areas hold, what comes along with them included."""
    return frozenset(type_ for area in areas for type_ in AREAS[area] | ALONG.get(area, frozenset()))


def reached_by(areas: frozenset[Area]) -> Condition:
    """Say which resources areas hold: those of their types, and of Tasks only conversations, which belong to the dialogue."""
    types = OfType(types_of(areas))
    return AnyOf((types, IS_CONVERSATION)) if "dialogue" in areas else types
