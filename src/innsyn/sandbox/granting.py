"""Lets the nation's people give powers of attorney as the stories tell: through the gate, in their own visits or at the registrar's desk.

Told again after an interruption it gives nothing twice.
"""

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.gate.gate import Gate
from innsyn.gate.opening import NewId
from innsyn.gate.refused import Refused
from innsyn.gate.rules.relations import Grant, Period
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.values import Conflict, Stored, Write
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.settling import Unsettled
from innsyn.sandbox.stories.grants import GRANTS, Given

GateWith = Callable[[NewId], Gate]
"""Makes a gate that gives visits these ids."""


async def tell_grants(gate_with: GateWith, nation: Nation, now: Instant) -> None:
    """Give, and take back, as the stories tell. Raises Unsettled when the gate would not have it: a defect of the sandbox."""
    for told in GRANTS:
        given_at = _instant(told.ago, told.at, now)
        await _write(gate_with(_named(f"{told.key}/given")), nation, told, given_body(nation, told, now), given_at)
        if told.withdrawn_ago is not None:
            body = withdrawn(given_body(nation, told, now))
            taken_at = _instant(told.withdrawn_ago, told.at, now)
            await _write(gate_with(_named(f"{told.key}/taken")), nation, told, body, taken_at)


def given_body(nation: Nation, told: Given, now: Instant) -> dict[str, Any]:
    """Write a power of attorney."""
    at, receiver = _instant(told.ago, told.at, now), nation.people[told.receiver]
    first = norwegian_date(at if told.begins_in is None else now) + timedelta(days=told.begins_in or 0)
    grant = Grant(
        id="",
        key="",
        areas=frozenset(told.areas),
        organisations=frozenset(nation.organisations[key].number or "" for key in told.sources),
        period=Period(first, None if told.lasts is None else first + timedelta(days=told.lasts)),
        is_on_paper=told.registrar is not None,
    )
    witness = str(nation.personnel[told.registrar].name) if told.registrar else ""
    return grant_body(grant, told.giver, _number(receiver.number), str(receiver.name), at, witness=witness, papers=told.papers)


async def _write(gate: Gate, nation: Nation, told: Given, body: dict[str, Any], at: Instant) -> None:
    visit = await _opened(gate, nation, told, at)
    if isinstance(visit, Refused):
        raise Unsettled(f"{told.key}: {visit.verdict.rule}")
    standing = await gate.read(visit, "Consent", told.key, at)
    if isinstance(standing, Stored) and body["status"] == "active":
        return
    write = Write("update", "Consent", json.dumps(body, ensure_ascii=False).encode(), id=told.key, unchanged_is_kept=True)
    answer = await gate.write(visit, [write], at)
    await gate.close(visit, at)
    if isinstance(answer, Refused | Conflict):
        raise Unsettled(f"{told.key}: {answer.code if isinstance(answer, Conflict) else answer.verdict.rule}")


async def _opened(gate: Gate, nation: Nation, told: Given, at: Instant) -> Visit | Refused:
    giver = _number(nation.people[told.giver].number)
    if told.registrar is None:
        await gate.policies.learn(at)
        return await gate.open_own(gate.actors.citizen(giver, level="high"), giver, at)
    worker = nation.personnel[told.registrar]
    entity = nation.legal_entity(worker.posts[0].organisation).number or ""
    actor = await gate.actors.staff(
        _number(worker.number), name=str(worker.name), hpr=worker.hpr or "", legal_entity=entity, point_of_care=entity, level="high"
    )  # fmt: skip
    return await gate.open_registration(actor, giver, at)


def _number(text: str) -> PersonNumber:
    number = person_number(text)
    if number is None:
        raise Unsettled("number")
    return number


def _named(key: str) -> NewId:
    def new_id() -> UUID:
        return uuid5(NAMESPACE_URL, f"urn:innsyn:sandbox:grant:{key}")

    return new_id


def _instant(ago: int, at: int, now: Instant) -> Instant:
    return min(datetime.combine(norwegian_date(now) - timedelta(days=ago), time(at), tzinfo=NORWAY), now)
