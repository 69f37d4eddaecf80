"""Allergies and intolerances. no-basis-AllergyIntolerance is not claimed: it demands a code of 7497 for the reaction."""

from typing import Literal

from innsyn.kernel.systems import ATC
from innsyn.sandbox.people.resources.reference import Json, concept
from innsyn.sandbox.stories.builders.visit import Visit

_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"


def allergic_to(
    visit: Visit, what: str, reaction: str, *, atc: str | None = None, criticality: Literal["low", "high"] = "low", since: int | None = None
) -> Json:
    """Tell of an allergy. what: the substance. reaction: what happens. atc: code when it is a medicine. Returns a reference."""
    life = visit.life
    resource: Json = {
        "resourceType": "AllergyIntolerance",
        "id": life.new_id("allergi"),
        "clinicalStatus": concept(_CLINICAL, "active", "Active"),
        "verificationStatus": concept(_VERIFICATION, "confirmed", "Confirmed"),
        "type": "allergy",
        "category": ["medication" if atc else "environment"],
        "criticality": criticality,
        "code": concept(ATC, atc, what) if atc else {"text": what},
        "patient": life.patient,
        "onsetDateTime": life.day(visit.ago if since is None else since).isoformat(),
        "recordedDate": visit.start.isoformat(),
        "recorder": visit.worker_ref,
        "reaction": [{"manifestation": [{"text": reaction}], "severity": "severe" if criticality == "high" else "moderate"}],
    }
    return visit.write(resource)
