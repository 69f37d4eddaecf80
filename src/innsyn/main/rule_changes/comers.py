"""Who comes to a record: the person herself, those who act for her, those who treat her and those who do not, and systems."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from innsyn.gate.grounds import CLIENT, OWN_RECORD, REPRESENTS
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.rules.relations import Shield
from innsyn.gate.rules.staff import AFTER_DEATH
from innsyn.gate.visit import Actor, Emergency, Ground, Role
from innsyn.main.rule_changes.records import MemoryRecord, hidden
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.person import Person, Protection

_FULL_AGE = 18
_GLASS = Emergency("gate.emergency.life", "Pasienten er bevisstløs")


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody who comes. name: what she is to the record, and her key where she has one: `parent amund`, `doctor who treats`.

    kind: what she is, without her key; it is what changes are counted by."""

    name: str
    kind: str
    actor: Actor
    role: Role
    ground: Ground


class Comers:
    """Knows who could come to each record of a nation."""

    def __init__(self, nation: Nation) -> None:
        """nation: whose people and trusts they are."""
        self._nation = nation
        self._by_key = {hidden(person.number): person for person in nation.people.values()}
        self._trusts = [each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number]
        self._workers = {worker.hpr: worker.key for worker in nation.personnel.values() if worker.hpr}

    def to(self, record: MemoryRecord) -> list[Comer]:
        """List who comes to a record, each once."""
        found = [*self._citizens(record), *self._personnel(record), *self._systems(record)]
        return list({each.name: each for each in found}.values())

    def _citizens(self, record: MemoryRecord) -> Iterator[Comer]:
        person, patient = self._nation.people[record.key], record.patient
        yield Comer("the patient", "the patient", _citizen(person, self._nation), "self", OWN_RECORD)
        yield from self._acting("parent", (each.key for each in patient.parents))
        yield from self._acting("guardian", (each.key for each in patient.guardians))
        yield from self._acting("attorney", (each.key for each in patient.grants))

    def _acting(self, role: Role, keys: Iterator[str]) -> Iterator[Comer]:
        for person in (self._by_key[key] for key in keys if key in self._by_key):
            yield Comer(f"{role} {person.key}", role, _citizen(person, self._nation), role, REPRESENTS[role])

    def _personnel(self, record: MemoryRecord) -> Iterator[Comer]:
        home = _most_often(record, self._trusts)
        away = next((number for number in self._trusts if number != home), None)
        treats = _treating(record.patient)
        yield _staff("doctor who treats", "LE", home, treats)
        yield _staff("nurse who treats", "SP", home, treats)
        yield _staff("doctor elsewhere", "LE", away, treats)
        yield _staff("nurse who breaks the glass", "SP", home, Ground(purpose="BTG", basis="gate.basis.emergency", emergency=_GLASS))
        for hpr in sorted(_named(record.patient.shields)):
            named = _staff("shielded worker", "SP", home, treats, hpr=hpr)
            yield Comer(f"{named.name} {self._workers.get(hpr, '')}".strip(), named.kind, named.actor, named.role, named.ground)

    def _systems(self, record: MemoryRecord) -> Iterator[Comer]:
        home = _most_often(record, self._trusts)
        away = next((number for number in self._trusts if number != home), None)
        for name, number in (("system of the trust that treats", home), ("system of another trust", away)):
            if number is not None:
                yield Comer(name, name, Actor(kind="system", key=f"system:{number}", name="", organisation=number), "system", CLIENT)


def _citizen(person: Person, nation: Nation) -> Actor:
    return Actor(
        kind="citizen",
        key=hidden(person.number),
        name="",
        level="high",
        is_adult=person.age(nation.today) >= _FULL_AGE,
        is_protected=person.protection is not Protection.NONE,
    )


def _staff(name: str, profession: str, organisation: str | None, ground: Ground, *, hpr: str = "0") -> Comer:
    actor = Actor(kind="staff", key=f"worker:{hpr}", name="", level="high", profession=profession, hpr=hpr, organisation=organisation)
    return Comer(name, name, actor, "staff", ground)


def _treating(patient: PatientFacts) -> Ground:
    return Ground(purpose="TREAT", basis=AFTER_DEATH if patient.is_dead else "gate.basis.appointment")


def _most_often(record: MemoryRecord, trusts: list[str]) -> str | None:
    """Say which trust keeps most of a record."""
    counts: Mapping[str, int] = Counter(row.custodian for row in record.rows if row.custodian in trusts)
    return max(counts, key=lambda number: (counts[number], number), default=trusts[0] if trusts else None)


def _named(shields: tuple[Shield, ...]) -> frozenset[str]:
    return frozenset(person for shield in shields for person in shield.persons)
