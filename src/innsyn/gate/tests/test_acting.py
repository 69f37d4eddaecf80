"""For whom somebody acts, as the frame of every page learns it: whom, which parts, until when, and that it is over."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from innsyn.gate.register import RegisterUnavailable
from innsyn.gate.rules.relations import Period
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.families import a_person, as_guardian, family, grants
from innsyn.gate.tests.samples import KEYS, LATER, NOW, TRUST, a_number
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import NORWAY
from innsyn.kernel.ids import person_number
from innsyn.record.stored import Write

LAST_DAY = date(2026, 12, 24)


@pytest.fixture
async def attorney(alone):
    """Hilde, with a power of attorney from Arne: results and medicines, until Christmas Eve."""
    arne, hilde = a_number(date(1945, 1, 19)), a_person()
    alone.register.put(hilde)
    owner = await alone.moves_in(arne, born="1945-01-19", name="Arne Haugen")
    own = await alone.citizen(arne)
    consent = await grants(alone, own, hilde.number, "results", "medicines", period=Period(None, LAST_DAY))
    visit = await alone.acts_for(hilde.number, owner, "attorney")
    assert isinstance(visit, Visit), visit
    return own, consent, visit


async def test_it_says_whom_and_how_much_and_until_when(alone, attorney):
    acting = await alone.gate.acting(attorney[2], LATER)
    assert (acting.role, acting.name, acting.years) == ("attorney", "Arne Haugen", 81)
    assert acting.areas == {"results", "medicines"}
    assert (acting.until, acting.verdict) == (LAST_DAY, None)


async def test_a_power_taken_back_is_over_on_the_very_next_question_and_that_is_in_the_log(alone, attorney):
    own, consent, visit = attorney
    body = json.dumps(withdrawn(json.loads(consent.body))).encode()
    await alone.gate.write(own, [Write("update", "Consent", body, id=consent.id)], LATER)
    acting = await alone.gate.acting(visit, LATER)
    assert acting.verdict is not None
    assert acting.verdict.rule == "REP-31"
    assert (await alone.told(own.owner))[-1] == ("refuse", "refused")


async def test_a_power_ends_with_its_last_day(alone, attorney):
    def at(day, hour):
        return datetime(2026, 12, day, hour, 59, tzinfo=NORWAY)

    visit = replace(attorney[2], opened_at=at(24, 20), expires_at=at(25, 8))
    assert (await alone.gate.acting(visit, at(24, 23))).verdict is None
    assert (await alone.gate.acting(visit, at(24, 23) + timedelta(minutes=1))).verdict is not None


async def test_one_without_end_among_several_has_no_end(alone, attorney):
    own, _, visit = attorney
    await grants(alone, own, person_number(KEYS.number_behind(visit.actor.key)), "documents")
    acting = await alone.gate.acting(visit, LATER)
    assert acting.areas == {"results", "medicines", "documents"}
    assert acting.until is None


async def test_a_parent_has_the_whole_record_of_a_small_child(alone):
    mother, _, owner = await family(alone, born=date(2020, 5, 30))
    acting = await alone.gate.acting(await alone.acts_for(mother, owner, "parent"), LATER)
    assert (acting.role, acting.name, acting.years, acting.areas, acting.verdict) == ("parent", "Lise Barn", 6, None, None)


async def test_a_parent_has_parts_of_a_young_persons_record_where_that_is_chosen(alone):
    await chooses(alone, ages="graded")
    mother, _, owner = await family(alone, born=date(2012, 5, 30))
    areas = (await alone.gate.acting(await alone.acts_for(mother, owner, "parent"), LATER)).areas
    assert "appointments" in areas
    assert not areas & {"dialogue", "log", "documents"}


async def test_the_list_says_which_parts_and_whose_of_a_young_persons_record(alone):
    await chooses(alone, TRUST, ages="graded")
    mother, _, owner = await family(alone, born=date(2012, 5, 30))
    (child,) = (await alone.gate.represents(alone.gate.actors.citizen(mother, level="high"), LATER)).people
    assert (child.owner, child.verdict, child.organisations) == (owner, None, {TRUST})
    assert child.areas == (await alone.gate.acting(await alone.acts_for(mother, owner, "parent"), LATER)).areas
    await chooses(alone, ages="graded")
    (child,) = (await alone.gate.represents(alone.gate.actors.citizen(mother, level="high"), LATER)).people
    assert child.organisations == frozenset()


async def test_the_list_says_of_a_small_child_the_whole_record(alone):
    mother, _, _ = await family(alone, born=date(2020, 5, 30))
    (child,) = (await alone.gate.represents(alone.gate.actors.citizen(mother, level="high"), LATER)).people
    assert (child.areas, child.organisations) == (None, frozenset())


async def test_a_guardian_is_told_the_last_day_of_the_mandate(alone):
    marit = a_person()
    bjorg = a_person(born=date(1947, 11, 2), guardians=(as_guardian(marit, until=LAST_DAY),))
    alone.register.put(replace(marit, wards=(bjorg.number,)), bjorg)
    owner = await alone.moves_in(bjorg.number, born="1947-11-02", name="Bjørg Dalen")
    acting = await alone.gate.acting(await alone.acts_for(marit.number, owner, "guardian"), LATER)
    assert (acting.areas, acting.until, acting.verdict) == (None, LAST_DAY, None)


async def test_the_name_of_one_whose_address_has_become_protected_is_told_no_more(alone):
    mother, number, owner = await family(alone, born=date(2020, 5, 30))
    visit = await alone.acts_for(mother, owner, "parent")
    child = await alone.register.person(number, now=NOW)
    assert not isinstance(child, RegisterUnavailable)
    alone.register.put(replace(child, protection="strictly_confidential"))
    await alone.gate.register_changed(number, NOW)
    acting = await alone.gate.acting(visit, LATER)
    assert acting.name == ""
    assert acting.verdict is not None
