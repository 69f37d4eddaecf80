"""People and trusts of the nation decide about access through the gate as the stories tell, in valid FHIR, and once."""

from datetime import timedelta

import pytest

from innsyn.fhir.validation import validate
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import Policies
from innsyn.gate.values import Query, Stored
from innsyn.gate.worklists import Wanted
from innsyn.kernel.ids import person_number
from innsyn.sandbox.deciding import choice_body, shielded_body, tell_decisions, wished_body
from innsyn.sandbox.stories.decisions import CHOICES, SHIELDS, WISHES
from innsyn.sandbox.stories.life import told
from innsyn.sandbox.tests.moment import NOW


@pytest.fixture(scope="module")
def people():
    return [*(each.person for each in (*SHIELDS, *WISHES)), "amina"]


def test_what_they_write_is_valid_fhir(land):
    bodies = [
        *(choice_body(land, each, NOW) for each in CHOICES),
        *(shielded_body(land, each, NOW) for each in SHIELDS),
        *(wished_body(land, each, NOW) for each in WISHES),
    ]
    problems = {(body["resourceType"], problem.path, problem.text) for body in bodies for problem in validate(body)}
    assert problems == set()


def test_every_document_they_name_is_in_their_own_life(land):
    for person, documents in [*((each.person, each.documents) for each in SHIELDS), *((each.person, (each.document,)) for each in WISHES)]:
        ids = {resource["id"] for resource in told(land, land.people[person]).resources}
        assert set(documents) <= ids


async def test_the_trust_and_the_municipality_are_graded_and_amina_comes_in_where_nobody_of_fourteen_did(gate_with, land):
    gate, number = gate_with(), person_number(land.people["amina"].number)
    amina = gate.actors.citizen(number, level="high")
    assert isinstance(await gate.open_own(amina, number, NOW), Refused)
    await tell_decisions(gate_with, land, NOW)
    policies: Policies = await gate_with().policies.on(NOW)
    assert policies.graded == {land.organisations[key].number for key in ("solvskogen", "lauvasen")}
    assert not isinstance(await gate_with().open_own(amina, number, NOW), Refused)


async def test_told_twice_they_decide_once(gate_with, land):
    for _ in range(2):
        await tell_decisions(gate_with, land, NOW)
    gate, number = gate_with(), person_number(land.people["silje"].number)
    visit = await gate.open_own(gate.actors.citizen(number, level="high"), number, NOW + timedelta(minutes=1))
    found = await gate.search(visit, Query(("Consent",)), NOW + timedelta(minutes=1))
    assert sorted(row.version for row in found.rows) == [1] * sum(each.person == "silje" for each in SHIELDS)


async def test_the_wish_waits_for_the_ward_and_the_colleague_is_shut_out(gate_with, land):
    await tell_decisions(gate_with, land, NOW)
    gate = gate_with()
    trust, site = land.organisations["solvskogen"], land.organisations["solvskogen-sykehus"]

    async def at_work(key):
        worker = land.personnel[key]
        return await gate.actors.staff(
            person_number(worker.number),
            name=str(worker.name),
            hpr=worker.hpr,
            legal_entity=trust.number,
            point_of_care=site.number,
            level="high",
        )

    waiting = await gate.worklist(await at_work("nilsen"), Wanted("hide-request"), NOW)
    assert [isinstance(row, Stored) for row in waiting.rows] == [True]
    silje = person_number(land.people["silje"].number)
    assert (await gate.find(await at_work("aune"), silje, NOW)).closed.rule == "SHIELD-1"
    assert (await gate.find(await at_work("ruud"), silje, NOW)).closed is None
