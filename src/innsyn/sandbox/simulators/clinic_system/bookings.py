"""Times as the system writes them: its calendars, the times it offers, and its word on what patients have asked for.

Source: HL7 FHIR R4 Schedule, Slot, Appointment; docs/adr/0030-appointments.md; docs/integrators.md, "Offer times"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from innsyn.kernel.clock import NORWAY, Instant, instant, norwegian_date
from innsyn.kernel.systems import HER_ID

Json = dict[str, Any]

BOOKING, TAKEN_BY, MOVED_FROM = "urn:innsyn:booking", "urn:innsyn:taken-by", "urn:innsyn:moved-from"
"""Extensions of the platform: what a calendar says about booking, which appointment has a time, and which time one had before."""

ASKED = "urn:innsyn:appointment"
"""Identifier system of what patients ask for at the platform: other appointments in their records are no answer to anybody."""

OWN = "urn:innsyn:sandbox:time"
"""Identifier system of this system's own calendars and times."""

_REASON = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"
_HOURS = (time(9, 0), time(10, 30), time(13, 0))
_LASTS = timedelta(minutes=20)
_WORKDAYS, _SATURDAY = 5, 5
_CANCEL_HOURS = 24


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whose times are offered. her_id: as the address register has it. kind: what they are for, place: name of where, in words."""

    her_id: int
    name: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Booked:
    """One booking as the office sees it. patient: name, empty when it does not say. with_whom: the doctor. status: as FHIR has it."""

    patient: str = field(repr=False)
    with_whom: str
    start: Instant
    status: str


def booked(appointments: Iterable[Json]) -> list[Booked]:
    """Read what patients have asked for a time of, the first first."""
    return sorted((_booked(each) for each in appointments if is_asked(each) and each.get("start")), key=lambda each: each.start)


def is_asked(appointment: Json) -> bool:
    """Say whether a patient has asked for it at the platform."""
    return any(each.get("system") == ASKED for each in appointment.get("identifier", []))


def begins(appointment: Json) -> Instant:
    """Say when it begins."""
    return instant(str(appointment["start"]))


def _booked(appointment: Json) -> Booked:
    actors = [each.get("actor", {}) for each in appointment.get("participant", [])]
    patient: Json = next((each for each in actors if str(each.get("reference", "")).startswith("Patient/")), {})
    doctor: Json = next((each for each in actors if each.get("identifier", {}).get("system") == HER_ID), {})
    who, whom = str(patient.get("display", "")), str(doctor.get("display", ""))
    return Booked(who, whom, begins(appointment), str(appointment.get("status")))


def schedule(calendar: Calendar) -> Json:
    """Write a calendar in which the office answers each booking itself."""
    said = [
        {"url": "confirms", "valueCode": "asks"},
        {"url": "may-move", "valueBoolean": True},
        {"url": "cancel-hours", "valueInteger": _CANCEL_HOURS},
    ]
    whose = {"type": "PractitionerRole", "identifier": {"system": HER_ID, "value": str(calendar.her_id)}, "display": calendar.name}
    return {
        "resourceType": "Schedule",
        "identifier": [{"system": OWN, "value": f"calendar-{calendar.her_id}"}],
        "extension": [{"url": BOOKING, "extension": said}],
        "active": True,
        "serviceType": [{"text": calendar.kind}],
        "actor": [whose, {"type": "Location", "display": calendar.place}],
    }


def times(calendar: Calendar, schedule_id: str, now: Instant) -> Iterator[Json]:
    """Write what is offered on the next workdays."""
    for day in _workdays(norwegian_date(now)):
        for hour in _HOURS:
            start = datetime.combine(day, hour, tzinfo=NORWAY).astimezone(UTC)
            yield {
                "resourceType": "Slot",
                "identifier": [{"system": OWN, "value": f"{calendar.her_id}-{start:%Y%m%d%H%M}"}],
                "schedule": {"reference": f"Schedule/{schedule_id}"},
                "status": "free",
                "start": start.isoformat(),
                "end": (start + _LASTS).isoformat(),
            }


def slot_of(appointment: Json) -> str:
    """Say which time is asked for, such as `Slot/…`; empty for none."""
    return next((str(each.get("reference", "")) for each in appointment.get("slot", [])), "")


def has(slot: Json, appointment: Json) -> bool:
    """Say whether a time is kept for this appointment, and for no other."""
    taken_by = next((each.get("valueString") for each in slot.get("extension", []) if each.get("url") == TAKEN_BY), None)
    return taken_by in [each.get("value") for each in appointment.get("identifier", [])]


def with_status(slot: Json, status: str) -> Json:
    """Write a time with another status, kept for no appointment."""
    return {**_without(slot, TAKEN_BY), "status": status}


def busy(slot: Json) -> Json:
    """Write a time as taken by the appointment it is kept for."""
    return {**slot, "status": "busy"}


def confirmed(appointment: Json) -> Json:
    """Say yes."""
    accepted = [{**each, "status": "accepted"} for each in appointment.get("participant", [])]
    return {**_without(appointment, MOVED_FROM), "status": "booked", "participant": accepted}


def declined(appointment: Json) -> Json:
    """Say no: whoever asked for another time keeps the one she had; every other booking is called off."""
    before = moved_from(appointment)
    if before is None:
        reason = {"coding": [{"system": _REASON, "code": "prov"}]}
        bare = {name: value for name, value in appointment.items() if name not in ("contained", "supportingInformation")}
        return {**bare, "status": "cancelled", "cancelationReason": reason}
    slot, start, end = before
    earlier = instant(start) - instant(appointment["start"])
    flags = [_shifted(each, earlier) for each in appointment.get("contained", [])]
    return confirmed({**appointment, "start": start, "end": end, "slot": [{"reference": slot}], **({"contained": flags} if flags else {})})


def moved_from(appointment: Json) -> tuple[str, str, str] | None:
    """Say which time she had before another was asked for: the Slot, its start and end. None when none was."""
    minded = [each for each in appointment.get("extension", []) if each.get("url") == MOVED_FROM]
    parts = {part.get("url"): part for each in minded for part in each.get("extension", [])}
    period = parts.get("period", {}).get("valuePeriod", {})
    slot = parts.get("slot", {}).get("valueReference", {}).get("reference")
    return (str(slot), str(period.get("start")), str(period.get("end"))) if slot and period else None


def _shifted(flag: Json, by: timedelta) -> Json:
    """Move the limit of what the patient may do with the appointment."""
    end = flag.get("period", {}).get("end")
    return {**flag, "period": {**flag["period"], "end": (instant(end) + by).isoformat()}} if end else flag


def _workdays(today: date) -> Iterator[date]:
    days = (today + timedelta(days=number) for number in range(1, 2 * _WORKDAYS))
    workdays = [day for day in days if day.weekday() < _SATURDAY]
    yield from workdays[:_WORKDAYS]


def _without(resource: Json, url: str) -> Json:
    others = [each for each in resource.get("extension", []) if each.get("url") != url]
    bare = {name: value for name, value in resource.items() if name != "extension"}
    return {**bare, **({"extension": others} if others else {})}
