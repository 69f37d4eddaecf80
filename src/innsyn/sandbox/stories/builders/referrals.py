"""Referrals from one service to another."""

from typing import Literal

from innsyn.sandbox.people.resources.reference import Json, concept
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.diagnoses import diagnosis


def referred(
    visit: Visit,
    to: str,
    because: str,
    *,
    priority: Literal["routine", "urgent", "asap"] = "routine",
    status: Literal["active", "completed"] = "completed",
) -> Json:
    """Tell of a referral. to: key of the unit. because: diagnosis code. status: active while it waits. Returns a reference."""
    resource: Json = {
        "resourceType": "ServiceRequest",
        "id": visit.life.new_id("henvisning"),
        "status": status,
        "intent": "order",
        "priority": priority,
        "code": {"text": "Henvisning til " + visit.life.unit(to).name},
        "subject": visit.life.patient,
        "encounter": visit.encounter,
        "authoredOn": visit.start.isoformat(),
        "requester": visit.worker_ref,
        "performer": [visit.life.unit_ref(to)],
        "reasonCode": [concept(*diagnosis(because))],
    }
    return visit.write(resource)
