"""What happens in a life by chance: decisions, changes in the register, new documents, choices of trusts, death; each in the record and in
the account."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from innsyn.gate.policies import first_day, policy_body
from innsyn.gate.rules.areas import AREAS
from innsyn.gate.rules.policy import NATION, Delay, Policy
from innsyn.gate.rules.relations import Period, Withholding
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.standing.messages import Message, message_body
from innsyn.gate.standing.own_drafts import own_draft
from innsyn.gate.standing.speakers import speaker
from innsyn.gate.standing.withholdings import Reasons, withholding_body
from innsyn.gate.tests.decisions import tries_to_shield, tries_to_wish
from innsyn.gate.tests.families import grants
from innsyn.gate.tests.life import is_open
from innsyn.gate.tests.samples import NURSE_HPR, OTHER_TRUST, TRUST, create, keep
from innsyn.record.stored import Write

LABELS = ((), (), ("N",), ("NORU",), ("NORN_KUT",), ("NORN_FORANS",), ("NORN_UNGDOM",), ("NORN_EPO",), ("R",), ("V",), ("NORS",))
CODES = ("NORU", "NORN_KUT", "NORN_FORANS", "NORN_UNGDOM", "NORN_EPO", "N")


async def something_happens(life, random):
    """Let one thing happen that can happen to her now. Returns its name."""
    while True:
        happening = random.choice(HAPPENINGS)
        if await happening(life, random):
            return happening.__name__


async def time_passes(life, random):
    life.passes(random.choice(("a moment", "minutes", "minutes", "an hour", "almost midnight", "a day", "almost the birthday")))
    return True


async def something_is_received(life, random):
    type_ = random.choice(("DocumentReference", "DocumentReference", "Observation", "Appointment", "Communication"))
    await life.receives(type_, random.choice((TRUST, OTHER_TRUST)), random.choice(LABELS), days_ago=random.choice((0, 0, 1, 2)))
    return True


async def something_is_relabelled(life, random):
    await life.relabels(random.choice(list(life.documents)), random.choice(LABELS))
    return True


async def she_gives_power(life, random):
    own = await life.opens("self")
    if not is_open(own) or life.account.age < 16:
        return False
    friend = random.choice(list(life.friends))
    areas = tuple(random.sample(list(AREAS), 5)) if random.random() < 0.7 else tuple(AREAS)
    await _gives(life, own, friend, areas, random.choice(((), (), (TRUST,))), _period(life, random))
    return True


async def her_aunt_has_begun_a_message(life, random):
    """Let a grown-up's aunt have power over messages to one trust, and have drafted one."""
    own = await life.opens("self")
    if is_open(own) and life.account.age >= 16:
        await _gives(life, own, "aunt", ("dialogue",), (TRUST,), Period())
        assert await _begins_a_message(life, random, await life.opens("aunt"), TRUST)


async def _gives(life, own, friend, areas, sources, period):
    kept = await grants(life.world, own, life.friends[friend], *areas, organisations=sources, period=period, now=life.now)
    life.account.grants[kept.id] = (friend, areas, sources, period, kept)


async def she_withdraws(life, random):
    decided = {**life.account.grants, **life.account.shields}
    own = await life.opens("self")
    if not decided or not is_open(own):
        return False
    id_ = random.choice(list(decided))
    body = withdrawn(json.loads(decided[id_][-1].body))
    answer = await life.gate.write(own, [Write("update", "Consent", json.dumps(body).encode(), id=id_)], life.now)
    if isinstance(answer, tuple):
        life.account.grants.pop(id_, None)
        life.account.shields.pop(id_, None)
    return isinstance(answer, tuple)


async def somebody_drafts(life, random):
    """Whoever acts for her begins a message to either trust: whether she may is not what is tried here."""
    visits = [visit for who in ("self", "mother", *life.friends) if is_open(visit := await life.opens(who))]
    return bool(visits) and await _begins_a_message(life, random, random.choice(visits), random.choice((TRUST, OTHER_TRUST)))


async def _begins_a_message(life, random, visit, organisation):
    """Keep a draft: the writer's own where it is hers alone."""
    message = Message(
        id=UUID(int=random.getrandbits(128), version=4), conversation="Task/none", kind="e-contact", text="Ikke ferdig", state="draft",
        organisation=organisation, sender=speaker(visit.actor, visit.role),
    )  # fmt: skip
    body = message_body(message, patient_id=visit.patient_id, now=life.now)
    if await life.gate.drafting.is_own(visit, "e-contact", life.now):
        body = own_draft(body, by=visit.actor.key)
    return isinstance(await life.gate.write(visit, [create(body)], life.now), tuple)


async def somebody_shields(life, random):
    """She herself from sixteen, a parent under twelve: whether they may is not what is tried here."""
    visit = await life.opens(random.choice(("self", "self", "mother")))
    if not is_open(visit):
        return False
    kind, against = random.choice(
        [("person", {"persons": (NURSE_HPR,)}), ("profession", {"professions": ("SP",)}), ("organisation", {"organisations": (TRUST,)}),
         ("everybody", {})]
    )  # fmt: skip
    named = (random.choice(list(life.documents)),) if random.random() < 0.6 else ()
    period = _period(life, random)
    answer = await tries_to_shield(life.world, visit, now=life.now, references=named, period=period, **against)
    if isinstance(answer, tuple):
        life.account.shields[answer[0].stored.id] = (kind, named, period, answer[0].stored)
    return isinstance(answer, tuple)


