"""A difference as it is told at the desk: a Task that the clinic keeps, about no patient but by the appointment's own identifier.

Source: HL7 FHIR R4 Task; docs/spec/appointments.md#APP-15, #APP-16.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import orjson

from innsyn.gate.reconciliation.book import Drift, Kind
from innsyn.gate.standing.appointments import APPOINTMENT_ID
from innsyn.gate.standing.elements import codes_of, displayed, instant_of, numbered, text_of, value_of, without
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import HPR_NUMBER, PERSON_KEY
from innsyn.record.ids import derived_id
from innsyn.record.stored import Owner, Stored

DRIFT = "urn:innsyn:drift"
"""Our own code system of kinds of difference, and the identifier system of their names."""

OPEN, OVER = "requested", "completed"
_SETTLED = "settled-by"
_APPOINTMENT, _CALENDAR, _HERE, _THERE = "appointment", "calendar", "here", "there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A difference at the desk.

    id, version: of the Task. since: when it was first seen, None when it cannot be read. is_open: nobody has settled it, and it has not
    gone. over_at: when it was settled or had gone. by: name of who settled it, empty for one that went without anybody saying so."""

    id: str
    version: int
    drift: Drift
    since: Instant | None
    is_open: bool
    over_at: Instant | None = None
    by: str = field(default="", repr=False)


def told_id(owner: Owner, drift: Drift) -> str:
    """Give the id of a difference's Task: the same every night."""
    return derived_id(owner, "Task", f"drift/{drift.word}")


def told_body(drift: Drift, now: Instant) -> dict[str, Any]:
    """Write a difference that is seen for the first time, or again."""
    return {
        "resourceType": "Task",
        "identifier": [{"system": DRIFT, "value": drift.word}],
        "status": OPEN,
        "intent": "proposal",
        "code": {"coding": [{"system": DRIFT, "code": drift.kind}]},
        **({"focus": numbered(APPOINTMENT_ID, drift.identifier)} if drift.identifier else {}),
        "authoredOn": text_of(now),
        "lastModified": text_of(now),
        **({"reasonReference": {"reference": f"Slot/{drift.slot_id}"}} if drift.slot_id else {}),
        **({"input": known} if (known := list(_known(drift))) else {}),
    }


def settled(body: Mapping[str, Any], by: Actor, now: Instant) -> dict[str, Any]:
    """Write a difference as settled by somebody who works there."""
    known = numbered(HPR_NUMBER, by.hpr) if by.hpr else numbered(PERSON_KEY, by.key)
    whose = {"type": {"text": _SETTLED}, "valueReference": {"type": "Practitioner", **known, **displayed(by.name)}}
    return {**_over(body, now), "output": [whose]}


def gone(body: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    """Write that a difference was there no longer when one looked again."""
    return without(_over(body, now), "output")


def told_of(stored: Stored) -> Told | None:
    """Read a difference; None for a Task that is none."""
    body: Mapping[str, Any] = orjson.loads(stored.body)
    kind: Kind | None = next((each for each in get_args(Kind) if each in codes_of(body.get("code"), DRIFT)), None)
    if kind is None:
        return None
    inputs = {str(each.get("type", {}).get("text")): each for each in body.get("input", ())}
    is_open = body.get("status") == OPEN
    return Told(
        id=stored.id,
        version=stored.version,
        drift=Drift(
            kind=kind,
            identifier=value_of([body.get("focus", {}).get("identifier", {})], APPOINTMENT_ID),
            appointment_id=str(inputs.get(_APPOINTMENT, {}).get("valueString", "")),
            slot_id=_id(body.get("reasonReference"), "Slot"),
            calendar_id=_id(inputs.get(_CALENDAR, {}).get("valueReference"), "Schedule"),
            here=instant_of(inputs.get(_HERE, {}).get("valueDateTime")),
            there=instant_of(inputs.get(_THERE, {}).get("valueDateTime")),
        ),
        since=instant_of(body.get("authoredOn")),
        is_open=is_open,
        over_at=None if is_open else instant_of(body.get("lastModified")),
        by=next((str(each.get("valueReference", {}).get("display", "")) for each in body.get("output", ())), ""),
    )


def _over(body: Mapping[str, Any], now: Instant) -> dict[str, Any]:
    return {**without(body, "id", "meta"), "status": OVER, "lastModified": text_of(now)}


def _known(drift: Drift) -> Iterator[dict[str, Any]]:
    """Write what is known besides: which Appointment it is, in whose calendar, and when by each side."""
    if drift.appointment_id:
        yield {"type": {"text": _APPOINTMENT}, "valueString": drift.appointment_id}
    if drift.calendar_id:
        yield {"type": {"text": _CALENDAR}, "valueReference": {"reference": f"Schedule/{drift.calendar_id}"}}
    for name, at in ((_HERE, drift.here), (_THERE, drift.there)):
        if at is not None:
            yield {"type": {"text": name}, "valueDateTime": at.isoformat()}


def _id(reference: Mapping[str, Any] | None, type_: str) -> str:
    return str((reference or {}).get("reference", "")).removeprefix(f"{type_}/")
