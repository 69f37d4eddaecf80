"""Lets those who work in the nation open records as the stories tell it: through the gate, at the stories' instants, like anybody.

Told again after an interruption it adds to the same visits, and makes none of them twice.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.gate.gate import Gate
from innsyn.gate.grounds import staff_ground
from innsyn.gate.opening import NewId
from innsyn.gate.refused import Refused
from innsyn.gate.values import Query
from innsyn.gate.visit import Actor, Ground
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.kernel.outcome import Verdict
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.settling import Unsettled
from innsyn.sandbox.stories.accesses import ACCESSES, Access

GateWith = Callable[[NewId], Gate]
"""Makes a gate that gives visits these ids."""

_SHOWN = 20


async def tell_accesses(gate_with: GateWith, nation: Nation, now: Instant) -> None:
    """Open the records as the stories tell. Raises Unsettled when the gate would not have one: a defect of the sandbox."""
    for access in ACCESSES:
        await _tell(gate_with(_named(access)), nation, access, now)


def _named(access: Access) -> NewId:
    def new_id() -> UUID:
        return uuid5(NAMESPACE_URL, f"urn:innsyn:sandbox:access:{access.key}")

    return new_id


async def _tell(gate: Gate, nation: Nation, access: Access, now: Instant) -> None:
    at = _instant(access, now)
    owner = await gate.locate("Patient", access.person)
    ground = _ground(access)
    if owner is None or isinstance(ground, Verdict):
        raise Unsettled(access.key)
    visit = await gate.open(await _actor(gate, nation, access), owner, ground, at)
    if isinstance(visit, Refused):
        raise Unsettled(f"{access.key}: {visit.verdict.rule}")
    await gate.read(visit, "Patient", visit.patient_id, at)
    for type_ in access.reads:
        await gate.search(visit, Query((type_,), count=_SHOWN), at + timedelta(minutes=1))
    await gate.close(visit, at + timedelta(minutes=access.minutes))


async def _actor(gate: Gate, nation: Nation, access: Access) -> Actor:
    worker = nation.personnel[access.worker]
    number = person_number(worker.number)
    care = next(
        (unit.number for unit in nation.above(access.unit) if unit.level in ("point_of_care", "legal_entity") and unit.number), None
    )
    entity = nation.legal_entity(access.unit).number
    if number is None or care is None or entity is None:
        raise Unsettled(access.key)
    return await gate.actors.staff(
        number, name=str(worker.name), hpr=worker.hpr or "", legal_entity=entity, point_of_care=care, level="high"
    )  # fmt: skip


def _ground(access: Access) -> Ground | Verdict:
    if access.emergency is None:
        return staff_ground(purpose="TREAT", basis=access.basis)
    reason, words = access.emergency
    return staff_ground(purpose="BTG", basis="gate.basis.emergency", emergency_reason=reason, words=words)


def _instant(access: Access, now: Instant) -> Instant:
    return datetime.combine(norwegian_date(now) - timedelta(days=access.ago), time(*access.at), tzinfo=NORWAY)
