"""What a patient answers about an appointment as AppointmentResponse, what she is called in to, and times she is offered at short notice.

The Appointment says how it stands, so that one read tells all; each answer is kept beside it, as she gave it.
Source: HL7 FHIR R4 AppointmentResponse; no-basis-AppointmentResponse 2.2.0, no-basis-shortnotice;
docs/spec/appointments.md#APP-20, #APP-21.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from innsyn.gate.standing.appointment_flags import (
    ACKNOWLEDGE,
    ACKNOWLEDGED,
    COMES_SOON,
    flag_body,
    has_said,
    saying,
    with_flags,
    without_flags,
)
from innsyn.gate.standing.appointments import OFFERED, without
from innsyn.gate.standing.timebooks import Time, mark_of
from innsyn.kernel.clock import Instant, norwegian_instant

RESPONSE = "AppointmentResponse"
RESPONSE_ID = "urn:innsyn:appointment-response"
SHORT_NOTICE_SAID = "http://hl7.no/fhir/StructureDefinition/no-basis-shortnotice"

Said = Literal["accepted", "declined", "needs-action"]
"""needs-action: she has said something of it, and not yet that she has read it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A time the clinic offers. until: the end of the offer. is_declined: she has said no."""

    slot_id: str
    start: Instant
    end: Instant
    until: Instant
    is_declined: bool = False

    def is_open(self, now: Instant) -> bool:
        """Say whether it can be answered."""
        return not self.is_declined and now < self.until


def offer_mark(slot_id: str) -> str:
    """Give the mark of a time that is held for those it is offered to."""
    return mark_of(OFFERED, slot_id)


def offer_word(slot_id: str) -> str:
    """Give the word by which all that was told of one offered time is found again."""
    return f"offer/{slot_id}"


def is_offered(time: Time, now: Instant) -> bool:
    """Say whether a time is held for those it is offered to."""
    return time.is_held(now) and time.hold == offer_mark(time.id)


def response_body(
    body: Mapping[str, Any], *, appointment_id: str, patient_id: str, said: Said, identifier: UUID, about: Offer | None = None
) -> dict[str, Any]:
    """Write her answer. body: the Appointment as it stands with it. about: the time that is answered when it is not the appointment's own.

    It always says whether she comes at short notice: without that the Norwegian profile holds no answer of a patient for valid. Whoever
    may not see the appointment sees no answer to it either."""
    labels = body.get("meta", {}).get("security")
    start, end = (about.start.isoformat(), about.end.isoformat()) if about else (body.get("start"), body.get("end"))
    return {
        "resourceType": RESPONSE,
        **({"meta": {"security": labels}} if labels else {}),
        "extension": [{"url": SHORT_NOTICE_SAID, "valueBoolean": has_said(body, COMES_SOON)}],
        "identifier": [{"system": RESPONSE_ID, "value": str(identifier)}],
        "appointment": {"reference": f"Appointment/{appointment_id}"},
        **({"start": start} if start else {}),
        **({"end": end} if end else {}),
        "actor": {"reference": f"Patient/{patient_id}", "type": "Patient"},
        "participantStatus": said,
    }


def called_in(body: Mapping[str, Any], patient_id: str, until: Instant) -> dict[str, Any]:
    """Write a booked appointment as one the clinic has given: she is asked to answer that she has read it. until: when it begins."""
    asked = with_flags(without_flags(body, ACKNOWLEDGE), [flag_body(ACKNOWLEDGE, patient_id, until)])
    return _with_hers(asked, "needs-action")


def acknowledged(body: Mapping[str, Any]) -> dict[str, Any]:
    """Write that she has read it and comes."""
    read = without_flags(without(body), ACKNOWLEDGE)
    return _with_hers(saying(_bare(read), ACKNOWLEDGED, is_so=True), "accepted")


def coming_soon(body: Mapping[str, Any], *, is_so: bool) -> dict[str, Any]:
    """Write that she can come at short notice, or no longer."""
    return saying(without(body), COMES_SOON, is_so=is_so)


def offering(body: Mapping[str, Any], time: Time, until: Instant) -> dict[str, Any]:
    """Write that another time is offered; the one she has stays hers. An offer of before gives way."""
    return _offered(body, Offer(time.id, time.start, time.end, until))


def declining(body: Mapping[str, Any], offer: Offer) -> dict[str, Any]:
    """Write that she has said no to an offer."""
    return _offered(body, Offer(offer.slot_id, offer.start, offer.end, offer.until, is_declined=True))


def taken(body: Mapping[str, Any]) -> dict[str, Any]:
    """Write an appointment whose offer is used: she waits for nothing sooner any more."""
    return saying(without(body, OFFERED), COMES_SOON, is_so=False)


def offer_of(body: Mapping[str, Any]) -> Offer | None:
    """Say which time is offered; None for none, and for one that cannot be read."""
    found: Mapping[str, Any] = next((each for each in body.get("extension", ()) if each.get("url") == OFFERED), {})
    said: dict[str, Mapping[str, Any]] = {str(each.get("url")): each for each in found.get("extension", ())}
    period = said.get("period", {}).get("valuePeriod", {})
    slot = str(said.get("slot", {}).get("valueReference", {}).get("reference", "")).removeprefix("Slot/")
    try:
        start, end, until = (
            norwegian_instant(str(each)) for each in (period.get("start"), period.get("end"), said["until"].get("valueInstant"))
        )
    except (KeyError, ValueError):
        return None
    return Offer(slot, start, end, until, said.get("declined", {}).get("valueBoolean") is True) if slot else None


def _offered(body: Mapping[str, Any], offer: Offer) -> dict[str, Any]:
    bare = without(body, OFFERED)
    told: list[dict[str, Any]] = [
        {"url": "slot", "valueReference": {"reference": f"Slot/{offer.slot_id}"}},
        {"url": "period", "valuePeriod": {"start": offer.start.isoformat(), "end": offer.end.isoformat()}},
        {"url": "until", "valueInstant": offer.until.isoformat()},
        *([{"url": "declined", "valueBoolean": True}] if offer.is_declined else []),
    ]
    return {**bare, "extension": [*bare.get("extension", ()), {"url": OFFERED, "extension": told}]}


def _with_hers(body: Mapping[str, Any], status: str) -> dict[str, Any]:
    """Write how the patient herself stands in it."""
    each = [{**one, "status": status} if _is_patient(one) else one for one in body.get("participant", ())]
    return {**body, "participant": each}


def _is_patient(participant: Mapping[str, Any]) -> bool:
    actor: Mapping[str, Any] = participant.get("actor", {})
    return actor.get("type") == "Patient" or str(actor.get("reference", "")).startswith("Patient/")


def _bare(body: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out lists that became empty: FHIR has none."""
    return {name: value for name, value in body.items() if value != []}
