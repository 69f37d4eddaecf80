"""A condition is one identifier, answered from the directory or from the record that has it; anything wider is refused."""

import json
from uuid import uuid4

import pytest

from innsyn.gate.delivery.asked import Asked
from innsyn.gate.delivery.condition import read_condition
from innsyn.gate.delivery.tests.samples import an_id, observation, post
from innsyn.gate.delivery.visits import Visits
from innsyn.gate.tests.samples import HOSPITAL, NOW, NURSE_HPR, TRUST, a_number, keep, organisation
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER


@pytest.mark.parametrize(
    ("condition", "read"),
    [
        ("Practitioner?identifier=http://x|1", ("Practitioner", ("http://x", "1"))),
        ("Practitioner?identifier=http%3A%2F%2Fx%7C1", ("Practitioner", ("http://x", "1"))),
        ("Patient?identifier=1", ("Patient", (None, "1"))),
        ("Patient?identifier=|1", ("Patient", ("", "1"))),
    ],
)
def test_one_identifier_is_read(condition, read):
    assert read_condition(condition) == read


@pytest.mark.parametrize(
    "condition",
    [
        "Patient?name=x",
        "Patient?identifier=a|b&active=true",
        "Patient?identifier=",
        "Patient?identifier=a|b,a|c",
        "Patient?",
        "X?identifier=1",
    ],
)
def test_anything_else_is_not(condition):
    assert isinstance(read_condition(condition)[1], Problem)


async def ask(depot, *conditions):
    return await Asked(depot.gate, Visits(depot.gate, uuid4())).answers(conditions, depot.actor, NOW)


async def test_the_directory_answers_for_what_it_holds_and_says_nothing_of_the_rest(depot):
    nurse, hospital = f"Practitioner?identifier={HPR_NUMBER}|{NURSE_HPR}", f"Organization?identifier={HOSPITAL}"
    unknown, wrong = "Practitioner?identifier=http://x|1", f"Practitioner?identifier=http://x|{NURSE_HPR}"
    answers = await ask(depot, nurse, hospital, unknown, wrong)
    assert answers.matches == {nurse: ["Practitioner/nina"], hospital: ["Organization/fjord"], unknown: [], wrong: []}
    assert answers.problems == {}


async def test_more_conditions_than_go_together_are_all_answered(depot):
    conditions = [f"Organization?identifier={ORGANISATION_NUMBER}|{number}" for number in range(150)]
    hospital = f"Organization?identifier={ORGANISATION_NUMBER}|{TRUST}"
    answers = await ask(depot, *conditions, hospital)
    assert len(answers.matches) == 151
    assert answers.matches[hospital] == ["Organization/fjord-hf"]


async def test_two_with_the_same_identifier_are_both_named(depot):
    value = an_id()
    twins = [organisation(an_id(), value, "Tvilling", system="http://x") for _ in "ab"]
    await depot.gate.write_directory(depot.actor, [keep(each) for each in twins], NOW)
    condition = f"Organization?identifier=http://x|{value}"
    asked = Asked(depot.gate, Visits(depot.gate, uuid4()))
    for _ in "ab":
        answers = await asked.answers([condition], depot.actor, NOW)
        assert sorted(answers.matches[condition]) == sorted(f"Organization/{each['id']}" for each in twins)


async def test_one_that_matched_is_remembered_and_one_that_did_not_is_asked_for_again(depot):
    asked = Asked(depot.gate, Visits(depot.gate, uuid4()))
    value = an_id()
    condition = f"Organization?identifier=http://x|{value}"
    assert (await asked.answers([condition], depot.actor, NOW)).matches == {condition: []}
    await depot.gate.write_directory(depot.actor, [keep(organisation(value, value, "Ny", system="http://x"))], NOW)
    for _ in "ab":
        assert (await asked.answers([condition], depot.actor, NOW)).matches == {condition: [f"Organization/{value}"]}


async def test_a_patient_is_found_by_number_and_it_is_logged_in_her_record(depot):
    number = a_number()
    owner = await depot.world.moves_in(number)
    condition = f"Patient?identifier={PERSON_NUMBER}|{number.value}"
    (address,) = (await ask(depot, condition)).matches[condition]
    assert await depot.gate.locate("Patient", address.partition("/")[2]) == owner
    assert (await depot.world.told(owner))[-1] == ("find", "done")


async def test_a_patients_resource_is_found_in_her_record(depot):
    owner = await depot.world.moves_in()
    value = an_id()
    body = observation(None, identifier=[{"system": "http://x", "value": value}])
    (written,) = await depot.world.writes(owner, [keep(body | {"id": value})])
    condition, other = f"Observation?identifier=http://x|{value}", f"Observation?identifier=http://y|{value}"
    answers = await ask(depot, condition, other)
    assert answers.matches == {condition: [f"Observation/{written.id}"], other: []}


async def test_a_patients_resource_is_not_looked_for_without_its_system(depot):
    answers = await ask(depot, "Observation?identifier=1")
    assert [problem.code for problem in answers.problems.values()] == ["not-supported"]


async def test_an_entry_whose_condition_cannot_be_answered_is_refused_with_it(depot):
    taken = await depot.takes(post(observation("Patient?name=x")), post(observation(None), ifNoneExist="code=1"), kind="batch")
    assert {index: [problem.code for problem in each] for index, each in taken.problems.items()} == {
        0: ["not-supported"],
        1: ["not-supported"],
    }
    assert json.dumps([str(each) for each in taken.problems.values()]).count("name=x") == 0
