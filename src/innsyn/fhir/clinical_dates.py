"""The instant by which a patient's resources of one type are sorted, newest first.

Source: FHIR R4 4.0.1, the FiveWs pattern (`done`, `recorded`, `planned`), chosen per type in the table below.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from innsyn.fhir.dates import interval
from innsyn.fhir.term_paths import values_at

CLINICAL_DATES: Mapping[str, tuple[str, ...]] = {
    "Account": ("servicePeriod.start",),
    "AdverseEvent": ("date", "detected", "recordedDate"),
    "AllergyIntolerance": ("recordedDate", "onsetDateTime", "onsetPeriod.start", "lastOccurrence"),
    "Appointment": ("start", "requestedPeriod.start", "created"),
    "AppointmentResponse": ("start",),
    "AuditEvent": ("recorded",),
    "Basic": ("created",),
    "Bundle": ("timestamp",),
    "CarePlan": ("period.start", "created"),
    "CareTeam": ("period.start",),
    "ChargeItem": ("occurrenceDateTime", "occurrencePeriod.start", "enteredDate"),
    "Claim": ("billablePeriod.start", "created"),
    "ClaimResponse": ("created",),
    "ClinicalImpression": ("effectiveDateTime", "effectivePeriod.start", "date"),
    "Communication": ("sent", "received"),
    "CommunicationRequest": ("occurrenceDateTime", "occurrencePeriod.start", "authoredOn"),
    "Composition": ("date",),
    "Condition": ("onsetDateTime", "onsetPeriod.start", "recordedDate"),
    "Consent": ("dateTime",),
    "Contract": ("issued", "applies.start"),
    "Coverage": ("period.start",),
    "CoverageEligibilityRequest": ("created",),
    "CoverageEligibilityResponse": ("created",),
    "DetectedIssue": ("identifiedDateTime", "identifiedPeriod.start"),
    "Device": ("manufactureDate",),
    "DeviceRequest": ("occurrenceDateTime", "occurrencePeriod.start", "authoredOn"),
    "DeviceUseStatement": ("timingPeriod.start", "timingDateTime", "recordedOn"),
    "DiagnosticReport": ("effectiveDateTime", "effectivePeriod.start", "issued"),
    "DocumentManifest": ("created",),
    "DocumentReference": ("content.attachment.creation", "context.period.end", "context.period.start", "date"),
    "Encounter": ("period.start",),
    "EnrollmentRequest": ("created",),
    "EpisodeOfCare": ("period.start",),
    "ExplanationOfBenefit": ("billablePeriod.start", "created"),
    "FamilyMemberHistory": ("date",),
    "Flag": ("period.start",),
    "Goal": ("startDate", "statusDate"),
    "GuidanceResponse": ("occurrenceDateTime",),
    "ImagingStudy": ("started",),
    "Immunization": ("occurrenceDateTime", "recorded"),
    "ImmunizationEvaluation": ("date",),
    "ImmunizationRecommendation": ("date",),
    "Invoice": ("date",),
    "List": ("date",),
    "MeasureReport": ("date", "period.start"),
    "Media": ("createdDateTime", "createdPeriod.start", "issued"),
    "MedicationAdministration": ("effectiveDateTime", "effectivePeriod.start"),
    "MedicationDispense": ("whenHandedOver", "whenPrepared"),
    "MedicationRequest": ("authoredOn",),
    "MedicationStatement": ("effectiveDateTime", "effectivePeriod.start", "dateAsserted"),
    "NutritionOrder": ("dateTime",),
    "Observation": ("effectiveDateTime", "effectivePeriod.start", "effectiveInstant", "effectiveTiming.event", "issued"),
    "Procedure": ("performedDateTime", "performedPeriod.start"),
    "Provenance": ("occurredDateTime", "occurredPeriod.start", "recorded"),
    "QuestionnaireResponse": ("authored",),
    "RelatedPerson": ("period.start",),
    "RequestGroup": ("authoredOn",),
    "ResearchSubject": ("period.start",),
    "RiskAssessment": ("occurrenceDateTime", "occurrencePeriod.start"),
    "Schedule": ("planningHorizon.start",),
    "ServiceRequest": ("occurrenceDateTime", "occurrencePeriod.start", "authoredOn"),
    "Slot": ("start",),
    "Specimen": ("collection.collectedDateTime", "collection.collectedPeriod.start", "receivedTime"),
    "SupplyDelivery": ("occurrenceDateTime", "occurrencePeriod.start"),
    "SupplyRequest": ("occurrenceDateTime", "occurrencePeriod.start", "authoredOn"),
    "Task": ("authoredOn", "executionPeriod.start", "lastModified"),
    "VisionPrescription": ("dateWritten", "created"),
}
"""For each type the elements asked, first answer wins: when it happened or will, else when it was written down."""

_STEPS = {kind: tuple(tuple((name, "") for name in path.split(".")) for path in paths) for kind, paths in CLINICAL_DATES.items()}


def clinical_date(resource: Mapping[str, Any]) -> datetime | None:
    """Say when what a resource tells of happened, or will happen.

    resource: R4 JSON as parsed. A document is dated by its content's creation, a plan by its start, a diagnosis by its onset.
    Returns the beginning of the date's interval, with zone; None where nothing says when, which is unknown, not old."""
    kind = resource.get("resourceType")
    for steps in _STEPS.get(kind, ()) if isinstance(kind, str) else ():
        for value in values_at(steps, resource) if steps[0][0] in resource else ():
            found = interval(value) if isinstance(value, str) else None
            if found is not None:
                return found.start
    return None
