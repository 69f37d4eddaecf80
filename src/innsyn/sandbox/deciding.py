"""Lets the people and trusts of the nation decide about access as the stories tell: through the gate, in their own visits, like anybody.

Told again after an interruption it decides nothing twice.
"""

import json
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from innsyn.gate.gate import Gate
from innsyn.gate.opening import NewId
from innsyn.gate.policies import policy_body
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import Policy
from innsyn.gate.rules.relations import Period, Shield
from innsyn.gate.standing.shields import shield_body
from innsyn.gate.standing.wishes import wish_body
from innsyn.gate.values import Conflict, Write
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.settling import Unsettled
from innsyn.sandbox.stories.decisions import CHOICES, SHIELDS, WISHES, Choice, Shielded, Wished

GateWith = Callable[[NewId], Gate]
"""Makes a gate that gives visits these ids."""

_SYSTEM = "Prøvelandets journalsystemer"


async def tell_decisions(gate_with: GateWith, nation: Nation, now: Instant) -> None:
    """Decide as the stories tell. Raises Unsettled when the gate would not have it: a defect of the sandbox."""
    await _choose(gate_with(_named("choices")), nation, now)
    for shielded in SHIELDS:
        key = f"{shielded.person}-sperring-{shielded.ago}"
        await _decide(gate_with(_named(key)), nation, shielded, ("Consent", key), now)
    for wished in WISHES:
        key = f"{wished.person}-onske-{wished.ago}"
        await _decide(gate_with(_named(key)), nation, wished, ("Task", key), now)


def choice_body(nation: Nation, choice: Choice, now: Instant) -> dict[str, Any]:
    """Write what a trust has chosen."""
    trust = nation.organisations[choice.trust]
    since = norwegian_date(now) - timedelta(days=choice.ago)
    return policy_body(trust.number or "", Policy(since=since, ages=choice.ages), trust.name)


def shielded_body(nation: Nation, told: Shielded, now: Instant) -> dict[str, Any]:
    """Write a shield."""
    value, name = _who(nation, told)
    today = norwegian_date(now)
    one, nobody = frozenset({value}), frozenset[str]()
    shield = Shield(
        id="",
        persons=one if told.against == "person" else nobody,
        professions=one if told.against == "profession" else nobody,
        organisations=one if told.against == "organisation" else nobody,
        references=frozenset(f"DocumentReference/{each}" for each in told.documents),
        period=Period(today - timedelta(days=told.ago), None if told.until_ago is None else today - timedelta(days=told.until_ago)),
    )
    return shield_body(shield, told.person, _instant(told, now), {value: name} if name else {}, note=told.note)


def wished_body(nation: Nation, told: Wished, now: Instant) -> dict[str, Any]:
    """Write a wish."""
    number = nation.organisations[told.trust].number or ""
    return wish_body(f"DocumentReference/{told.document}", number, told.person, told.words, _instant(told, now))


async def _choose(gate: Gate, nation: Nation, now: Instant) -> None:
    actor = await gate.actors.system(_SYSTEM, organisation=_registry(nation))
    writes = [_write("PlanDefinition", body["id"], body) for body in (choice_body(nation, each, now) for each in CHOICES)]
    if isinstance(await gate.write_directory(actor, writes, now), Refused | Conflict):
        raise Unsettled("choices")


async def _decide(gate: Gate, nation: Nation, told: Shielded | Wished, resource: tuple[str, str], now: Instant) -> None:
    """Log somebody in, and let her write one decision in her own record."""
    type_, id_ = resource
    number = person_number(nation.people[told.person].number)
    at = _instant(told, now)
    if number is None:
        raise Unsettled(id_)
    await gate.policies.learn(at)
    visit = await gate.open_own(gate.actors.citizen(number, level="high"), number, at)
    if isinstance(visit, Refused):
        raise Unsettled(f"{id_}: {visit.verdict.rule}")
    body = shielded_body(nation, told, now) if isinstance(told, Shielded) else wished_body(nation, told, now)
    answer = await gate.write(visit, [_write(type_, id_, body)], at)
    await gate.close(visit, at)
    if isinstance(answer, Refused | Conflict):
        raise Unsettled(f"{id_}: {answer.code if isinstance(answer, Conflict) else answer.verdict.rule}")


def _who(nation: Nation, told: Shielded) -> tuple[str, str]:
    """Say what stands for whom it is against, and how they are called."""
    if told.against == "person":
        worker = nation.personnel[told.who]
        return worker.hpr or "", str(worker.name)
    if told.against == "organisation":
        organisation = nation.organisations[told.who]
        return organisation.number or "", organisation.name
    return told.who, ""


def _registry(nation: Nation) -> str:
    return next(each.number for each in nation.organisations.values() if each.level == "legal_entity" and each.number)


def _write(type_: str, id_: str, body: dict[str, Any]) -> Write:
    bare = {name: value for name, value in body.items() if name != "id"}
    return Write("update", type_, json.dumps(bare, ensure_ascii=False).encode(), id=id_, unchanged_is_kept=True)


def _named(key: str) -> NewId:
    def new_id() -> UUID:
        return uuid5(NAMESPACE_URL, f"urn:innsyn:sandbox:decision:{key}")

    return new_id


def _instant(told: Shielded | Wished, now: Instant) -> Instant:
    at = datetime.combine(norwegian_date(now) - timedelta(days=told.ago), time(told.at), tzinfo=NORWAY)
    return min(at, now)
