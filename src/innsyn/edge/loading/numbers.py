"""Synthetic national numbers for patients from elsewhere, so that they can be found and can log in. Only in a sandbox.

Source: Skatteetaten, rules for synthetic numbers (month + 80); docs/spec/identifiers.md#ID-4.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import orjson

from innsyn.fhir.bundle import Entry
from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.splice import Change, change, members, skip_blank
from innsyn.gate.delivery.visits import Visits
from innsyn.gate.gate import Gate
from innsyn.gate.values import Owner, Stored
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Clock
from innsyn.kernel.ids import PersonNumber, person_number, synthetic_person_number
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import PERSON_NUMBER, PERSON_SYSTEMS

REAL_PERSON = Problem(
    "business-rule", "a real person's number: only synthetic people, month + 80, come into a sandbox", "Patient.identifier"
)
_NONE_LEFT = Problem("exception", "no synthetic number is left for this birth date", "Patient.birthDate")
_PARITY = {"female": 0, "male": 1}


@dataclass(frozen=True)
class Numbers:
    """Looks after the national numbers of delivered Patients.

    gives: whether those without get one; a number given before is kept in any case. taken: numbers nobody may get."""

    gate: Gate
    visits: Visits
    actor: Actor
    clock: Clock
    gives: bool
    taken: Collection[str] = field(default=(), repr=False)

    async def amend(self, entry: Entry, owner: Owner) -> Entry | Problem:
        """Put a number on a Patient who has none; refuse a real person."""
        patient = entry.resource or {}
        numbers = national_numbers(patient)
        if any(number.series == "real" for number in numbers):
            return REAL_PERSON
        if numbers:
            return entry
        number = await self._given_before(owner) or await self._new(patient, owner)
        return number if isinstance(number, Problem) else _with_number(entry, number)

    async def _given_before(self, owner: Owner) -> str | None:
        patient_id = await self.gate.patient_in(owner)
        visit = await self.visits.to(owner, self.actor, self.clock()) if patient_id else None
        stands = await self.gate.read(visit, "Patient", patient_id or "", self.clock()) if isinstance(visit, Visit) else None
        numbers = national_numbers(orjson.loads(stands.body)) if isinstance(stands, Stored) else []
        return numbers[0].value if numbers else None

    async def _new(self, patient: Mapping[str, Any], owner: Owner) -> str | Problem | None:
        """Choose a number nobody has; None when none is to be given, or there is no whole birth date to make it from."""
        born_on = _birth_date(patient)
        if not self.gives or born_on is None:
            return None
        for number in _candidates(born_on, str(patient.get("gender")), owner):
            if number in self.taken:
                continue
            if await self.visits.find("Patient", (PERSON_NUMBER, number), self.actor, self.clock()) in (None, owner):
                return number
        return _NONE_LEFT


def national_numbers(patient: Mapping[str, Any]) -> list[PersonNumber]:
    """List the national numbers of a Patient that hold."""
    listed = [each for each in patient.get("identifier", ()) if isinstance(each, dict)]
    ours = [each.get("value") for each in listed if canonical_system(str(each.get("system", ""))) in PERSON_SYSTEMS]
    return [number for value in ours if isinstance(value, str) and (number := person_number(value)) is not None]


def _birth_date(patient: Mapping[str, Any]) -> date | None:
    text = patient.get("birthDate")
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def _candidates(born_on: date, gender: str, owner: Owner) -> Iterator[str]:
    """Give every number for a birth date, beginning at one that follows from the record's key: third digit even for women."""
    first = 500 if born_on.year >= 2000 else 0
    fitting = [individual for individual in range(first, first + 500) if individual % 2 == _PARITY.get(gender, individual % 2)]
    start = owner % len(fitting)
    for individual in fitting[start:] + fitting[:start]:
        number = synthetic_person_number(born_on, individual)
        if number is not None:
            yield number


def _with_number(entry: Entry, number: str | None) -> Entry:
    """Add the number as the first identifier; every other byte stays."""
    if number is None or entry.received is None:
        return entry
    identifier = {"system": PERSON_NUMBER, "value": number, "assigner": {"display": "Innsyn, given while loading"}}
    resource = dict(entry.resource or {})
    had = resource.get("identifier", [])
    text, written = entry.received.decode(), json.dumps(identifier)
    found = {member.name: member for member in members(text, skip_blank(text, 0)) if member.name in ("identifier", "resourceType")}
    if "identifier" in found:
        put = Change(found["identifier"].start + 1, found["identifier"].start + 1, f"{written}{',' if had else ''}")
    else:
        put = Change(found["resourceType"].end, found["resourceType"].end, f',"identifier":[{written}]')
    return replace(entry, resource=resource | {"identifier": [identifier, *had]}, received=change(text, [put]).encode())
