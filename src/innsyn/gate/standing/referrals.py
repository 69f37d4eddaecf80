"""A referral's course with whoever received it: a Task contained in its ServiceRequest, so that one read tells both.

Written by other systems: a day that cannot be read is not told, and a status we do not know is none.
Source: HL7 FHIR R4 ServiceRequest, Task; Helsenorge's CodeSystem henvisningsstatus (HIS 1206:2018); docs/spec/referrals.md#REF-2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from innsyn.fhir.dates import norwegian_day
from innsyn.gate.standing.appointment_flags import MayDo, flag_body, may, without_flags
from innsyn.gate.standing.elements import codes_of, text_of
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import SNOMED_CT

PATIENT_REFERRAL = "3457005"
"""SNOMED CT: patient referral. A request of another category, such as a laboratory's, is no referral."""

REFERRAL_STATUS = "http://helsenorge.no/fhir/CodeSystem/henvisningsstatus"
REFERRAL_ID = "urn:innsyn:referral"
"""Identifier system of a referral, a UUID: the same with who sent it and with who received it."""

TREATMENT = "urn:innsyn:treatment"
"""Our own code system: what a referral asks for, as lists of waiting times name it. See docs/spec/referrals.md."""

Status = Literal["mottatt", "vurdert-behov", "vurdert-ikke-behov", "avvist-mangelfull", "planlagt", "avsluttet"]
_STATUSES: Mapping[str, Status] = {each: each for each in get_args(Status)}
_TASK_STATUSES: Mapping[Status, str] = {
    "mottatt": "received",
    "vurdert-behov": "accepted",
    "vurdert-ikke-behov": "rejected",
    "avvist-mangelfull": "rejected",
    "planlagt": "in-progress",
    "avsluttet": "completed",
}
_COURSE = "course"

TAKE_BACK: MayDo = "canCancelServiceRequest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far a referral has come. status: None for one we do not know. days: on which each status came, as far as told.

    latest_start: the last day for care to begin, None when none is told. begun_on: when it did. reason: of the decision, in words."""

    status: Status | None
    days: Mapping[Status, date] = field(default_factory=dict)
    latest_start: date | None = None
    begun_on: date | None = None
    reason: str = field(default="", repr=False)


def is_referral(body: Mapping[str, Any]) -> bool:
    """Say whether a ServiceRequest is a referral that is sent: of no other category, and no draft."""
    codings = [coding for concept in body.get("category") or () for coding in concept.get("coding") or ()]
    is_one = not codings or any((each.get("system"), each.get("code")) == (SNOMED_CT, PATIENT_REFERRAL) for each in codings)
    return is_one and body.get("status") != "draft"


def course_of(body: Mapping[str, Any]) -> Course | None:
    """Read the course in a ServiceRequest; None when nobody has told one."""
    named = {str(each.get("reference", "")) for each in body.get("supportingInfo", ())}
    tasks = (each for each in body.get("contained", ()) if each.get("resourceType") == "Task" and f"#{each.get('id')}" in named)
    task: Mapping[str, Any] | None = next(tasks, None)
    if task is None:
        return None
    return Course(
        status=_status(task.get("businessStatus")),
        days=_days(task),
        latest_start=norwegian_day(task.get("restriction", {}).get("period", {}).get("end")),
        begun_on=norwegian_day(task.get("executionPeriod", {}).get("start")),
        reason=_words(task.get("statusReason", {})),
    )


def with_course(body: Mapping[str, Any], course: Course) -> dict[str, Any]:
    """Write a course into a ServiceRequest. course: with a status."""
    task = {
        "resourceType": "Task",
        "id": _COURSE,
        "status": _TASK_STATUSES[course.status] if course.status else "requested",
        "businessStatus": _coded(course.status) if course.status else None,
        "intent": "order",
        "for": body["subject"],
        "statusReason": {"text": course.reason} if course.reason else None,
        "executionPeriod": {"start": course.begun_on.isoformat()} if course.begun_on else None,
        "restriction": {"period": {"end": course.latest_start.isoformat()}} if course.latest_start else None,
        "output": [{"type": _coded(status), "valueDate": day.isoformat()} for status, day in course.days.items()],
    }
    told = {name: value for name, value in task.items() if value}
    return {**body, "contained": [told], "supportingInfo": [{"reference": f"#{_COURSE}"}]}


def may_be_taken_back(body: Mapping[str, Any], patient_id: str, until: Instant | None) -> dict[str, Any]:
    """Write into a ServiceRequest that the patient may take it back by herself. until: the limit, None for none."""
    contained = [*body.get("contained", ()), flag_body(TAKE_BACK, patient_id, until)]
    return {**body, "contained": contained, "supportingInfo": [*body.get("supportingInfo", ()), {"reference": f"#{TAKE_BACK}"}]}


def may_take_back(body: Mapping[str, Any], now: Instant) -> bool:
    """Say whether the patient may take it back by herself: it goes on, a Flag in it says so, and the Flag's limit is not passed."""
    return body.get("status") == "active" and may(body, TAKE_BACK, now)


def taken_back(body: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write a referral as taken back: nothing more can be done with it, and what has been told of its course stays."""
    bare, ended = without_flags(body), {"status": "cancelled", "lastModified": text_of(now)}
    there = {f"#{each.get('id')}" for each in bare["contained"]}
    named = [each for each in body.get("supportingInfo", ()) if _leads_somewhere(each, there)]
    contained = [each | ended if each.get("resourceType") == "Task" else each for each in bare["contained"]]
    told = {**bare, "status": "revoked", "contained": contained, "supportingInfo": named}
    return {name: value for name, value in told.items() if value != []}


def is_taken_back(before: Mapping[str, Any], after: Mapping[str, Any], at: Instant) -> bool:
    """Say whether the patient has made one version of the other by taking the referral back: she could, and nothing else is changed."""
    return may_take_back(before, at) and _but_for_when(taken_back(before, at)) == _but_for_when(after)


def _but_for_when(body: Mapping[str, Any]) -> dict[str, Any]:
    contained = [{name: value for name, value in each.items() if name != "lastModified"} for each in body.get("contained", ())]
    return {name: value for name, value in body.items() if name not in ("meta", "contained")} | {"contained": contained}


def _leads_somewhere(reference: Mapping[str, Any], there: set[str]) -> bool:
    named = str(reference.get("reference", ""))
    return not named.startswith("#") or named in there


def _coded(status: Status) -> dict[str, Any]:
    return {"coding": [{"system": REFERRAL_STATUS, "code": status}]}


def _status(concept: Mapping[str, Any] | None) -> Status | None:
    return next((_STATUSES[code] for code in codes_of(concept, REFERRAL_STATUS) if code in _STATUSES), None)


def _days(task: Mapping[str, Any]) -> dict[Status, date]:
    told = [
        (_status(each.get("type")), norwegian_day(each.get("valueDate") or each.get("valueDateTime"))) for each in task.get("output", ())
    ]
    return {status: day for status, day in told if status is not None and day is not None}


def _words(concept: Mapping[str, Any]) -> str:
    displays = (str(each["display"]) for each in concept.get("coding", ()) if each.get("display"))
    return str(concept.get("text") or next(displays, ""))
