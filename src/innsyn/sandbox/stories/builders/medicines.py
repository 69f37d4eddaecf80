"""Medicines prescribed and used."""

from innsyn.kernel.systems import ATC
from innsyn.sandbox.people.resources.reference import Json, concept
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.medicines import MEDICINES


def prescribed(
    visit: Visit, medicine: str, dose: str, *, stopped: int | None = None, why: str | None = None, as_needed: bool = False
) -> Json:
    """Tell of a prescription, and of the medicine as it is used.

    medicine: key of `MEDICINES`. dose: as it stands on the label. stopped: days ago it was stopped, None while it is used.
    why: what it is for, in a few words. as_needed: taken when needed. Returns a reference to the MedicationRequest."""
    dosage: Json = {"text": dose} | ({"asNeededBoolean": True} if as_needed else {})
    reason = {"reasonCode": [{"text": why}]} if why else {}
    request = visit.write(_request(visit, medicine, dosage, stopped is not None) | reason)
    visit.write(_statement(visit, medicine, dosage, stopped, request) | reason)
    return request


def given(visit: Visit, medicine: str, dose: str, *, why: str) -> None:
    """Tell of a medicine that the hospital itself gives, again and again: nobody fetches it, and there is no prescription to renew.

    medicine: key of `MEDICINES`. dose: how much, how and where. why: what it is for, in a few words."""
    visit.write(_statement(visit, medicine, {"text": dose}, None, None) | {"reasonCode": [{"text": why}]})


def _request(visit: Visit, medicine: str, dosage: Json, is_over: bool) -> Json:
    return {
        "resourceType": "MedicationRequest",
        "id": visit.life.new_id("resept"),
        "status": "completed" if is_over else "active",
        "intent": "order",
        "medicationCodeableConcept": concept(ATC, *MEDICINES[medicine]),
        "subject": visit.life.patient,
        "encounter": visit.encounter,
        "authoredOn": visit.start.isoformat(),
        "requester": visit.worker_ref,
        "dosageInstruction": [dosage],
    }


def _statement(visit: Visit, medicine: str, dosage: Json, stopped: int | None, request: Json | None) -> Json:
    life = visit.life
    based_on = {"basedOn": [request]} if request else {}
    end = {"end": life.day(stopped).isoformat()} if stopped is not None else {}
    return {
        "resourceType": "MedicationStatement",
        "id": life.new_id("legemiddel"),
        **based_on,
        "status": "completed" if stopped is not None else "active",
        "medicationCodeableConcept": concept(ATC, *MEDICINES[medicine]),
        "subject": life.patient,
        "context": visit.encounter,
        "effectivePeriod": {"start": life.day(visit.ago).isoformat()} | end,
        "dateAsserted": visit.start.isoformat(),
        "informationSource": visit.worker_ref,
        "dosage": [dosage],
    }
