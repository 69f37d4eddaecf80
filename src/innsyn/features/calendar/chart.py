"""Asks the gate for the days of a calendar, and writes what is one's own. Where things stand is `from_fhir.py`'s to know.

Source: docs/spec/calendar.md#CAL-1.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from innsyn.features.calendar.entry import Entry, in_order
from innsyn.features.calendar.from_fhir import action_mark, done_marks, entries_of, for_telephone, mark, own_event
from innsyn.features.calendar.referenced import days_of, referenced_actions, task_of
from innsyn.features.calendar.span import Span
from innsyn.features.calendar.timing import day_of, occasions_of
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.standing.calendar import Done, OwnEvent, done_body, done_id, own_event_body, own_event_id, removed, taken_out
from innsyn.gate.standing.speakers import speaker
from innsyn.gate.values import AnyOf, BeginsWithin, Conflict, DateWithin, Found, Query, Stored, TokenIs, Write, Written
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant

_MEETINGS, _LASTING = ("Appointment",), ("CarePlan", "Encounter", "Task")
_MOST = 500
_NIGHT = timedelta(days=1)
"""So much earlier is looked: an appointment that began the evening before is found by when it began."""

_WISHES = TokenIs("status", ((None, "proposed"), (None, "waitlist")))
_YEAR = timedelta(days=366)
"""Wishes have days and no time, which R4 cannot search for; nobody wishes for a time longer than a year."""

Answer = tuple[Written, ...] | Conflict | Refused


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries of a span, in order. is_whole: false when there are more than one page can show."""

    entries: tuple[Entry, ...]
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """An event of one's own as it stands. note: what it says besides. body: of the Task, for changing it."""

    entry: Entry
    note: str = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)


async def entries(gate: Gate, visit: Visit, span: Span, *, is_for_telephone: bool = False, now: Instant) -> Entries:
    """Read what is on the days of a span, and nothing else of the record: appointments of twenty years cost no more than those of one.

    is_for_telephone: give what repeats once, with how, and what of one's own was removed as called off."""
    found = await asyncio.gather(*[gate.search(visit, query, now) for query in _queries(span)])
    pages = [page for page in found if isinstance(page, Found)]
    rows = {(row.type, row.id): row for page in pages for row in page.rows}.values()
    done = {each for row in rows for each in done_marks(row)}
    reads = for_telephone if is_for_telephone else entries_of
    tasks = {row.id: row for row in rows if row.type == "Task"}
    read = [entry for row in rows for entry in reads(row, span, now)]
    read += [entry for row in rows if row.type == "CarePlan" for entry in referenced_actions(row, tasks, span)]
    told = (replace(each, state="done") if each.kind == "action" and mark(each) in done else each for each in read)
    return Entries(tuple(sorted(told, key=in_order)), all(page.next is None for page in pages))


def _queries(span: Span) -> tuple[Query, ...]:
    """Say what is asked: appointments by when they begin, wishes, and what lasts or has days of its own."""
    begins = span.begins - _NIGHT
    overlapping = AnyOf((DateWithin("date", begins, span.ends), DateWithin("period", begins, span.ends)))
    return (
        Query(_MEETINGS, (BeginsWithin(begins, span.ends),), count=_MOST),
        Query(_MEETINGS, (BeginsWithin(begins - _YEAR, span.ends), _WISHES), count=_MOST),
        Query(_LASTING, (overlapping,), count=_MOST),
    )


async def event(gate: Gate, visit: Visit, event_id: str, *, now: Instant) -> Standing | None:
    """Read an event of one's own; None for what does not exist, is another's, was removed, or is something else."""
    found = await gate.read(visit, "Task", event_id, now)
    if not isinstance(found, Stored) or not found.body:
        return None
    body = {name: value for name, value in json.loads(found.body).items() if name not in ("id", "meta")}
    entry = own_event(found, body)
    note = next((str(each.get("text", "")) for each in body.get("note", ())), "")
    return Standing(entry, note, body) if entry is not None else None


