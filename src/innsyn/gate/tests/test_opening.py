"""Who comes in, and what the patient's log says about it, also when the answer was no."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from innsyn.gate.grounds import staff_ground
from innsyn.gate.tests.samples import (
    HOSPITAL,
    KEYS,
    NOW,
    OTHER_TRUST,
    TRUST,
    TWO_HPR,
    VET_HPR,
    a_number,
    rule_of,
)
from innsyn.gate.visit import CITIZEN_VISIT, STAFF_VISIT


async def test_a_citizen_comes_into_her_own_record_and_the_log_says_so(world):
    number = a_number()
    owner = await world.moves_in(number)
    visit = await world.citizen(number)
    assert (visit.owner, visit.role, visit.actor.name) == (owner, "self", "Kari Nordby")
    assert visit.expires_at == NOW + CITIZEN_VISIT
    assert (await world.told(owner))[-2:] == [("find", "done"), ("open", "done")]


async def test_somebody_without_a_record_is_told_that_there_is_none(world):
    assert rule_of(await world.citizen(a_number())) == "DOOR-1"


@pytest.mark.parametrize(
    ("born", "rule"),
    [
        ("2010-11-22", None),
        ("2010-11-23", "OWN-4"),
        ("2014-11-22", "OWN-4"),
        ("2014-11-23", "OWN-3"),
        (None, "OWN-2"),
        ("2010-11", "OWN-2"),
    ],
)
async def test_the_young_come_in_on_their_sixteenth_birthday_and_not_the_day_before(world, born, rule):
    number = a_number()
    owner = await world.moves_in(number, born=born)
    visit = await world.citizen(number)
    if rule is None:
        assert visit.owner == owner
    else:
        assert rule_of(visit) == rule
        assert (await world.log(owner))[-1].detail["rule"] == rule
        assert (await world.told(owner))[-1] == ("refuse", "refused")


async def test_nobody_comes_in_as_somebody_dead(world):
    number = a_number()
    await world.moves_in(number, deceasedDateTime="2026-01-01")
    assert rule_of(await world.citizen(number)) == "OWN-5"


async def test_a_weak_login_does_not_come_in(world):
    number = a_number()
    await world.moves_in(number)
    assert rule_of(await world.citizen(number, level="lower")) == "VIS-3"


async def test_a_nurse_finds_a_patient_by_number_and_both_steps_are_one_visit(world):
    number = a_number()
    owner = await world.moves_in(number)
    nurse = await world.nurse()
    found = await world.gate.find(nurse, number, NOW)
    assert (found.owner, found.name, found.born_on, found.is_dead) == (owner, "Kari Nordby", date(1980, 2, 3), False)
    ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment")
    visit = await world.gate.open(nurse, owner, ground, NOW, visit_id=found.visit_id)
    assert visit.id == found.visit_id
    assert visit.expires_at == NOW + STAFF_VISIT
    assert {row.visit for row in (await world.log(owner))[-3:]} == {visit.id}


async def test_a_found_patient_is_taken_up_again_by_who_found_her_and_for_a_while(world):
    number = a_number()
    owner = await world.moves_in(number)
    nurse, other = await world.nurse(), await world.nurse()
    found = await world.gate.find(nurse, number, NOW)
    late = NOW + timedelta(minutes=15)
    assert await world.gate.found(nurse, owner, found.visit_id, late - timedelta(seconds=1)) == found
    assert await world.gate.found(nurse, owner, found.visit_id, late) is None
    assert await world.gate.found(other, owner, found.visit_id, NOW) is None
    assert await world.gate.found(nurse, owner + 1, found.visit_id, NOW) is None
    assert await world.gate.found(nurse, owner, UUID(int=3), NOW) is None


async def test_a_ground_that_was_refused_can_be_mended_in_the_same_line(world):
    number = a_number()
    owner = await world.moves_in(number, deceasedBoolean=True)
    nurse = await world.nurse()
    found = await world.gate.find(nurse, number, NOW)
    wrong, right = (staff_ground(purpose="TREAT", basis=f"gate.basis.{basis}") for basis in ("appointment", "after_death"))
    assert rule_of(await world.gate.open(nurse, owner, wrong, NOW, visit_id=found.visit_id)) == "STAFF-9"
    assert await world.gate.found(nurse, owner, found.visit_id, NOW) == found
    assert (await world.gate.open(nurse, owner, right, NOW, visit_id=found.visit_id)).id == found.visit_id


async def test_nobody_slips_into_a_line_that_is_opened_or_anothers(world):
    number = a_number()
    owner = await world.moves_in(number)
    nurse, other = await world.nurse(), await world.nurse()
    found = await world.gate.find(nurse, number, NOW)
    ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment")
    assert (await world.gate.open(other, owner, ground, NOW, visit_id=found.visit_id)).id != found.visit_id
    assert (await world.gate.open(nurse, owner, ground, NOW, visit_id=found.visit_id)).id == found.visit_id
    assert await world.gate.found(nurse, owner, found.visit_id, NOW) is None
    assert (await world.gate.open(nurse, owner, ground, NOW, visit_id=found.visit_id)).id != found.visit_id


async def test_a_number_nobody_has_finds_nobody(world):
    assert rule_of(await world.gate.find(await world.nurse(), a_number(), NOW)) == "DOOR-1"


async def test_the_attestation_is_in_the_log_and_no_national_number_is(world):
    nurse_number, number = a_number(), a_number()
    owner = await world.moves_in(number)
    visit = await world.visits(owner, actor=await world.nurse(number=nurse_number))
    detail = (await world.log(owner))[-1].detail
    assert detail["actor"] | {"key": ""} == {
        "kind": "staff", "key": "", "name": "Nina Sykepleier", "level": "high", "profession": "SP", "hpr": "990000137",
        "organisation": TRUST, "organisation_name": "Fjordby helseforetak", "unit": HOSPITAL, "unit_name": "Fjordby sykehus",
        "department": "Kirurgisk sengepost",
    }  # fmt: skip
    assert detail["ground"] | {"decision_ref": ""} == {
        "purpose": "TREAT", "basis": "gate.basis.appointment", "decision_ref": "", "user_selected": True,
        "details": {"code": "POLBESOK", "system": "https://terminology.dips.com/decisiontemplate", "text": ""},
    }  # fmt: skip
    assert (detail["role"], detail["patient"], detail["toa"]) == ("staff", visit.patient_id, int(NOW.timestamp()))
    everything = str([row.detail for row in await world.log(owner)])
    assert nurse_number.value not in everything
    assert number.value not in everything
    assert KEYS.number_behind(detail["actor"]["key"]) == nurse_number.value


async def test_without_a_known_contact_the_nurse_authorises_herself_and_the_log_marks_it(world):
    owner = await world.moves_in()
    visit = await world.visits(owner)
    assert visit.ground.user_selected
    assert visit.ground.decision_ref == f"self-{visit.id}"


async def test_a_contact_with_the_organisation_is_the_decision_and_one_with_another_is_not(world):
    encounter = {"resourceType": "Encounter", "status": "finished", "class": {"code": "AMB"}}
    ours, theirs = await world.moves_in(), await world.moves_in()
    await world.delivers(ours, encounter, organisation=HOSPITAL)
    await world.delivers(theirs, encounter, organisation=OTHER_TRUST)
    known, unknown = await world.visits(ours), await world.visits(theirs)
    assert known.ground.decision_ref.startswith("Encounter/")
    assert (known.ground.user_selected, unknown.ground.user_selected) == (False, True)


async def test_the_regular_doctors_office_has_a_contact(world):
    owner = await world.moves_in(generalPractitioner=[{"reference": "Organization/fjord-hf"}, {"reference": "PractitionerRole/nina-post"}])
    assert (await world.visits(owner)).ground.decision_ref == "Organization/fjord-hf"


async def test_the_question_about_contacts_shows_nobody_anything(world):
    owner = await world.moves_in()
    await world.visits(owner)
    asked = [row for row in await world.log(owner) if row.action == "search"]
    assert [row.detail for row in asked] == [{"about": "contact"}]


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        ({"hpr": VET_HPR}, "STAFF-3"),
        ({"hpr": "999"}, "ATT-32"),
        ({"organisation": "999999999"}, "ATT-5"),
        ({"unit": "999999999"}, None),
        ({"level": "lower"}, "ATT-9"),
        ({"hpr": TWO_HPR}, None),
        ({}, None),
    ],
)
async def test_whoever_is_not_rightly_attested_does_not_come_in(world, who, rule):
    owner = await world.moves_in()
    answer = await world.visits(owner, actor=await world.nurse(**who))
    if rule is None:
        assert answer.owner == owner
        return
    assert rule_of(answer) == rule
    refused = (await world.log(owner))[-1]
    assert (refused.action, refused.outcome, refused.detail["rule"]) == ("refuse", "refused", rule)
    assert refused.detail["actor"]["name"] == "Nina Sykepleier"
    assert refused.detail["ground"]["basis"] == "gate.basis.appointment"


async def test_a_profession_with_a_need_is_chosen_before_one_without(world):
    assert (await world.nurse(hpr=TWO_HPR)).profession == "LE"


async def test_the_department_is_the_one_post_below_the_unit_she_works_for(world):
    assert (await world.nurse(hpr=TWO_HPR)).department == "Kirurgisk sengepost"
    assert (await world.nurse()).department == "Kirurgisk sengepost"
    assert (await world.nurse(unit=OTHER_TRUST)).department == ""


async def test_an_actor_whose_key_is_not_ours_is_not_attested(world):
    owner = await world.moves_in()
    forged = replace(await world.nurse(), key="nina")
    assert rule_of(await world.visits(owner, actor=forged)) == "ATT-5"


async def test_a_nurse_does_not_open_her_own_record_at_the_desk(world):
    number = a_number()
    owner = await world.moves_in(number)
    nurse = await world.nurse(number=number)
    assert rule_of(await world.visits(owner, actor=nurse)) == "STAFF-7"
    assert rule_of(await world.gate.find(nurse, number, NOW)) == "STAFF-7"


async def test_the_dead_are_opened_only_for_what_comes_after(world):
    number = a_number()
    owner = await world.moves_in(number, deceasedBoolean=True)
    assert (await world.gate.find(await world.nurse(), number, NOW)).is_dead
    assert rule_of(await world.visits(owner)) == "STAFF-9"
    assert (await world.visits(owner, basis="gate.basis.after_death")).owner == owner


async def test_an_emergency_is_opened_with_a_reason_and_is_loud_in_the_log(world):
    owner = await world.moves_in()
    visit = await world.breaks_the_glass(owner)
    ground = (await world.log(owner))[-1].detail["ground"]
    assert visit.ground.is_emergency
    assert ground["emergency"] == {"reason": "gate.emergency.unconscious", "words": "Fant pasienten bevisstløs"}


async def test_an_emergency_without_words_is_not_opened(world):
    owner = await world.moves_in()
    ground = (await world.breaks_the_glass(owner)).ground
    assert rule_of(await world.gate.open(await world.nurse(), owner, replace(ground, emergency=None), NOW)) == "STAFF-8"


async def test_a_record_nobody_has_is_not_opened(world):
    assert rule_of(await world.visits(world.gate.new_owner())) == "VIS-2"
