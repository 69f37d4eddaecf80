"""The nation's powers of attorney are given through the gate as the stories tell, in valid FHIR, once, and open what they say."""

from datetime import timedelta

import pytest

from innsyn.fhir.validation import validate
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found, Query
from innsyn.gate.visit import Visit
from innsyn.kernel.ids import person_number
from innsyn.sandbox.granting import given_body, tell_grants
from innsyn.sandbox.stories.grants import GRANTS
from innsyn.sandbox.tests.moment import NOW


@pytest.fixture(scope="module")
def people():
    return [key for each in GRANTS for key in (each.giver, each.receiver)]


@pytest.fixture(scope="module")
def tells():
    return tell_grants


async def acts(gate, land, receiver, giver, at=NOW):
    """Let somebody go into another's record with a power of attorney."""
    actor = gate.actors.citizen(person_number(land.people[receiver].number), level="high")
    return await gate.open_for(actor, await gate.locate("Patient", giver), "attorney", at)


def test_what_they_write_is_valid_fhir(land):
    bodies = [given_body(land, each, NOW) for each in GRANTS]
    assert {(problem.path, problem.text) for body in bodies for problem in validate(body)} == set()


async def test_those_in_force_open_what_they_say_and_no_more(gate_with, land):
    gate = gate_with()
    visit = await acts(gate, land, "hilde", "arne")
    assert isinstance(visit, Visit)
    assert (await gate.acting(visit, NOW)).areas == {"documents", "results", "appointments", "medicines", "dialogue"}
    documents = await gate.search(visit, Query(("DocumentReference",)), NOW)
    conditions = await gate.search(visit, Query(("Condition",)), NOW)
    assert isinstance(documents, Found)
    assert documents.rows
    assert conditions == Found()


async def test_one_from_one_place_alone_opens_nothing_of_others(gate_with, land):
    gate = gate_with()
    found = await gate.search(await acts(gate, land, "randi", "per"), Query(("DocumentReference",), count=200), NOW)
    assert isinstance(found, Found)
    assert {row.custodian for row in found.rows} == {land.organisations["solvskogen"].number}


@pytest.mark.parametrize(("receiver", "giver"), [("sindre", "arne"), ("finn", "inger"), ("gerd", "kari"), ("hilde", "per")])
async def test_one_that_is_over_or_not_begun_or_withdrawn_or_was_never_given_opens_nothing(gate_with, land, receiver, giver):
    assert isinstance(await acts(gate_with(), land, receiver, giver), Refused)


async def test_one_that_comes_opens_when_it_comes(gate_with, land):
    assert isinstance(await acts(gate_with(), land, "finn", "inger", NOW + timedelta(days=13)), Visit)


async def test_a_paper_is_kept_by_who_registered_it(gate_with, land):
    gate = gate_with()
    number = person_number(land.people["solveig"].number)
    own = await gate.open_own(gate.actors.citizen(number, level="high"), number, NOW)
    found = await gate.read(own, "Consent", next(each.key for each in GRANTS if each.registrar), NOW)
    assert found.custodian == land.organisations["solvskogen"].number
    assert isinstance(await acts(gate, land, "hilde", "solveig"), Visit)


async def test_told_twice_they_are_given_once(gate_with, land):
    gate = gate_with()
    before = {each.key: await versions(gate, land, each) for each in GRANTS}
    await tell_grants(gate_with, land, NOW)
    after = {each.key: await versions(gate, land, each) for each in GRANTS}
    assert before == after


async def versions(gate, land, each):
    number = person_number(land.people[each.giver].number)
    own = await gate.open_own(gate.actors.citizen(number, level="high"), number, NOW)
    return (await gate.read(own, "Consent", each.key, NOW)).version


async def test_posts_are_held_by_those_the_stories_name(gate_with, land):
    gate = gate_with()
    for key, post in (("zachariassen", "registrar"), ("torgersen", "regional-office")):
        worker = land.personnel[key]
        entity = land.legal_entity(worker.posts[0].organisation).number
        actor = await gate.actors.staff(
            person_number(worker.number), name=str(worker.name), hpr="", legal_entity=entity, point_of_care=entity, level="high"
        )
        assert await gate.posts(actor) == (post,)
        assert (post == "registrar") or await gate.enrolment_decisions.case(actor, "nothing", NOW) is None
