"""Reads what has a time out of FHIR R4: the only file here that knows where things stand in Appointment, CarePlan, Encounter and Task.

Source: HL7 FHIR R4; docs/adr/0030-appointments.md; docs/spec/calendar.md#CAL-2, #CAL-3.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from innsyn.features.calendar.entry import Entry, State, last_day
from innsyn.features.calendar.repeating import is_known, occurrences
from innsyn.features.calendar.span import Span
from innsyn.features.calendar.timing import day_of, occasions_of
from innsyn.gate.rules.calendar_facts import DONE_ACTION, OWN_EVENT
from innsyn.gate.standing.calendar import Done, Repetition, kind_of, mark_of, period_of_one, place_of, repetition_of, stands
from innsyn.gate.values import Stored
from innsyn.kernel.clock import Instant, norwegian_date, norwegian_instant

Resource = Mapping[str, Any]

_APPOINTMENTS: Mapping[str, State] = {
    "proposed": "wished",
    "waitlist": "wished",
    "fulfilled": "over",
    "cancelled": "called_off",
    "noshow": "missed",
}
_TAKES_PLACE, _WAITS = frozenset({"booked", "arrived", "checked-in"}), "pending"
_NO_STAY = frozenset({"cancelled", "entered-in-error", "planned"})
_TO_DO = frozenset({"not-started", "scheduled", "in-progress", "completed"})
_MARK_DIGITS = 16

REMOVED_TOLD = timedelta(days=90)
"""So long is a telephone told that an event was removed: one that is seldom on takes it away too."""


def entries_of(stored: Stored, span: Span, now: Instant) -> Iterator[Entry]:
    """Read what one resource puts into the days of a span; nothing for what is no part of a calendar."""
    if stored.type == "Task":
        head = own_event(stored, json.loads(stored.body))
        yield from occurrences(head, span.first, span.last) if head else ()
        return
    body: Resource = json.loads(stored.body)
    match stored.type:
        case "Appointment":
            found = _appointment(stored, body, now)
        case "Encounter":
            found = _stay(stored, body, now)
        case "CarePlan":
            yield from _actions(stored, body, span)
            return
        case _:
            return
    if found is not None and found.first <= span.last and found.last >= span.first:
        yield found


def for_telephone(stored: Stored, span: Span, now: Instant) -> Iterator[Entry]:
    """Read the same for a telephone's calendar: what repeats once, with how; and what was removed of late as called off."""
    if stored.type != "Task":
        yield from entries_of(stored, span, now)
        return
    body: Resource = json.loads(stored.body)
    is_removed = stored.recorded_at > now - REMOVED_TOLD
    head = own_event(stored, body) or (own_event(stored, body, is_removed=True) if is_removed else None)
    if head is not None and any(True for _ in occurrences(head, span.first, span.last)):
        yield head


def done_marks(stored: Stored) -> Iterator[str]:
    """Say which action on which day a Task says is done."""
    body: Resource = json.loads(stored.body) if stored.type == "Task" else {}
    if body and kind_of(body) == DONE_ACTION and stands(body):
        yield from (str(each.get("value", "")) for each in body.get("identifier", ()))


def own_event(stored: Stored, body: Resource, *, is_removed: bool = False) -> Entry | None:
    """Read an event of one's own, the first of one that repeats; None for any other Task, and for one that was removed.

    is_removed: read one that was removed instead, as called off."""
    if kind_of(body) != OWN_EVENT or stands(body) is is_removed:
        return None
    period = period_of_one(body)
    begins, ends = _instant(period.get("start")), _instant(period.get("end"))
    first = norwegian_date(begins) if begins else day_of(period.get("start"))
    if first is None:
        return None
    last = last_day(begins, ends) if begins else day_of(period.get("end")) or first
    title, state = str(body.get("description") or ""), "called_off" if is_removed else ""
    one = _entry(stored, "own", state, (begins, ends), (first, max(first, last)), title=title, place=place_of(body))
    return replace(one, repeats=_repetition(body, ends or one.last))


def _repetition(body: Resource, ends: Instant | date) -> Repetition | None:
    rule, not_on = repetition_of(body)
    days = frozenset(day for each in not_on if (day := day_of(each)) is not None)
    return Repetition(rule=rule, until=ends, not_on=days) if is_known(rule) else None


def action_mark(activity: Resource) -> str:
    """Name an action within its plan: by what it is, so that a plan written anew in another order keeps what is ticked off."""
    said = activity.get("id") or (activity.get("detail") or {}).get("description") or json.dumps(activity, sort_keys=True)
    return hashlib.sha256(str(said).encode()).hexdigest()[:_MARK_DIGITS]


