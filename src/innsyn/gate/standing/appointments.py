"""An appointment as a FHIR Appointment: asked for, confirmed, moved, called off, wished for; and what the patient may do, as Flags in it.

Source: HL7 FHIR R4 Appointment, Flag; Helsenorge's draft of appointments in FHIR, CodeSystem hn-appointment-flag-code-cs;
docs/adr/0030-appointments.md; docs/spec/appointments.md#APP-3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from innsyn.gate.standing.appointment_flags import ACKNOWLEDGED, COMES_SOON, SHORT_NOTICE, flag_body, saying, with_flags, without_flags
from innsyn.gate.standing.appointment_flags import APPOINTMENT_FLAG as APPOINTMENT_FLAG
from innsyn.gate.standing.appointment_flags import CANCEL as CANCEL
from innsyn.gate.standing.appointment_flags import MOVE as MOVE
from innsyn.gate.standing.appointment_flags import MayDo as MayDo
from innsyn.gate.standing.appointment_flags import limit as limit
from innsyn.gate.standing.appointment_flags import may as may
from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import Instant, norwegian_instant
from innsyn.kernel.systems import HER_ID, ORGANISATION_NUMBER

APPOINTMENT_ID = "urn:innsyn:appointment"
MOVED_FROM = "urn:innsyn:moved-from"
"""Extension: the time an appointment still has while the clinic considers another."""

OFFERED = "urn:innsyn:offered-time"
"""Extension: a time the clinic offers her at short notice, while she keeps the one she has."""

CalledOffBy = Literal["pat", "prov"]
"""Who called it off, as HL7's cancellation reasons have it: the patient's side, or the clinic's."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose appointment it is: id of the Patient, and her name for the clinic's list."""

    id: str
    name: str = field(default="", repr=False)


CONFIDENTIAL = {"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}
"""Label of what is between a young person and the clinic."""

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_CALLED_OFF = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"


def asked_body(time: Time, calendar: Calendar, *, whose: Whose, identifier: UUID, words: str, now: Instant) -> dict[str, Any]:
    """Write an appointment that is asked for. identifier: its own, the same for both sides. words: what it is about, in the patient's."""
    assigner = {"identifier": {"system": ORGANISATION_NUMBER, "value": calendar.organisation}}
    asked: dict[str, Any] = {
        "resourceType": "Appointment",
        "identifier": [{"system": APPOINTMENT_ID, "value": str(identifier), "assigner": assigner}],
        "status": "pending",
        "created": now.isoformat(),
        "reasonCode": [{"text": words}] if words else [],
    }
    return _said({**asked, **_at(time, calendar, whose)})


def confirmed(body: Mapping[str, Any]) -> dict[str, Any]:
    """Write an appointment as booked: whoever asked before has a yes."""
    accepted = [{**each, "status": "accepted"} for each in body.get("participant", ())]
    return {**without(body, MOVED_FROM), "status": "booked", "participant": accepted}


def moved(body: Mapping[str, Any], time: Time, calendar: Calendar, whose: Whose) -> dict[str, Any]:
    """Write an appointment that is asked to be at another time; the one it has is kept in mind until the clinic has answered.

    What was asked for and never confirmed has no time to keep. An offer was made to whoever had the time of before."""
    bare = without(saying(body, ACKNOWLEDGED, is_so=False), MOVED_FROM, OFFERED)
    is_new = body.get("status") == "booked" and not moved_from(body)
    mind = [_kept_in_mind(body)] if is_new else [each for each in body.get("extension", ()) if each.get("url") == MOVED_FROM]
    extensions = [*bare.get("extension", ()), *mind]
    return _said({**bare, "extension": extensions, "status": "pending", **_at(time, calendar, whose, body)})


def back_at(body: Mapping[str, Any], time: Time, calendar: Calendar, whose: Whose) -> dict[str, Any]:
    """Write an appointment back at the time it had before another was asked for, or at one the clinic gives instead."""
    bare = without(saying(body, ACKNOWLEDGED, is_so=False), MOVED_FROM, OFFERED)
    return confirmed(_said({**bare, **_at(time, calendar, whose, body)}))


def called_off(body: Mapping[str, Any], by: CalledOffBy) -> dict[str, Any]:
    """Write an appointment as called off: nothing more can be done with it."""
    reason = {"coding": [{"system": _CALLED_OFF, "code": by}]}
    return {**_closed(body), "status": "cancelled", "cancelationReason": reason}


def is_called_off_by(body: Mapping[str, Any], by: CalledOffBy) -> bool:
    """Say whether an appointment says that this side has called it off."""
    codings = body.get("cancelationReason", {}).get("coding", ())
    return any((each.get("system"), each.get("code")) == (_CALLED_OFF, by) for each in codings)


def missed(body: Mapping[str, Any]) -> dict[str, Any]:
    """Write that the patient did not come."""
    return {**_closed(body), "status": "noshow"}


