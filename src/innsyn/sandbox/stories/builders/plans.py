"""Care plans, and the periods a service follows someone."""

from dataclasses import dataclass
from typing import Literal

from innsyn.sandbox.people.resources.reference import Json
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.document_types import Label


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing in a plan. what: in plain words. status: FHIR CarePlanActivityStatus. ago: days before today, negative when planned."""

    what: str
    status: Literal["completed", "in-progress", "scheduled", "not-started"]
    ago: int | None = None


def care_plan(visit: Visit, title: str, activities: list[Activity], *, goal: str, addresses: Json | None = None) -> Json:
    """Tell of a plan made at a visit. goal: what matters to the patient. addresses: the Condition it is for. Returns a reference."""
    life = visit.life
    resource: Json = {
        "resourceType": "CarePlan",
        "id": life.new_id("plan"),
        "status": "active",
        "intent": "plan",
        "title": title,
        "description": goal,
        "subject": life.patient,
        "encounter": visit.encounter,
        "period": {"start": life.day(visit.ago).isoformat()},
        "created": visit.start.isoformat(),
        "author": visit.worker_ref,
        "contributor": [visit.unit_ref],
        "activity": [{"detail": _detail(life, activity)} for activity in activities],
    }
    return visit.write(resource | ({"addresses": [addresses]} if addresses else {}))


def _detail(life: Telling, activity: Activity) -> Json:
    detail: Json = {"status": activity.status, "description": activity.what}
    return detail | ({"scheduledString": life.day(activity.ago).isoformat()} if activity.ago is not None else {})


def episode(life: Telling, at: str, what: str, since: int, until: int | None = None, label: Label = Label.NONE) -> Json:
    """Tell that a service has followed someone. what: in words. since, until: days ago. Returns a reference to the EpisodeOfCare."""
    end = {"end": life.day(until).isoformat()} if until is not None else {}
    resource: Json = {
        "resourceType": "EpisodeOfCare",
        "id": life.new_id("oppfolging"),
        "status": "finished" if until is not None else "active",
        "type": [{"text": what}],
        "patient": life.patient,
        "managingOrganization": life.unit_ref(at),
        "period": {"start": life.day(since).isoformat()} | end,
    }
    return life.add(resource, source=at, label=label)
