"""Asks the gate for appointments, those to come and those that were. Where things stand in them is `from_fhir.py`'s to know."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from innsyn.features.appointments.appointment import Appointment
from innsyn.features.appointments.from_fhir import appointment
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.values import BeginsWithin, Clause, DateWithin, Found, Missing, Query, ReferenceIs, Stored, TokenIs
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.outcome import Problem

PAGE = 50
_MOST_COMING = 200
_TYPE = ("Appointment",)
_NIGHT = timedelta(days=1)
"""So much earlier is looked: what began the evening before may still go on."""


@dataclass(frozen=True, slots=True)
class Page:
    """Appointments, newest first. next: position of the next page, None at the end."""

    appointments: tuple[Appointment, ...]
    next: str | None


async def coming(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Appointment, ...]:
    """List what is to come, the nearest first, then wishes without a time; what was called off for a day to come stands there too."""
    without_time, midnight = TokenIs("status", ((None, "proposed"), (None, "waitlist"))), _midnight(now)
    wanted: tuple[Clause, ...] = (BeginsWithin(midnight - _NIGHT), without_time)
    found = await asyncio.gather(*[gate.search(visit, Query(_TYPE, (clause,), count=_MOST_COMING), now) for clause in wanted])
    rows = {row.id: row for page in found if isinstance(page, Found) for row in page.rows}.values()
    read = [appointment(row, now) for row in rows]
    shown = [each for each in read if each.is_coming or (each.state == "called_off" and each.start is not None and each.start >= midnight)]
    return tuple(sorted(shown, key=lambda each: (each.start is None, each.start or each.stored_at, each.id)))


async def earlier(gate: Gate, visit: Visit, after: str = "", *, now: Instant) -> Page:
    """Read one page of what has been. after: position of a former page; one that belongs to no list is the beginning."""
    query = Query(_TYPE, (Missing("date", is_missing=False), DateWithin("date", None, now)), count=PAGE, after=after or None)
    found = await gate.search(visit, query, now)
    if isinstance(found, Problem) and after:
        return await earlier(gate, visit, now=now)
    if not isinstance(found, Found):
        return Page((), None)
    read = [appointment(row, now) for row in found.rows]
    return Page(tuple(each for each in read if not each.is_coming), found.next)


async def one(gate: Gate, visit: Visit, appointment_id: str, *, now: Instant) -> Appointment | Refused | None:
    """Read one, with what this reader may do with it.

    Returns None for what does not exist and for what looks so to this reader, Refused when the reason may be told."""
    stored = await gate.read(visit, "Appointment", appointment_id, now)
    if not isinstance(stored, Stored):
        return stored
    found = appointment(stored, now)
    if await gate.booking.allows(visit, found.source, now):
        return found
    fixed = replace(found, can_move=False, can_come_soon=False, offer=None, move_until=None)
    if found.is_confidential and await gate.booking.allows(visit, found.source, now, is_confidential=True):
        return fixed
    return replace(fixed, can_cancel=False, can_acknowledge=False, cancel_until=None)


async def with_time(gate: Gate, visit: Visit, slot_id: str, *, now: Instant) -> Appointment | None:
    """Find the appointment in this record that has a time: whoever sends twice is led to what she has already."""
    taken = TokenIs("status", ((None, "pending"), (None, "booked")))
    found = await gate.search(visit, Query(_TYPE, (ReferenceIs("slot", (f"Slot/{slot_id}",)), taken), count=1), now)
    return appointment(found.rows[0], now) if isinstance(found, Found) and found.rows else None


async def source_names(gate: Gate, numbers: Iterable[str]) -> Mapping[str, str]:
    """Say the names of organisations by their numbers; what is empty or unknown is left out."""
    return {number: organisation.name for number in set(numbers) if number and (organisation := await gate.directory.organisation(number))}


def _midnight(now: Instant) -> Instant:
    return datetime.combine(norwegian_date(now), time.min, tzinfo=NORWAY)


def days_after(now: Instant, days: int) -> Instant:
    """Say the midnight in Norway so many days after today."""
    return datetime.combine(norwegian_date(now) + timedelta(days=days), time.min, tzinfo=NORWAY)