def wish_body(
    *,
    whose: Whose,
    her_id: str,
    name: str,
    organisation: str,
    period: tuple[date, date],
    words: str,
    identifier: UUID,
    now: Instant,
    is_confidential: bool = False,
) -> dict[str, Any]:
    """Write a wish for an appointment without a time.

    her_id, name: of whom. period: days that suit. words: what it is about. is_confidential: between her and the clinic alone."""
    assigner = {"identifier": {"system": ORGANISATION_NUMBER, "value": organisation}}
    return {
        "resourceType": "Appointment",
        **({"meta": {"security": [CONFIDENTIAL]}} if is_confidential else {}),
        "contained": [flag_body(CANCEL, whose.id, None)],
        "identifier": [{"system": APPOINTMENT_ID, "value": str(identifier), "assigner": assigner}],
        "status": "proposed",
        "reasonCode": [{"text": words}],
        "supportingInformation": [{"reference": f"#{CANCEL}"}],
        "created": now.isoformat(),
        "requestedPeriod": [{"start": period[0].isoformat(), "end": period[1].isoformat()}],
        "participant": [_patient(whose), {"actor": _with(her_id, name), "required": "required", "status": "needs-action"}],
    }


def identifier_of(body: Mapping[str, Any]) -> str:
    """Say an appointment's own identifier, which both sides know it by; empty when it has none of ours."""
    return next((str(each.get("value")) for each in body.get("identifier", ()) if each.get("system") == APPOINTMENT_ID), "")


def slot_of(body: Mapping[str, Any]) -> str:
    """Say which time an appointment has; empty when it has none here."""
    slots = body.get("slot") or [{}]
    return str(slots[0].get("reference", "")).removeprefix("Slot/")


def moved_from(body: Mapping[str, Any]) -> str:
    """Say which time it had before another was asked for; empty when none was."""
    return str(_minded(body).get("slot", {}).get("valueReference", {}).get("reference", "")).removeprefix("Slot/")


def kept_start(body: Mapping[str, Any]) -> Instant | None:
    """Say when that other time begins; None when there is none."""
    try:
        return norwegian_instant(str(_minded(body).get("period", {}).get("valuePeriod", {}).get("start")))
    except ValueError:
        return None


def _at(time: Time, calendar: Calendar, whose: Whose, body: Mapping[str, Any] = _NOTHING) -> dict[str, Any]:
    """Write when, where, with whom, and what may be done until when. body: what stands; how to prepare stays with it."""
    place = [{"type": "Location", "display": calendar.place}] if calendar.place else []
    kept = with_flags(without_flags(body), _flags(time, calendar, whose))
    return {
        "contained": kept["contained"],
        "supportingInformation": kept["supportingInformation"],
        "appointmentType": {"text": calendar.kind},
        "description": calendar.kind,
        "start": time.start.isoformat(),
        "end": time.end.isoformat(),
        "minutesDuration": time.minutes,
        "slot": [{"reference": f"Slot/{time.id}"}],
        "patientInstruction": calendar.practical,
        "participant": [
            _patient(whose),
            {"actor": _with(calendar.her_id, calendar.name), "required": "required", "status": "needs-action"},
            *({"actor": each, "required": "information-only", "status": "accepted"} for each in place),
        ],
    }


def _flags(time: Time, calendar: Calendar, whose: Whose) -> list[dict[str, Any]]:
    """Say what may be done with a time, as its calendar lets: where she may move alone, she may also come sooner than she has to."""
    if calendar.cancel_hours is None:
        return []
    until = time.start - timedelta(hours=calendar.cancel_hours)
    moving = [flag_body(MOVE, whose.id, until), flag_body(SHORT_NOTICE, whose.id, time.start)] if calendar.may_move else []
    return [flag_body(CANCEL, whose.id, until), *moving]


def _closed(body: Mapping[str, Any]) -> dict[str, Any]:
    """Give an appointment without anything that may be done with it."""
    return _said(without_flags(without(saying(body, COMES_SOON, is_so=False), MOVED_FROM, OFFERED)))


def _said(body: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing: FHIR has no empty lists."""
    return {name: value for name, value in body.items() if value not in ([], "")}


def _kept_in_mind(body: Mapping[str, Any]) -> dict[str, Any]:
    slot = {"url": "slot", "valueReference": {"reference": f"Slot/{slot_of(body)}"}}
    period = {"url": "period", "valuePeriod": {"start": body.get("start"), "end": body.get("end")}}
    return {"url": MOVED_FROM, "extension": [slot, period]}


def _minded(body: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    found: Mapping[str, Any] = next((each for each in body.get("extension", ()) if each.get("url") == MOVED_FROM), {})
    return {str(each.get("url")): each for each in found.get("extension", ())}


def _patient(whose: Whose) -> dict[str, Any]:
    actor = {"reference": f"Patient/{whose.id}", **({"display": whose.name} if whose.name else {})}
    return {"actor": actor, "required": "required", "status": "accepted"}


def _with(her_id: str, name: str) -> dict[str, Any]:
    return {"identifier": {"system": HER_ID, "value": her_id}, "display": name}


def without(body: Mapping[str, Any], *urls: str) -> dict[str, Any]:
    """Write it anew without these extensions. Who may not see it and what she has said of it go along."""
    bare = {name: value for name, value in body.items() if name not in ("id", "meta", "extension")}
    others = [each for each in body.get("extension", ()) if each.get("url") not in urls]
    meta = {name: value for name, value in body.get("meta", {}).items() if name in ("security", "tag")}
    return {**({"meta": meta} if meta else {}), **bare, **({"extension": others} if others else {})}
