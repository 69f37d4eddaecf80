"""A shield holds on the very next read in every process, says no more than the nation lets it, and yields to the broken glass alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.gate.gate import Gate
from innsyn.gate.rules.relations import Period
from innsyn.gate.tests.decisions import chooses, lifts, shields, tries_to_shield
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import (
    HOSPITAL,
    KEYS,
    LATER,
    NOW,
    NURSE_HPR,
    OTHER_TRUST,
    TRUST,
    a_citizen_with,
    a_number,
    document,
    rule_of,
    titles,
)
from innsyn.record.query import Query
from innsyn.record.stored import Stored

DOCUMENTS = Query(("DocumentReference",), with_total=True)
TODAY = NOW.date()


async def reads(world, visit, stored):
    return await world.gate.read(visit, stored.type, stored.id, LATER)


@pytest.mark.parametrize(
    "against",
    [
        {"persons": (NURSE_HPR,)},
        {"professions": ("SP",)},
        {"organisations": (TRUST,)},
        {"organisations": (HOSPITAL,)},
        {},
    ],
    ids=["person", "profession", "trust", "unit", "everybody"],
)
async def test_a_shield_closes_the_open_record_on_the_next_read_and_lifting_it_opens_it_again(world, against):
    kari, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    nurse = await world.visits(kari.owner)
    assert isinstance(await reads(world, nurse, epikrise), Stored)
    shield = await shields(world, kari, **against)
    assert rule_of(await reads(world, nurse, epikrise)) == "SHIELD-1"
    assert rule_of(await world.gate.search(nurse, DOCUMENTS, LATER)) == "SHIELD-1"
    assert isinstance(await lifts(world, kari, shield), tuple)
    assert isinstance(await reads(world, nurse, epikrise), Stored)


@pytest.mark.parametrize("against", [{"persons": ("1234567",)}, {"professions": ("LE",)}, {"organisations": (OTHER_TRUST,)}])
async def test_a_shield_against_somebody_else_closes_nothing(world, against):
    kari, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    nurse = await world.visits(kari.owner)
    await shields(world, kari, **against)
    assert isinstance(await reads(world, nurse, epikrise), Stored)


async def test_a_shield_stands_for_somebody_without_hpr_number_by_her_key(world):
    kari, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    actor = replace(await world.nurse(), key="zkey-of-nobody")
    nurse = await world.visits(kari.owner, actor=await world.nurse())
    assert isinstance(await reads(world, nurse, epikrise), Stored)
    await shields(world, kari, persons=(nurse.actor.key,))
    assert rule_of(await reads(world, nurse, epikrise)) == "SHIELD-1"
    assert isinstance(await reads(world, replace(nurse, actor=actor), epikrise), Stored)


async def test_of_chosen_documents_nothing_is_found_read_counted_or_kept_in_a_history(world):
    kari, (epikrise, notat) = await a_citizen_with(world, document("Epikrise"), document("Notat"))
    nurse = await world.visits(kari.owner)
    await shields(world, kari, persons=(NURSE_HPR,), references=(f"DocumentReference/{notat.id}",))
    found = await world.gate.search(nurse, DOCUMENTS, LATER)
    assert (titles(found), found.total) == (["Epikrise"], 1)
    assert rule_of(await reads(world, nurse, notat)) == "SHIELD-1"
    assert rule_of(await world.gate.vread(nurse, notat.type, notat.id, 1, LATER)) == "SHIELD-1"
    assert [row.id for row in (await world.gate.history(nurse, "DocumentReference", None, LATER)).rows] == [epikrise.id]
    assert notat.id not in [row.id for row in (await world.gate.history(nurse, None, None, LATER)).rows]


async def test_a_list_that_was_open_before_the_shield_turns_its_page_without_what_is_shielded(world):
    kari, stored = await a_citizen_with(world, *[document(f"Brev {number}") for number in range(6)])
    nurse = await world.visits(kari.owner)
    page = Query(("DocumentReference",), count=2)
    first = await world.gate.search(nurse, page, NOW)
    shielded = [f"DocumentReference/{each.id}" for each in stored[1:4]]
    await shields(world, kari, persons=(NURSE_HPR,), references=shielded)
    second = await world.gate.search(nurse, replace(page, after=first.next), LATER)
    assert {f"DocumentReference/{row.id}" for row in second.rows}.isdisjoint(shielded)


async def test_another_process_that_had_the_record_open_closes_it_too(world):
    kari, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    elsewhere = Gate(world.record, KEYS)
    nurse = await world.visits(kari.owner)
    assert isinstance(await elsewhere.read(nurse, epikrise.type, epikrise.id, LATER), Stored)
    await shields(world, kari, persons=(NURSE_HPR,))
    assert rule_of(await elsewhere.read(nurse, epikrise.type, epikrise.id, LATER)) == "SHIELD-1"


async def test_a_shield_has_its_days_and_turns_at_midnight_by_itself(world):
    kari, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    await shields(world, kari, persons=(NURSE_HPR,), period=Period(TODAY + timedelta(days=1), TODAY + timedelta(days=2)))
    for days, rule in ((0, None), (1, "SHIELD-1"), (2, "SHIELD-1"), (3, None)):
        then = NOW + timedelta(days=days)
        answer = await world.visits(kari.owner, now=then)
        if rule is None:
            assert isinstance(await world.gate.read(answer, epikrise.type, epikrise.id, then), Stored)
        else:
            assert rule_of(answer) == rule


async def test_the_broken_glass_goes_through_and_is_loud_in_the_log(world):
    kari, (epikrise,) = await a_citizen_with(world, document("Epikrise"))
    await shields(world, kari)
    assert rule_of(await world.visits(kari.owner)) == "SHIELD-1"
    assert rule_of(await world.visits(kari.owner, purpose="ETREAT", basis="gate.basis.acute")) == "SHIELD-1"
    nurse = await world.breaks_the_glass(kari.owner)
    assert isinstance(await reads(world, nurse, epikrise), Stored)
    log = await world.gate.my_log(kari, LATER)
    loud = [line for line in log.lines if line.is_emergency]
    assert [(line.who, line.opened) for line in loud] == [("Nina Sykepleier", ("Epikrise",))]


async def test_a_record_shielded_whole_is_found_with_the_no_that_only_an_emergency_opens(world):
    number = a_number()
    owner = await world.moves_in(number)
    kari, nurse = await world.citizen(number), await world.nurse()
    found = await world.gate.find(nurse, number, NOW)
    assert found.closed is None
    await shields(world, kari, persons=(NURSE_HPR,))
    found = await world.gate.find(nurse, number, NOW)
    assert (found.owner, found.closed.rule) == (owner, "SHIELD-1")
    assert (await world.told(owner))[-1] == ("refuse", "refused")
    assert await world.gate.found(nurse, owner, found.visit_id, NOW) is not None


async def test_nobody_but_the_patient_learns_what_she_has_shielded(world):
    kari, (notat,) = await a_citizen_with(world, document("Notat"))
    consent = await shields(world, kari, professions=("LE",), references=(f"DocumentReference/{notat.id}",))
    for visit in (await world.visits(kari.owner), await world.breaks_the_glass(kari.owner)):
        assert await world.gate.read(visit, "Consent", consent.id, LATER) is None
        assert (await world.gate.search(visit, Query(("Consent",)), LATER)).rows == ()
    assert isinstance(await world.gate.read(kari, "Consent", consent.id, LATER), Stored)


async def test_a_shield_of_what_is_not_hers_is_refused(world):
    kari, _ = await a_citizen_with(world)
    _, (hers,) = await a_citizen_with(world, document("En annens"))
    for reference in (f"DocumentReference/{hers.id}", "DocumentReference/finnes-ikke", "Tull/x", "DocumentReference"):
        assert rule_of(await tries_to_shield(world, kari, references=(reference,))) == "VIS-2"


async def test_personnel_set_and_lift_no_shield_in_the_patients_name(world):
    kari, _ = await a_citizen_with(world)
    consent = await shields(world, kari, professions=("LE",))
    nurse = await world.visits(kari.owner)
    assert rule_of(await lifts(world, nurse, consent)) == "STAFF-2"
    written = await tries_to_shield(world, nurse, professions=("SP",))
    assert written[0].stored.custodian == TRUST


async def test_a_parent_of_a_small_child_sets_sees_and_lifts_and_cannot_from_the_twelfth_birthday(alone):
    for born, may in ((TODAY.replace(year=2014, day=23), True), (TODAY.replace(year=2014), False)):
        mother, _, owner = await family(alone, born=born)
        visit = await alone.acts_for(mother, owner, "parent")
        if not may:
            assert rule_of(visit) == "REP-5"
            continue
        consent = await shields(alone, visit, persons=(NURSE_HPR,))
        assert isinstance(await alone.gate.read(visit, "Consent", consent.id, LATER), Stored)
        assert rule_of(await alone.visits(owner)) == "SHIELD-1"
        assert isinstance(await lifts(alone, visit, consent), tuple)


async def test_how_many_are_shielded_is_counted_for_whom_they_are_shielded_and_nobody_else(world):
    kari, (_, notat, _, other) = await a_citizen_with(
        world, document("Åpent"), document("Notat"), document("Sperret", "NORS"), document("Ukjent merke", "NORN_NEW")
    )
    nurse = await world.visits(kari.owner)
    assert await world.gate.shielded(nurse, LATER) == 1
    before = len(await world.log(kari.owner))
    named = [f"DocumentReference/{each.id}" for each in (notat, other)]
    await shields(world, kari, persons=(NURSE_HPR,), references=named)
    assert await world.gate.shielded(nurse, LATER) == 2, "what nobody can place is closed anyway, and not told of"
    rows = (await world.log(kari.owner))[before:]
    assert [(row.action, row.detail) for row in rows if row.action == "search"] == [("search", {"about": "shielded"})]
    assert await world.gate.shielded(await world.breaks_the_glass(kari.owner), LATER) is None
    assert await world.gate.shielded(kari, LATER) is None


async def test_a_record_shielded_whole_under_an_open_visit_counts_all_of_it(world):
    kari, _ = await a_citizen_with(world, document("Epikrise"), document("Notat"))
    nurse = await world.visits(kari.owner)
    await shields(world, kari)
    assert await world.gate.shielded(nurse, LATER) == 2


async def test_where_the_nation_keeps_silent_a_shielded_record_is_one_with_nothing_in_it(alone):
    await chooses(alone, tells_shields=False)
    shielding, (epikrise,) = await a_citizen_with(alone, document("Epikrise"))
    empty, _ = await a_citizen_with(alone)
    await shields(alone, shielding)
    seen = []
    for whose in (shielding, empty):
        nurse = await alone.visits(whose.owner)
        patient = await alone.gate.read(nurse, "Patient", whose.patient_id, LATER)
        found = await alone.gate.search(nurse, DOCUMENTS, LATER)
        history = await alone.gate.history(nurse, "DocumentReference", None, LATER)
        seen.append((isinstance(patient, Stored), found, history, await alone.gate.shielded(nurse, LATER)))
    assert seen[0] == seen[1]
    nurse = await alone.visits(shielding.owner)
    assert await reads(alone, nurse, epikrise) is None
    assert isinstance(await reads(alone, await alone.breaks_the_glass(shielding.owner), epikrise), Stored)