async def a_clinician_withholds(life, random):
    nurse = await life.opens("nurse")
    if not is_open(nurse):
        return False
    named = random.choice(list(life.documents))
    decision = Withholding(
        id="", code=random.choice(CODES), references=frozenset({named}), custodian=TRUST, period=_period(life, random),
        is_told=random.random() < 0.4,
    )  # fmt: skip
    body = withholding_body(decision, nurse.patient_id, Reasons(words="x", author_hpr=NURSE_HPR, author_name="Nina"))
    answer = await life.gate.write(nurse, [create(body)], life.now)
    if isinstance(answer, tuple):
        life.account.withholdings[answer[0].stored.id] = (decision, answer[0].stored)
    return isinstance(answer, tuple)


async def a_clinician_changes_her_mind(life, random):
    nurse = await life.opens("nurse")
    if not life.account.withholdings or not is_open(nurse):
        return False
    id_ = random.choice(list(life.account.withholdings))
    body = {**json.loads(life.account.withholdings[id_][1].body), "status": "inactive"}
    answer = await life.gate.write(nurse, [Write("update", "Flag", json.dumps(body).encode(), id=id_)], life.now)
    if isinstance(answer, tuple):
        del life.account.withholdings[id_]
    return isinstance(answer, tuple)


async def she_wishes_something_hidden(life, random):
    own = await life.opens("self")
    named = random.choice(
        [each for each, (type_, _, keeper, _) in life.documents.items() if type_ == "DocumentReference" and keeper == TRUST]
    )
    if not is_open(own) or life.account.age >= 16:
        return False
    stored = await life.gate.read(own, "DocumentReference", named.partition("/")[2], life.now)
    answer = await tries_to_wish(life.world, own, stored, now=life.now) if hasattr(stored, "id") else None
    if isinstance(answer, tuple):
        life.account.wishes[answer[0].stored.id] = (named, TRUST)
    return isinstance(answer, tuple)


async def the_family_changes(life, random):
    whom = random.choice((life.mother, life.father))
    whom.has_responsibility, whom.shares_address = random.choice(((True, True), (True, True), (True, False), (False, True), (True, None)))
    whom.protection = random.choice(("none",) * 5 + ("confidential", "unknown"))
    await life.register_tells()
    return True


async def the_guardian_changes(life, random):
    days = random.choice(((None, None), (None, None), (None, -1), (1, None), (0, 0)))
    life.guardian.since, life.guardian.until = (None if day is None else life.account.today + timedelta(days=day) for day in days)
    life.guardian.scope = random.choice(("personal", "personal_and_financial", "financial", "municipal_care", "other_errands", "unknown"))
    await life.register_tells()
    return True


async def her_address_changes(life, random):
    life.account.protection = random.choice(("none", "none", "none", "strictly_confidential", "client_address"))
    await life.register_tells()
    return True


async def a_choice_is_made(life, random):
    """By a trust or the nation, for the next midnight that every process will know of."""
    number = random.choice((TRUST, TRUST, OTHER_TRUST, NATION))
    choice = Policy(
        since=first_day(life.now),
        ages=random.choice(("graded", "graded", "national")),
        delays=random.choice(((), (), (Delay("DocumentReference", None, 2),))),
        delayed_days=random.choice((None, None, 2)),
        tells_shields=random.random() < 0.6,
    )
    operator = await life.gate.actors.system("Forvaltning", organisation=TRUST)
    await life.gate.write_directory(operator, [keep(policy_body(number, choice, "Valg"))], life.now)
    others = [each for each in life.account.choices.get(number, []) if each.since != choice.since]
    life.account.choices[number] = [*others, choice]
    return True


async def she_dies(life, random):
    if random.random() < 0.7 or life.account.is_dead:
        return False
    await life.dies()
    return True


def _period(life, random):
    first, last = random.choice(((None, None), (None, None), (0, 0), (None, 1), (1, None)))
    days = [None if day is None else life.account.today + timedelta(days=day) for day in (first, last)]
    return replace(Period(), since=days[0], until=days[1])


HAPPENINGS = (
    *(time_passes,) * 9, *(something_is_received,) * 2, *(something_is_relabelled,) * 2, *(she_gives_power,) * 6, *(she_withdraws,) * 2,
    *(somebody_shields,) * 6, *(somebody_drafts,) * 4,
    *(a_clinician_withholds,) * 4, a_clinician_changes_her_mind, *(she_wishes_something_hidden,) * 4,
    *(the_family_changes,) * 3, *(the_guardian_changes,) * 2, her_address_changes, *(a_choice_is_made,) * 3, she_dies,
)  # fmt: skip
"""As often as they are here."""
