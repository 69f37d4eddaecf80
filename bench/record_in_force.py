"""What it costs that much has been decided about a person: the same questions to two records of the same people, in turns, in one run.

In one record nothing has been decided. In the other each patient has powers of attorney, shields and decisions to withhold in force, and
trusts have made choices: two hundred in all, most of which do speak of whoever reads. `./innsyn bench record --in-force 200`.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import orjson

from innsyn.gate.gate import Gate
from innsyn.gate.policies import policy_body
from innsyn.gate.rules.policy import Delay, Policy
from innsyn.gate.rules.relations import Grant, Period, Shield, Withholding
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.standing.shields import shield_body
from innsyn.gate.standing.withholdings import Reasons, withholding_body
from innsyn.gate.values import Stored, Write, patient_id
from innsyn.kernel.clock import Instant, system_clock
from innsyn.kernel.ids import person_number, synthetic_person_number
from innsyn.kernel.systems import HPR_NUMBER

KEEPER, READER_HPR = "874716782", "990000137"
TRUSTS = ("974749025", "993467049", "983974910", "983974929")
LONG = Period(date(2020, 1, 1), date(2090, 1, 1))


async def choose(gate: Gate, now: Instant) -> None:
    """Let some trusts choose delays and the graded ages."""
    actor = await gate.actors.system("bench", organisation=KEEPER)
    policy = Policy(since=date(2020, 1, 1), ages="graded", delays=(Delay("Observation", None, 3), Delay("DocumentReference", None, 14)))
    bodies = [policy_body(number, policy, "bench") for number in TRUSTS]
    await gate.write_directory(actor, [Write("update", "PlanDefinition", _bytes(body), id=body["id"]) for body in bodies], now)


def decisions(owner: int, stored: list[Stored], count: int) -> Iterator[Write]:
    """Make so many decisions about a patient: a third each of powers of attorney, shields and decisions to withhold.

    None of them closes what the bench reads, all of them must be looked at: what they name is among the record's own resources."""
    whose, now = patient_id(owner), datetime(2026, 1, 1, tzinfo=UTC)
    spared = [f"{each.type}/{each.id}-x" for each in stored]
    for place in range(count):
        named = frozenset(spared[place % len(spared) :][:2])
        match place % 3:
            case 0:
                receiver = person_number(_number(place))
                assert receiver is not None
                grant = Grant(id="", key="", areas=frozenset({"documents", "results"}), period=LONG)
                yield _kept("Consent", grant_body(grant, whose, receiver, "Somebody", now), "patient")
            case 1:
                shield = Shield(id="", persons=frozenset({READER_HPR}), references=named, period=LONG)
                yield _kept("Consent", shield_body(shield, whose, now, {READER_HPR: HPR_NUMBER}), "patient")
            case _:
                decision = Withholding(id="", code="NORN_KUT", references=named, custodian=KEEPER, period=LONG)
                reasons = Reasons(words="x", author_hpr=READER_HPR, author_name="Somebody")
                yield _kept("Flag", withholding_body(decision, whose, reasons), KEEPER)


async def decide(gate: Gate, owner: int, stored: list[Stored], count: int) -> None:
    """Put them in force."""
    actor = await gate.actors.system("bench", organisation=KEEPER)
    visit = await gate.open_delivery(actor, owner, system_clock())
    await gate.write(visit, list(decisions(owner, stored, count)), system_clock())


def _number(place: int) -> str:
    born_on = date(1970, 1, 1) + timedelta(days=place)
    return next(found for individual in range(500) if (found := synthetic_person_number(born_on, individual)))


def _kept(type_: str, body: dict[str, object], custodian: str) -> Write:
    return Write("create", type_, _bytes(body), custodian=custodian)


def _bytes(body: dict[str, object]) -> bytes:
    return orjson.dumps(body)
