"""What patients, young people and trusts decide about access, for tests: shields, wishes to hide something, choices."""

import json
from datetime import date

from innsyn.gate.policies import policy_body
from innsyn.gate.rules.policy import NATION, Policy
from innsyn.gate.rules.relations import ALWAYS, Shield
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.standing.shields import shield_body
from innsyn.gate.standing.wishes import wish_body
from innsyn.gate.tests.samples import NOW, TRUST, create, keep
from innsyn.record.stored import Write

LONG_AGO = date(2026, 1, 1)


def a_shield(*, persons=(), professions=(), organisations=(), references=(), period=ALWAYS):
    """A shield; against all personnel when it names nobody, of the whole record when it names nothing."""
    return Shield(
        id="", persons=frozenset(persons), professions=frozenset(professions), organisations=frozenset(organisations),
        references=frozenset(references), period=period,
    )  # fmt: skip


async def tries_to_shield(world, visit, *, now=NOW, **against):
    """Let somebody set a shield in a visit. Returns the gate's answer."""
    return await world.gate.write(visit, [create(shield_body(a_shield(**against), visit.patient_id, now, {}))], now)


async def shields(world, visit, *, now=NOW, **against):
    """Let a patient set a shield. Returns the Consent as it is kept."""
    answer = await tries_to_shield(world, visit, now=now, **against)
    assert isinstance(answer, tuple), answer
    return answer[0].stored


async def lifts(world, visit, consent, *, now=NOW):
    """Let a patient lift a shield. Returns the gate's answer."""
    body = withdrawn(json.loads(consent.body))
    return await world.gate.write(visit, [Write("update", "Consent", json.dumps(body).encode(), id=consent.id)], now)


async def tries_to_wish(world, visit, document, *, words="", organisation=TRUST, now=NOW):
    """Let somebody ask an organisation to hide a document from her parents. Returns the gate's answer."""
    body = wish_body(f"DocumentReference/{document.id}", organisation, visit.patient_id, words, now)
    return await world.gate.write(visit, [create(body)], now)


async def wishes(world, visit, document, **more):
    """Let a young person ask. Returns the Task as it is kept."""
    answer = await tries_to_wish(world, visit, document, **more)
    assert isinstance(answer, tuple), answer
    return answer[0].stored


async def chooses(world, organisation=NATION, *, since=LONG_AGO, **choice):
    """Let a trust, or the nation, have chosen. choice: as of `Policy`."""
    operator = await world.gate.actors.system("Forvaltning", organisation=TRUST)
    body = policy_body(organisation, Policy(since=since, **choice), "Valg")
    await world.gate.write_directory(operator, [keep(body)], NOW)
    await world.gate.policies.learn(NOW)
