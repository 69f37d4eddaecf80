"""Answers the conditions of a bundle: what a search such as `Practitioner?identifier=system|value` matches now.

Source: FHIR R4 4.0.1, http.html#trules, http.html#ccreate. A condition is one identifier: whatever is wider could match another resource
tomorrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from innsyn.fhir.code_systems import canonical_system
from innsyn.gate.delivery.condition import Identifier, read_condition
from innsyn.gate.delivery.door import Door
from innsyn.gate.delivery.visits import Visits
from innsyn.gate.refused import Refused
from innsyn.gate.remembering import Remembered
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.query import Query, TokenIs
from innsyn.record.stored import Found, Stored

_TOGETHER = 100
_WITH_ITS_SYSTEM = Problem("not-supported", "a condition on a patient's resources names the identifier's system too")


@dataclass(frozen=True, slots=True)
class Answers:
    """matches: condition → addresses. problems: conditions that cannot be answered, and why."""

    matches: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)


class Asked:
    """Answers conditions. What one directory entry alone matched is remembered: a load asks for the same some thousand times."""

    def __init__(self, gate: Door, visits: Visits) -> None:
        """visits: for what stands in patients' records."""
        self._gate, self._visits = gate, visits
        self._known: Remembered[str, str] = Remembered()

    async def answers(self, conditions: Sequence[str], actor: Actor, now: Instant) -> Answers:
        """Answer each condition."""
        answers = Answers()
        shared: dict[str, dict[str, Identifier]] = {}
        for condition in conditions:
            type_, identifier = read_condition(condition)
            if isinstance(identifier, Problem):
                answers.problems[condition] = identifier
            elif type_ not in SHARED_TYPES:
                await self._in_records(condition, type_, identifier, answers, actor, now)
            elif (known := self._known.get(condition)) is not None:
                answers.matches[condition] = [known]
            else:
                shared.setdefault(type_, {})[condition] = identifier
        for type_, wanted in shared.items():
            await self._in_directory(type_, wanted, answers)
        return answers

    async def _in_directory(self, type_: str, wanted: dict[str, Identifier], answers: Answers) -> None:
        listed = list(wanted.items())
        for start in range(0, len(listed), _TOGETHER):
            some = listed[start : start + _TOGETHER]
            found = await self._gate.directory.carriers(type_, [identifier for _, identifier in some])
            carried = [(f"{type_}/{row.id}", _identifiers(row)) for row in found]
            for condition, identifier in some:
                addresses = [address for address, identifiers in carried if _is_among(identifier, identifiers)]
                answers.matches[condition] = addresses
                if len(addresses) == 1:
                    self._known.keep(condition, addresses[0])

    async def _in_records(self, condition: str, type_: str, identifier: Identifier, answers: Answers, actor: Actor, now: Instant) -> None:
        system, value = identifier
        if system is None:
            answers.problems[condition] = _WITH_ITS_SYSTEM
            return
        owner = await self._visits.find(type_, (system, value), actor, now)
        if owner is None:
            answers.matches[condition] = []
        elif type_ == "Patient":
            answers.matches[condition] = [f"Patient/{await self._gate.patient_in(owner)}"]
        else:
            visit = await self._visits.to(owner, actor, now)
            query = Query((type_,), (TokenIs("identifier", (identifier,)),), count=2)
            found = visit if isinstance(visit, Refused) else await self._gate.search(visit, query, now)
            answers.matches[condition] = [f"{type_}/{row.id}" for row in found.rows] if isinstance(found, Found) else []


def _identifiers(row: Stored) -> list[tuple[str, str]]:
    body: dict[str, Any] = orjson.loads(row.body)
    listed = [each for each in body.get("identifier", ()) if isinstance(each, dict)]
    return [(canonical_system(each.get("system") or ""), str(each.get("value"))) for each in listed]


def _is_among(identifier: Identifier, identifiers: list[tuple[str, str]]) -> bool:
    system, value = identifier
    return any(one == value and (system is None or canonical_system(system) == of) for of, one in identifiers)
