"""Reads FHIR R4 Appointment: the only file here that knows where things stand in it. What is missing is left out.

Source: HL7 FHIR R4 Appointment; no-basis-Appointment; docs/adr/0030-appointments.md.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from innsyn.features.appointments.appointment import Appointment, State
from innsyn.features.appointments.meeting import meeting
from innsyn.gate.standing.appointment_answers import offer_of
from innsyn.gate.standing.appointment_flags import (
    ACKNOWLEDGE,
    ACKNOWLEDGED,
    CANCEL,
    COMES_SOON,
    MOVE,
    SHORT_NOTICE,
    WRITE,
    has_said,
    limit,
    may,
)
from innsyn.gate.standing.appointments import kept_start, moved_from, slot_of
from innsyn.gate.standing.attendance import said_of
from innsyn.gate.standing.preparations import preparations_of
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant, norwegian_instant
from innsyn.kernel.systems import HER_ID

Resource = Mapping[str, Any]

_THERE, _COME = ("arrived", "checked-in"), ("arrived", "checked-in", "fulfilled")

_STATES: Mapping[str, State] = {
    "proposed": "wished",
    "waitlist": "listed",
    "fulfilled": "over",
    "cancelled": "called_off",
    "noshow": "missed",
}


def appointment(stored: Stored, now: Instant) -> Appointment:
    """Read one stored Appointment as it stands at `now`."""
    body: Resource = json.loads(stored.body)
    start, end = _instant(body.get("start")), _instant(body.get("end"))
    actors = [each.get("actor") or {} for each in body.get("participant") or ()]
    with_whom = [each for each in actors if not _is_of(each, "Patient") and not _is_of(each, "Location")]
    state, kind = _state(body, start, end, now), _text(body.get("appointmentType"))
    what = str(body.get("description") or "") or kind or _first_text(body.get("serviceType"))
    form, address = meeting(body)
    return Appointment(
        id=stored.id,
        state=state,
        start=start,
        end=end,
        what=what,
        who=tuple(_display(each) for each in with_whom if _display(each)),
        place=next((_display(each) for each in actors if _is_of(each, "Location")), ""),
        practical=str(body.get("patientInstruction") or ""),
        words=_first_text(body.get("reasonCode")),
        days=next(_days(body), (None, None)),
        kept_start=kept_start(body),
        can_cancel=may(body, CANCEL, now),
        can_move=may(body, MOVE, now),
        cancel_until=limit(body, CANCEL),
        move_until=limit(body, MOVE),
        source=stored.custodian or "",
        stored_at=stored.recorded_at,
        patient=next((_display(each) for each in actors if _is_of(each, "Patient")), ""),
        slot_id=slot_of(body),
        referral_id=next(_referrals(body), ""),
        has_come=body.get("status") in _COME,
        why=said_of(body),
        her_id=next((number for each in with_whom if (number := _her_id(each))), ""),
        kind=kind if kind != what else "",
        preparations=preparations_of(body),
        form=form,
        address=address,
        can_acknowledge=state == "booked" and may(body, ACKNOWLEDGE, now),
        is_acknowledged=has_said(body, ACKNOWLEDGED),
        can_come_soon=state == "booked" and may(body, SHORT_NOTICE, now),
        comes_soon=state == "booked" and has_said(body, COMES_SOON),
        can_write=any(may(body, each, now) for each in WRITE),
        offer=offer_of(body) if state == "booked" else None,
        is_confidential="R" in stored.labels,
    )


def _referrals(body: Resource) -> Iterator[str]:
    for each in body.get("basedOn") or ():
        kind, _, id_ = str(each.get("reference") or "").partition("/")
        if kind == "ServiceRequest" and id_:
            yield id_


def _state(body: Resource, start: Instant | None, end: Instant | None, now: Instant) -> State:
    status = str(body.get("status"))
    is_past = (end or start or now) < now
    if status == "pending":
        return "unanswered" if is_past else "moving" if moved_from(body) else "asked"
    if status == "booked" or status in _THERE:
        return "over" if is_past else "booked"
    return _STATES.get(status, "unknown")


def _is_of(actor: Resource, type_: str) -> bool:
    return actor.get("type") == type_ or str(actor.get("reference") or "").startswith(f"{type_}/")


def _display(reference: Resource) -> str:
    return str(reference.get("display") or "")


def _her_id(reference: Resource) -> str:
    identifier = reference.get("identifier") or {}
    return str(identifier.get("value") or "") if identifier.get("system") == HER_ID else ""


def _text(concept: Resource | None) -> str:
    named = [str((concept or {}).get("text") or ""), *(str(each.get("display") or "") for each in (concept or {}).get("coding") or ())]
    return next((text for text in named if text), "")


def _first_text(concepts: list[Resource] | None) -> str:
    return next((text for each in concepts or () if (text := _text(each))), "")


def _days(body: Resource) -> Iterator[tuple[date | None, date | None]]:
    for period in body.get("requestedPeriod") or ():
        yield _day(period.get("start")), _day(period.get("end"))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _instant(text: object) -> Instant | None:
    try:
        return norwegian_instant(text) if isinstance(text, str) else None
    except ValueError:
        return None