def _appointment(stored: Stored, body: Resource, now: Instant) -> Entry | None:
    begins, ends = _instant(body.get("start")), _instant(body.get("end"))
    days = (norwegian_date(begins), last_day(begins, ends)) if begins else next(_wished(body), None)
    if days is None:
        return None
    actors = [each.get("actor") or {} for each in body.get("participant") or ()]
    title = str(body.get("description") or "") or _text(body.get("appointmentType")) or _first(body.get("serviceType"))
    place = next((str(each.get("display") or "") for each in actors if _is_of(each, "Location")), "")
    return _entry(stored, "appointment", _state(body, ends or begins, now), (begins, ends), days, title=title, place=place)


def _state(body: Resource, is_over_at: Instant | None, now: Instant) -> State:
    status, is_past = str(body.get("status")), is_over_at is not None and is_over_at < now
    if status in _TAKES_PLACE:
        return "over" if is_past else "booked"
    if status == _WAITS:
        return "unanswered" if is_past else "asked"
    return _APPOINTMENTS.get(status, "")


def _wished(body: Resource) -> Iterator[tuple[date, date]]:
    for period in body.get("requestedPeriod") or ():
        first, last = day_of(period.get("start")), day_of(period.get("end"))
        if first is not None:
            yield first, max(first, last or first)


def _stay(stored: Stored, body: Resource, now: Instant) -> Entry | None:
    """Read a contact with the health service. One that has not ended lasts until today."""
    period = body.get("period") or {}
    begins, ends = _instant(period.get("start")), _instant(period.get("end"))
    if begins is None or body.get("status") in _NO_STAY:
        return None
    days = (norwegian_date(begins), last_day(begins, ends or max(begins, now)))
    place = str((body.get("serviceProvider") or {}).get("display") or "")
    is_long = days[0] != days[1]
    when = (None, None) if is_long else (begins, ends)
    return _entry(stored, "stay", "", when, days, title=_first(body.get("type")) or _text(body.get("serviceType")), place=place)


def _actions(stored: Stored, body: Resource, span: Span) -> Iterator[Entry]:
    if body.get("status") != "active":
        return
    period = body.get("period") or {}
    plan = (day_of(period.get("start")), day_of(period.get("end")))
    for activity in body.get("activity") or ():
        detail = activity.get("detail") or {}
        if detail.get("status") not in _TO_DO or detail.get("doNotPerform"):
            continue
        title, mark = str(detail.get("description") or "") or _text(detail.get("code")), action_mark(activity)
        for days in occasions_of(detail, span.first, span.last, plan):
            state: State = "done" if detail.get("status") == "completed" else "planned"
            yield action_entry(stored, state, days, title=title, action=mark)


def mark(entry: Entry) -> str:
    """Say the mark by which an action on its day is known."""
    return mark_of(Done(entry.id, entry.action, entry.first))


def action_entry(plan: Stored, state: State, days: tuple[date, date], *, title: str, action: str) -> Entry:
    """Make the entry of an action of a plan. days: first and last. action: its mark."""
    return _entry(plan, "action", state, (None, None), days, title=title, action=action)


def _entry(
    stored: Stored,
    kind: Any,
    state: Any,
    when: tuple[Instant | None, Instant | None],
    days: tuple[date, date],
    *,
    title: str,
    place: str = "",
    action: str = "",
) -> Entry:
    return Entry(
        id=stored.id,
        kind=kind,
        state=state,
        begins=when[0],
        ends=when[1],
        first=days[0],
        last=days[1],
        title=title,
        place=place,
        source="" if kind == "own" else stored.custodian or "",
        action=action,
        version=stored.version,
        stored_at=stored.recorded_at,
    )


def _is_of(actor: Resource, type_: str) -> bool:
    return actor.get("type") == type_ or str(actor.get("reference") or "").startswith(f"{type_}/")


def _text(concept: Resource | None) -> str:
    named = [str((concept or {}).get("text") or ""), *(str(each.get("display") or "") for each in (concept or {}).get("coding") or ())]
    return next((text for text in named if text), "")


def _first(concepts: list[Resource] | None) -> str:
    return next((text for each in concepts or () if (text := _text(each))), "")


def _instant(text: object) -> Instant | None:
    try:
        return norwegian_instant(text) if isinstance(text, str) else None
    except ValueError:
        return None
