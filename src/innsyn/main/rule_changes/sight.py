"""Who sees what on one day, by one set of rules and choices: everybody who comes, over every record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from innsyn.gate.decide import narrow
from innsyn.gate.rules.age import whole_years
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.case import Case
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.policy import NO_CHOICES, Policies
from innsyn.gate.rules.rule import Rule
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import NORWAY
from innsyn.main.rule_changes.comers import Comer, Comers
from innsyn.main.rule_changes.records import MemoryRecord
from innsyn.record.condition import holds

Sight = Mapping[str, Mapping[str, frozenset[str]]]
"""Person's key to comer's name to the `Type/id` she sees."""

_CONTENT = "Binary"
"""Content goes with its document, and is not counted for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds. day: in Norway. choices: of trusts and the nation. rules: those asked."""

    day: date
    choices: Policies = NO_CHOICES
    rules: Sequence[Rule] = RULES


def sight(records: Iterable[MemoryRecord], comers: Comers, standing: Standing) -> dict[str, dict[str, frozenset[str]]]:
    """Say who sees what."""
    return {record.key: {comer.name: _seen(record, comer, standing) for comer in comers.to(record)} for record in records}


def band(patient: PatientFacts, day: date) -> str:
    """Say the age band of a patient on a day, as changes are counted."""
    years = whole_years(patient.born_on, day)
    if patient.is_dead:
        return "dead"
    if years is None:
        return "unknown age"
    return "0–11" if years < 12 else "12–13" if years < 14 else "14–15" if years < 16 else "16–17" if years < 18 else "18 and over"


def _seen(record: MemoryRecord, comer: Comer, standing: Standing) -> frozenset[str]:
    now = datetime.combine(standing.day, time(12), tzinfo=NORWAY)
    whose = record.patient.patient_id or ""
    visit = Visit(
        id=UUID(int=0), owner=0, patient_id=whose, actor=comer.actor, role=comer.role, ground=comer.ground,
        opened_at=now, expires_at=now + timedelta(hours=1),
    )  # fmt: skip
    condition = narrow(Case(visit, record.patient, now, standing.choices), "read", rules=standing.rules)
    return frozenset(f"{row.type}/{row.id}" for row in record.rows if row.type != _CONTENT and holds(condition, row))
