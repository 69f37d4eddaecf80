"""A calendar and its times as Schedule and Slot: whose time it is, what the clinic has said about booking it, and who holds a time.

No patient is in them: a hold names nobody, it is known again only by whoever made it.
Source: HL7 FHIR R4 Schedule, Slot; docs/adr/0030-appointments.md; docs/spec/appointments.md.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any, Literal, get_args

from innsyn.gate.standing.closures import CLOSED_WITH, Closure, closed_with, closures_of
from innsyn.kernel.clock import Instant, instant, norwegian_instant
from innsyn.kernel.systems import HER_ID

Confirms = Literal["direct", "asks"]
"""direct: what is left free is hers who takes it. asks: the clinic answers each."""

FREE, TENTATIVE, BUSY, CLOSED = "free", "busy-tentative", "busy", "busy-unavailable"

_PERSON, _SERVICE = "PractitionerRole", "HealthcareService"

HOLD_LASTS = timedelta(minutes=10)
"""So long a time is kept for whoever fills in the form."""

BOOKING, HOLD, TAKEN_BY = "urn:innsyn:booking", "urn:innsyn:hold", "urn:innsyn:taken-by"
"""Extensions: of a Schedule, what the clinic has said about booking; of a Slot, who holds it until when, and which appointment has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar.

    organisation: number of who keeps it. her_id: of whose time it is, empty when it does not say. name: of that doctor, room or service.
    kind: what its times are for. practical: what to know before coming. cancel_hours: so long before, the patient may call off or move by
    herself; None: never. place: name of where, empty when it does not say. is_open: it takes bookings. is_of_person: of
    somebody's own time; otherwise of a room or a service. closures: spans in which it is closed."""

    id: str
    version: int
    organisation: str
    her_id: str
    name: str
    kind: str
    practical: str = ""
    place: str = ""
    confirms: Confirms = "asks"
    cancel_hours: int | None = None
    may_move: bool = False
    is_open: bool = True
    is_of_person: bool = True
    closures: tuple[Closure, ...] = ()

    def closure_at(self, start: Instant, end: Instant) -> Closure | None:
        """Say with which span it is closed then; None when it is open."""
        return next((each for each in self.closures if each.covers(start, end)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One time of a calendar. hold, held_until: the mark of who holds it and until when, empty and None when nobody does.

    taken_by: the appointment's own identifier, empty when it says none: it may be taken by somebody we know nothing of.
    closed_with: id of the span it was closed with, empty when it is open or was closed by itself."""

    id: str
    version: int
    organisation: str
    calendar_id: str
    status: str
    start: Instant
    end: Instant
    hold: str = field(default="", repr=False)
    held_until: Instant | None = None
    taken_by: str = ""
    closed_with: str = ""

    @property
    def minutes(self) -> int:
        """Say how long it lasts, in minutes."""
        return round((self.end - self.start).total_seconds() / 60)

    def is_held(self, now: Instant) -> bool:
        """Say whether somebody holds it while she fills in the form."""
        return self.status == TENTATIVE and self.held_until is not None and now < self.held_until

    def is_free(self, *, mark: str, now: Instant) -> bool:
        """Say whether it can be taken. mark: of who asks: her own hold does not stop her, and one that has run out stops nobody."""
        if self.start <= now:
            return False
        if self.status == TENTATIVE and self.held_until is not None:
            return self.hold == mark or not self.is_held(now)
        return self.status == FREE


def mark_of(person_key: str, slot_id: str) -> str:
    """Give the mark of a hold: the same for the same person and time, and of no use to anybody else."""
    return sha256(f"{person_key}/{slot_id}".encode()).hexdigest()[:32]


def calendar_body(calendar: Calendar) -> dict[str, Any]:
    """Write a calendar."""
    said = [{"url": "confirms", "valueCode": calendar.confirms}, {"url": "may-move", "valueBoolean": calendar.may_move}]
    if calendar.cancel_hours is not None:
        said.append({"url": "cancel-hours", "valueInteger": calendar.cancel_hours})
    kind = _PERSON if calendar.is_of_person else _SERVICE
    whose = {"type": kind, "identifier": {"system": HER_ID, "value": calendar.her_id}, "display": calendar.name}
    place = [{"type": "Location", "display": calendar.place}] if calendar.place else []
    return {
        "resourceType": "Schedule",
        "extension": [{"url": BOOKING, "extension": said}],
        "active": calendar.is_open,
        "serviceType": [{"text": calendar.kind}],
        "actor": [whose, *place],
        **({"comment": calendar.practical} if calendar.practical else {}),
    }


def calendar_of(body: Mapping[str, Any], id_: str, version: int, organisation: str) -> Calendar:
    """Read a calendar. What it does not say is the careful thing: the clinic answers each booking, and nobody calls off alone."""
    said = {each.get("url"): each for each in _extension(body, BOOKING).get("extension", ())}
    whose: Mapping[str, Any] = next((actor for actor in body.get("actor", ()) if actor.get("identifier", {}).get("system") == HER_ID), {})
    place: Mapping[str, Any] = next(
        (actor for actor in body.get("actor", ()) if actor.get("type") == "Location" and actor is not whose), {}
    )
    kinds: list[Mapping[str, Any]] = body.get("serviceType", [])
    confirms = said.get("confirms", {}).get("valueCode")
    hours = said.get("cancel-hours", {}).get("valueInteger")
    return Calendar(
        id=id_,
        version=version,
        organisation=organisation,
        her_id=str(whose.get("identifier", {}).get("value", "")),
        name=str(whose.get("display", "")),
        kind=str(kinds[0].get("text", "")) if kinds else "",
        practical=str(body.get("comment", "")),
        place=str(place.get("display", "")),
        confirms=confirms if confirms in get_args(Confirms) else "asks",
        cancel_hours=hours if isinstance(hours, int) and hours >= 0 else None,
        may_move=said.get("may-move", {}).get("valueBoolean") is True,
        is_open=body.get("active") is not False,
        is_of_person=whose.get("type") != _SERVICE,
        closures=closures_of(body),
    )


def with_horizon(body: Mapping[str, Any], first: Instant, last: Instant) -> dict[str, Any]:
    """Write a calendar anew as covering these hours too."""
    bare = {name: value for name, value in body.items() if name not in ("id", "meta")}
    horizon: Mapping[str, Any] = body.get("planningHorizon", {})
    with suppress(ValueError):
        first, last = min(first, instant(str(horizon.get("start")))), max(last, instant(str(horizon.get("end"))))
    return {**bare, "planningHorizon": {"start": first.isoformat(), "end": last.isoformat()}}


def time_body(calendar_id: str, start: Instant, end: Instant, *, status: str = FREE) -> dict[str, Any]:
    """Write a time."""
    return {
        "resourceType": "Slot",
        "schedule": {"reference": f"Schedule/{calendar_id}"},
        "status": status,
        "start": start.isoformat(),
        "end": end.isoformat(),
    }


def time_of(body: Mapping[str, Any], id_: str, version: int, organisation: str) -> Time | None:
    """Read a time; None for one whose hours cannot be read or that ends before it begins."""
    try:
        start, end = norwegian_instant(str(body.get("start"))), norwegian_instant(str(body.get("end")))
        held = {each.get("url"): each for each in _extension(body, HOLD).get("extension", ())}
        until = held.get("until", {}).get("valueInstant")
        held_until = instant(until) if isinstance(until, str) else None
    except ValueError:
        return None
    if end <= start:
        return None
    return Time(
        id=id_,
        version=version,
        organisation=organisation,
        calendar_id=str(body.get("schedule", {}).get("reference", "")).removeprefix("Schedule/"),
        status=str(body.get("status", "")),
        start=start,
        end=end,
        hold=str(held.get("by", {}).get("valueString", "")),
        held_until=held_until,
        taken_by=str(_extension(body, TAKEN_BY).get("valueString", "")),
        closed_with=closed_with(body),
    )


def with_status(body: Mapping[str, Any], status: str, taken_by: str = "") -> dict[str, Any]:
    """Write a time anew with another status, held by nobody. taken_by: the identifier of the appointment that has it, empty for none."""
    bare = {name: value for name, value in body.items() if name not in ("id", "meta", "extension")}
    said = [each for each in body.get("extension", ()) if each.get("url") not in (HOLD, TAKEN_BY, CLOSED_WITH)]
    said += [{"url": TAKEN_BY, "valueString": taken_by}] if taken_by else []
    return {**bare, **({"extension": said} if said else {}), "status": status}


def held(body: Mapping[str, Any], mark: str, until: Instant) -> dict[str, Any]:
    """Write a time anew as held until an instant."""
    bare = with_status(body, TENTATIVE)
    hold = {"url": HOLD, "extension": [{"url": "by", "valueString": mark}, {"url": "until", "valueInstant": until.isoformat()}]}
    return {**bare, "extension": [*bare.get("extension", ()), hold]}


def _extension(body: Mapping[str, Any], url: str) -> Mapping[str, Any]:
    return next((each for each in body.get("extension", ()) if each.get("url") == url), {})
