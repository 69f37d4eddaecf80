"""What stands in a person's own calendar, as a FHIR Task: events of her own, and that something in a plan is done.

Source: HL7 FHIR R4 Task; docs/spec/calendar.md#CAL-4, #CAL-5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from innsyn.gate.rules.calendar_facts import DONE_ACTION, OWN_EVENT, REMOVED, STANDS, Kept
from innsyn.gate.standing.speakers import Speaker, written_speaker
from innsyn.kernel.clock import Instant
from innsyn.kernel.systems import CALENDAR
from innsyn.record.ids import derived_id
from innsyn.record.stored import Owner

_PLACE, _RULE, _EACH, _NOT_ON = f"{CALENDAR}:place", f"{CALENDAR}:rule", f"{CALENDAR}:each", f"{CALENDAR}:not-on"
"""Extensions of an event: where it is; of one that repeats its rule, when its first one is, and the days on which one was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """How an event repeats. rule: RFC 5545 RRULE with an end, in days. until: when the last one ends, as the event's own end.

    not_on: days on which one of them was taken out, or is an event of its own by now."""

    rule: str
    until: Instant | date
    not_on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEvent:
    """Something of one's own. begins, ends: both instants, or both days (the last one included) for what lasts whole days.

    repeats: how, when begins and ends are those of the first; None for what is once."""

    title: str = field(repr=False)
    begins: Instant | date
    ends: Instant | date
    place: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    repeats: Repetition | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An action of a plan on a day. action: its mark, from `action_mark`."""

    plan_id: str
    action: str
    on: date


def own_event_id(owner: Owner, id_: UUID) -> str:
    """Give the id of the Task of an event: the same however often the form is sent. id_: of the form."""
    return derived_id(owner, "Task", f"own-event/{id_}")


def done_id(owner: Owner, done: Done) -> str:
    """Give the id of the Task that says that an action is done: one for each plan, action and day."""
    return derived_id(owner, "Task", f"done-action/{done.plan_id}/{done.action}/{done.on.isoformat()}")


def own_event_body(event: OwnEvent, *, patient_id: str, by: Speaker, now: Instant) -> dict[str, Any]:
    """Write an event. by: who writes it."""
    note = {"note": [{"text": event.note}]} if event.note else {}
    ends = event.repeats.until if event.repeats else event.ends
    period = {"start": event.begins.isoformat(), "end": ends.isoformat()}
    told = {**_task(OWN_EVENT, patient_id, by, now), "description": event.title, "executionPeriod": period, **note}
    extensions = [*([{"url": _PLACE, "valueString": event.place}] if event.place else []), *_repeats(event)]
    return {**told, "extension": extensions} if extensions else told


def done_body(done: Done, what: str, *, patient_id: str, by: Speaker, now: Instant) -> dict[str, Any]:
    """Write that an action is done. what: the action, in the plan's words."""
    day = done.on.isoformat()
    return {
        **_task(DONE_ACTION, patient_id, by, now),
        "identifier": [{"system": CALENDAR, "value": mark_of(done)}],
        "focus": {"reference": f"CarePlan/{done.plan_id}"},
        "description": what,
        "executionPeriod": {"start": day, "end": day},
    }


def removed(body: Mapping[str, Any], *, patient_id: str, by: Speaker, now: Instant) -> dict[str, Any]:
    """Write that an event was removed, or that an action is not done after all."""
    return {**body, "status": REMOVED, "requester": written_speaker(by, patient_id), "lastModified": now.isoformat()}


def taken_out(body: Mapping[str, Any], on: date, *, patient_id: str, by: Speaker, now: Instant) -> dict[str, Any]:
    """Write an event that repeats without the one on a day."""
    extensions = [*body.get("extension", ()), _not_on(on)]
    return {**body, "extension": extensions, "requester": written_speaker(by, patient_id), "lastModified": now.isoformat()}


def repetition_of(body: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
    """Say the rule an event repeats by, empty for one that does not, and the days on which one was taken out."""
    extensions: Sequence[Mapping[str, Any]] = body.get("extension", ())
    rule = next((str(each.get("valueString", "")) for each in extensions if each.get("url") == _RULE), "")
    return rule, frozenset(str(each.get("valueDate", "")) for each in extensions if each.get("url") == _NOT_ON)


def period_of_one(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the period of an event, of the first one where it repeats: the Task's own period then lasts until the last of them."""
    found: Mapping[str, Any] = body.get("executionPeriod") or {}
    return next((each["valuePeriod"] for each in body.get("extension", ()) if each.get("url") == _EACH and "valuePeriod" in each), found)


def mark_of(done: Done) -> str:
    """Say which action on which day, as one word that a Task and a page know it by."""
    return f"{done.plan_id}/{done.action}/{done.on.isoformat()}"


def kind_of(body: Mapping[str, Any]) -> Kept | None:
    """Say what a Task is in the calendar; None for any other Task."""
    codes = [each.get("code") for each in body.get("code", {}).get("coding", ()) if each.get("system") == CALENDAR]
    return next((kind for kind in STANDS if kind in codes), None)


def stands(body: Mapping[str, Any]) -> bool:
    """Say whether it stands in the calendar, and was not removed."""
    kind = kind_of(body)
    return kind is not None and body.get("status") == STANDS[kind]


def place_of(body: Mapping[str, Any]) -> str:
    """Say where an event is; empty when it does not say."""
    said = (str(each.get("valueString", "")) for each in body.get("extension", ()) if each.get("url") == _PLACE)
    return next(said, "")


def _repeats(event: OwnEvent) -> list[dict[str, Any]]:
    if event.repeats is None:
        return []
    each = {"url": _EACH, "valuePeriod": {"start": event.begins.isoformat(), "end": event.ends.isoformat()}}
    return [{"url": _RULE, "valueString": event.repeats.rule}, each, *map(_not_on, sorted(event.repeats.not_on))]


def _not_on(day: date) -> dict[str, Any]:
    return {"url": _NOT_ON, "valueDate": day.isoformat()}


def _task(kind: Kept, patient_id: str, by: Speaker, now: Instant) -> dict[str, Any]:
    return {
        "resourceType": "Task",
        "status": STANDS[kind],
        "intent": "plan",
        "code": {"coding": [{"system": CALENDAR, "code": kind}]},
        "for": {"reference": f"Patient/{patient_id}"},
        "requester": written_speaker(by, patient_id),
        "authoredOn": now.isoformat(),
        "lastModified": now.isoformat(),
    }
