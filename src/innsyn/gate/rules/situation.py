"""A situation told flat, so that a rule's examples can be read, shown and multiplied: who, whom, why, and which resource."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from uuid import UUID

from innsyn.gate.rules.case import CITIZENS, Case
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.visit import STAFF_VISIT, Actor, Emergency, Ground, Level, Role, Visit
from innsyn.record.condition import RowFacts

Act = Literal["read", "write"]

TODAY = date(2026, 11, 22)
"""The day every example is told on; at noon in Norway."""

HOSPITAL = "874716782"
OTHER_HOSPITAL = "993467049"
_NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
_VISIT = UUID("00000000-0000-4000-8000-000000000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One situation; every default is the plainest yes of its role.

    born: ISO date, None for unknown; today is 22 November 2026. own: the actor is the patient, None for what the role implies.
    reason: words for an emergency, None when none were given. minutes: since the visit opened. labels: on the resource;
    record_labels: on the patient's standing resources.
    token: `(parameter, system, code)` the resource carries. custodian: organisation it came from, None when unknown."""

    role: Role = "self"
    act: Act = "read"
    born: str | None = "1980-02-03"
    own: bool | None = None
    dead: bool = False
    protected: bool = False
    same_patient: bool = True
    known_patient: bool = True
    level: Level = "high"
    minutes: int = 5
    purpose: str = ""
    basis: str = "gate.basis.appointment"
    reason: str | None = "words"
    profession: str | None = "SP"
    organisation: str | None = HOSPITAL
    type: str = "DocumentReference"
    labels: tuple[str, ...] = ()
    record_labels: tuple[str, ...] = ()
    token: tuple[str, str | None, str] | None = None
    custodian: str | None = HOSPITAL


def case_of(situation: Situation) -> Case:
    """Make the case a situation tells of."""
    born_on = date.fromisoformat(situation.born) if situation.born else None
    own = situation.role == "self" if situation.own is None else situation.own
    patient = PatientFacts(
        patient_id="patient" if situation.known_patient else None,
        born_on=born_on,
        is_dead=situation.dead,
        is_protected=situation.protected,
        person_keys=frozenset({"actor" if own else "patient"}),
        labels=frozenset(situation.record_labels),
    )
    return Case(_visit(situation), patient, _NOON)


def row_of(situation: Situation) -> RowFacts:
    """Make the resource a situation tells of."""
    return RowFacts(
        type=situation.type,
        id="resource",
        custodian=situation.custodian,
        labels=frozenset(situation.labels),
        recorded_at=_NOON - timedelta(days=30),
        clinical_at=_NOON - timedelta(days=31),
        tokens=frozenset({situation.token} if situation.token else ()),
    )


def _visit(situation: Situation) -> Visit:
    opened_at = _NOON - timedelta(minutes=situation.minutes)
    return Visit(
        id=_VISIT,
        owner=1,
        patient_id="patient" if situation.same_patient else "somebody-else",
        actor=_actor(situation),
        role=situation.role,
        ground=_ground(situation),
        opened_at=opened_at,
        expires_at=opened_at + STAFF_VISIT,
    )


def _actor(situation: Situation) -> Actor:
    if situation.role in CITIZENS:
        return Actor(kind="citizen", key="actor", name="", level=situation.level)
    return Actor(
        kind="staff" if situation.role == "staff" else "system",
        key="actor",
        name="",
        level=situation.level,
        profession=situation.profession,
        organisation=situation.organisation,
    )


def _ground(situation: Situation) -> Ground:
    usual = {"staff": "TREAT", "system": "RECORDMGT"}.get(situation.role, "PATRQT")
    emergency = None if situation.reason is None else Emergency("gate.emergency.life", situation.reason)
    return Ground(purpose=situation.purpose or usual, basis=situation.basis, emergency=emergency)
