"""Asks the gate who somebody's health contacts are, and the directory where they are and when they are open."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from innsyn.gate.gate import Gate
from innsyn.gate.rules.age import whole_years
from innsyn.gate.standing.care_contacts import ACTIVE, CareContact, care_contact, care_contacts
from innsyn.gate.values import Found, Stored
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant, norwegian_date

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open. first, last: days as FHIR writes them, a run of days. opens, closes: None for the whole day."""

    first: str
    last: str
    opens: time | None
    closes: time | None


@dataclass(frozen=True, slots=True)
class Place:
    """What the directory says of a unit. phone: empty when not told. hours: empty when not told."""

    phone: str = ""
    hours: tuple[Hours, ...] = ()


async def contacts(gate: Gate, visit: Visit, *, now: Instant) -> tuple[CareContact, ...]:
    """Read the contacts in force that the visit may see, in one statement."""
    found = await gate.search(visit, ACTIVE, now)
    return care_contacts(found.rows, now) if isinstance(found, Found) else ()


async def contact(gate: Gate, visit: Visit, episode_id: str, *, now: Instant) -> CareContact | None:
    """Read one; None for what is none, is over, or is not for this visit."""
    found = await gate.read(visit, "EpisodeOfCare", episode_id, now)
    return care_contact(found, now) if isinstance(found, Stored) else None


async def years(gate: Gate, visit: Visit, *, now: Instant) -> int | None:
    """Say the patient's age in whole birthdays; None when her birth date is unknown."""
    found = await gate.read(visit, "Patient", visit.patient_id, now)
    body: Mapping[str, Any] = json.loads(found.body) if isinstance(found, Stored) else {}
    return whole_years(_day(body.get("birthDate")), norwegian_date(now))


async def places(gate: Gate, found: Iterable[CareContact]) -> Mapping[str, Place]:
    """Say what the directory knows of the contacts' units, in one statement. Returns places by id of the unit."""
    units = sorted({each.unit for each in found if each.unit})
    known: dict[str, Place] = {}
    for row in await gate.directory.services_of(units):
        unit, place = _place(json.loads(row.body))
        before = known.get(unit, Place())
        known[unit] = Place(before.phone or place.phone, before.hours or place.hours)
    return known


async def source_names(gate: Gate, found: Iterable[CareContact]) -> Mapping[str, str]:
    """Say the names of the organisations that keep the contacts, by organisation number; unknown ones are left out."""
    numbers = sorted({each.source for each in found})
    return {number: organisation.name for number in numbers if (organisation := await gate.directory.organisation(number))}


def _place(body: Mapping[str, Any]) -> tuple[str, Place]:
    unit = str((body.get("providedBy") or {}).get("reference", "")).removeprefix("Organization/")
    phones = (str(each["value"]) for each in body.get("telecom", ()) if each.get("system") == "phone" and each.get("value"))
    return unit, Place(next(phones, ""), tuple(_hours(body.get("availableTime", ()))))


def _hours(told: Iterable[Mapping[str, Any]]) -> Iterator[Hours]:
    """Read opening hours, each run of days by itself; what cannot be read is left out."""
    for each in told:
        days = [day for day in DAYS if day in each.get("daysOfWeek", ())]
        opens, closes = _time(each.get("availableStartTime")), _time(each.get("availableEndTime"))
        if each.get("allDay") is True:
            yield from (Hours(first, last, None, None) for first, last in _runs(days))
        elif opens is not None and closes is not None:
            yield from (Hours(first, last, opens, closes) for first, last in _runs(days))


def _runs(days: list[str]) -> Iterator[tuple[str, str]]:
    places = [DAYS.index(day) for day in days]
    starts = [place for place in places if place - 1 not in places]
    ends = [place for place in places if place + 1 not in places]
    return ((DAYS[start], DAYS[end]) for start, end in zip(starts, ends, strict=True))


def _time(told: object) -> time | None:
    try:
        return time.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