async def keep(gate: Gate, visit: Visit, told: OwnEvent, event_id: str, *, version: int | None = None, now: Instant) -> Answer:
    """Keep an event. version: the one it changes, None for a new one."""
    body = own_event_body(told, patient_id=visit.patient_id, by=speaker(visit.actor, visit.role), now=now)
    return await gate.write(visit, [_write(event_id, body, version)], now)


async def keep_one(gate: Gate, visit: Visit, standing: Standing, on: date, told: OwnEvent, *, now: Instant) -> Answer:
    """Keep one of those that repeat as an event of its own, and take it out of the others: both or neither."""
    id_ = own_event_id(visit.owner, uuid5(NAMESPACE_URL, f"{standing.entry.id}/{on.isoformat()}"))
    by = speaker(visit.actor, visit.role)
    one = own_event_body(told, patient_id=visit.patient_id, by=by, now=now)
    others = taken_out(standing.body, on, patient_id=visit.patient_id, by=by, now=now)
    return await gate.write(visit, [_write(standing.entry.id, others, standing.entry.version), _write(id_, one, None)], now)


async def remove_one(gate: Gate, visit: Visit, standing: Standing, on: date, *, now: Instant) -> Answer:
    """Take one of those that repeat out of the calendar."""
    body = taken_out(standing.body, on, patient_id=visit.patient_id, by=speaker(visit.actor, visit.role), now=now)
    return await gate.write(visit, [_write(standing.entry.id, body, standing.entry.version)], now)


async def remove(gate: Gate, visit: Visit, standing: Standing, *, now: Instant) -> Answer:
    """Take an event out of the calendar."""
    body = removed(standing.body, patient_id=visit.patient_id, by=speaker(visit.actor, visit.role), now=now)
    return await gate.write(visit, [_write(standing.entry.id, body, standing.entry.version)], now)


async def tick(gate: Gate, visit: Visit, done: Done, *, is_done: bool, now: Instant) -> Answer | None:
    """Keep that an action is done, or is not after all. None when there is no such action on that day in this record."""
    found = await gate.read(visit, "CarePlan", done.plan_id, now)
    if not isinstance(found, Stored):
        return None
    plan: Mapping[str, Any] = json.loads(found.body)
    what = next((said for said in _said(plan, done)), None) or await _said_in_task(gate, visit, task_of(plan, done), done, now)
    if what is None:
        return None
    by = speaker(visit.actor, visit.role)
    body = done_body(done, what, patient_id=visit.patient_id, by=by, now=now)
    body = body if is_done else removed(body, patient_id=visit.patient_id, by=by, now=now)
    return await gate.write(visit, [_write(done_id(visit.owner, done), body, None)], now)


async def source_names(gate: Gate, found: Iterable[Entry]) -> Mapping[str, str]:
    """Say the names of the organisations that keep entries, by number; unknown ones are left out."""
    numbers = {each.source for each in found if each.source}
    return {number: organisation.name for number in numbers if (organisation := await gate.directory.organisation(number))}


def _said(plan: Mapping[str, Any], done: Done) -> Iterable[str]:
    """Say the words of an action that falls on the day, within a plan that holds."""
    for activity in plan.get("activity") or () if plan.get("status") == "active" else ():
        detail = activity.get("detail") or {}
        period = plan.get("period") or {}
        days = tuple(day_of(period.get(end)) for end in ("start", "end"))
        falls = (first for first, _ in occasions_of(detail, done.on, done.on, (days[0], days[1])))
        if action_mark(activity) == done.action and done.on in falls:
            yield str(detail.get("description") or "")


async def _said_in_task(gate: Gate, visit: Visit, task_id: str, done: Done, now: Instant) -> str | None:
    """Say the words of an action that stands in a Task and begins on the day; None when there is none that the reader may see."""
    found = await gate.read(visit, "Task", task_id, now) if task_id else None
    task: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) and found.body else {}
    days = days_of(task)
    return str(task.get("description") or "") if days is not None and days[0] == done.on else None


def _write(id_: str, body: Mapping[str, Any], version: int | None) -> Write:
    octets = json.dumps(body, ensure_ascii=False).encode()
    return Write("update", "Task", octets, id=id_, expected_version=version, may_create=version is None)
