"""Reads FHIR R4 ServiceRequest and what came of it: the only file here that knows where things stand in them. What is missing is left out.

Source: HL7 FHIR R4 ServiceRequest, Appointment; docs/spec/referrals.md#REF-2.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from innsyn.features.referrals.referral import Given, Referral, State
from innsyn.fhir.dates import norwegian_day
from innsyn.gate.standing.elements import instant_of
from innsyn.gate.standing.referrals import TREATMENT, Course, Status, course_of, is_referral, may_take_back
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant

Resource = Mapping[str, Any]

_STATES: Mapping[Status | None, State] = {
    "mottatt": "received",
    "vurdert-behov": "right",
    "vurdert-ikke-behov": "no_right",
    "avvist-mangelfull": "returned",
    "planlagt": "planned",
    "avsluttet": "closed",
}
_ENDED: Mapping[str, State] = {"completed": "closed", "revoked": "withdrawn"}
_KEPT = ("arrived", "checked-in", "fulfilled")


def referral(stored: Stored) -> Referral | None:
    """Read one stored ServiceRequest; None for what is no referral, or is not sent."""
    body: Resource = json.loads(stored.body)
    if not is_referral(body):
        return None
    course = course_of(body)
    performer: Resource = next(iter(body.get("performer") or ()), {})
    kind, _, unit = str(performer.get("reference") or "").partition("/")
    return Referral(
        id=stored.id,
        state=_state(str(body.get("status")), course),
        what=_text(body.get("code")),
        treatment=next((code for system, code in _codes(body.get("code")) if system == TREATMENT), ""),
        identifiers=frozenset(_identifiers(body)),
        has_course=course is not None,
        days=course.days if course else {},
        latest_start=course.latest_start if course else None,
        begun_on=course.begun_on if course else None,
        reason=course.reason if course else "",
        sent_on=norwegian_day(body.get("authoredOn")),
        sender=str((body.get("requester") or {}).get("display") or ""),
        unit=unit if kind == "Organization" else "",
        place=str(performer.get("display") or ""),
        source=stored.custodian or "",
        stored_at=stored.recorded_at,
    )


def can_be_taken_back(stored: Stored, now: Instant) -> bool:
    """Say whether whoever keeps a referral has said that the patient may take it back by herself, and still may."""
    return may_take_back(json.loads(stored.body), now)


def given(stored: Stored, now: Instant) -> tuple[tuple[str, ...], Given]:
    """Read an appointment that names referrals. Returns their ids, and the appointment as it stands at `now`."""
    body: Resource = json.loads(stored.body)
    references = (str(each.get("reference") or "") for each in body.get("basedOn") or ())
    start, status = instant_of(body.get("start")), str(body.get("status"))
    is_ahead = start is not None and start > now
    is_booked = status == "booked" and is_ahead
    found = Given(id=stored.id, source=stored.custodian or "", start=start, is_booked=is_booked, is_kept=status in _KEPT)
    return tuple(each.removeprefix("ServiceRequest/") for each in references), found


def _state(status: str, course: Course | None) -> State:
    if status in _ENDED:
        return _ENDED[status]
    if status != "active":
        return "unknown"
    if course is None:
        return "sent"
    is_begun = course.begun_on is not None and course.status != "avsluttet"
    return "begun" if is_begun else _STATES.get(course.status, "unknown")


def _codes(concept: Resource | None) -> Iterator[tuple[str, str]]:
    for coding in (concept or {}).get("coding") or ():
        yield str(coding.get("system") or ""), str(coding.get("code") or "")


def _identifiers(body: Resource) -> Iterator[tuple[str, str]]:
    for each in body.get("identifier") or ():
        if each.get("system") and each.get("value"):
            yield str(each["system"]), str(each["value"])


def _text(concept: Resource | None) -> str:
    displays = (str(each["display"]) for each in (concept or {}).get("coding") or () if each.get("display"))
    return str((concept or {}).get("text") or next(displays, ""))
