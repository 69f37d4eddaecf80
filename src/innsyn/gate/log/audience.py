"""Who is told that somebody was in a record, or that a question about it is answered: whoever may read the log of it herself.

Source: pasient- og brukerrettighetsloven § 3-4; docs/spec/log.md#AL-5.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from innsyn.gate.access import Access
from innsyn.gate.decide import closing, decide
from innsyn.gate.grounds import OWN_RECORD, REPRESENTS
from innsyn.gate.rules.case import Case
from innsyn.gate.visit import Actor, Ground, Role, Visit
from innsyn.kernel.clock import Instant
from innsyn.record.condition import RowFacts
from innsyn.record.stored import Owner

_NOBODYS = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who is told. key: opaque. is_patient: it is about herself, not about her child.

    is_protected: the patient's address is protected, so that no clinic is named to anybody: a name says where she goes."""

    key: str = field(repr=False)
    is_patient: bool
    is_protected: bool = False


async def audience(access: Access, owner: Owner, now: Instant) -> tuple[Receiver, ...]:
    """Say who is told: the patient, or a small child's parents; nobody when none of them may see the record."""
    return tuple(_told(await _open_to(access, owner, now)))


async def readers(access: Access, owner: Owner, row: RowFacts, now: Instant) -> tuple[Receiver, ...]:
    """Say who of them may read one resource of it."""
    open_to = await _open_to(access, owner, now)
    return tuple(_told([(visit, case) for visit, case in open_to if decide(case, "read", row).allowed]))


async def _open_to(access: Access, owner: Owner, now: Instant) -> list[tuple[Visit, Case]]:
    """Give the visits that could be opened, each with the case the rules look at."""
    patient = (await access.learn(owner)).patient
    if patient.number is None or patient.patient_id is None:
        return []
    own = access.person_key(patient.number[1])
    visits = [_visit(owner, patient.patient_id, own, "self", OWN_RECORD, now)]
    visits += [
        _visit(owner, patient.patient_id, each.key, "parent", REPRESENTS["parent"], now, each.is_protected) for each in patient.parents
    ]
    cases = [(visit, await access.case_of(visit, patient, now)) for visit in visits]
    return [(visit, case) for visit, case in cases if closing(case, "read") is None]


def _told(found: list[tuple[Visit, Case]]) -> Iterator[Receiver]:
    is_hers = any(visit.role == "self" for visit, _ in found)
    yield from (Receiver(visit.actor.key, is_hers, case.patient.is_protected) for visit, case in found if (visit.role == "self") is is_hers)


def _visit(owner: Owner, patient_id: str, key: str, role: Role, ground: Ground, now: Instant, is_protected: bool | None = None) -> Visit:
    """Make a visit that is never opened, to ask the rules whether it could be."""
    actor = Actor(kind="citizen", key=key, name="", level="high", is_adult=None, is_protected=is_protected)
    return Visit(
        id=_NOBODYS, owner=owner, patient_id=patient_id, actor=actor, role=role, ground=ground,
        opened_at=now, expires_at=now + timedelta(minutes=1),
    )  # fmt: skip
