"""What is written is decided on as it will stand and on what it replaces, and the record keeps who is responsible."""

import json

import pytest

from innsyn.gate.tests.samples import HOSPITAL, NOW, OTHER_TRUST, TRUST, a_number, create, document, keep, rule_of
from innsyn.kernel.systems import ORGANISATION_NUMBER, PERSON_NUMBER
from innsyn.record.stored import Conflict, Stored, Write

NOTE = {"resourceType": "Observation", "status": "final", "code": {"text": "Blodtrykk"}}


async def a_visit(world):
    return await world.visits(await world.moves_in())


async def test_a_system_delivers_for_its_organisation_unless_the_document_names_another(world):
    owner = await world.moves_in()
    stated = {"custodian": {"identifier": {"system": ORGANISATION_NUMBER, "value": HOSPITAL}}}
    observation, bare, named = await world.writes(owner, [create(NOTE), create(document("A")), create(document("B", **stated))])
    assert (observation.custodian, bare.custodian, named.custodian) == (TRUST, TRUST, HOSPITAL)
    (given,) = await world.writes(owner, [create(NOTE, custodian=OTHER_TRUST)])
    assert given.custodian == OTHER_TRUST


async def test_a_nurse_writes_for_her_own_organisation_whatever_she_says(world):
    visit = await a_visit(world)
    (written,) = await world.gate.write(visit, [create(NOTE, custodian=OTHER_TRUST)], NOW)
    assert written.stored.custodian == TRUST
    assert (await world.told(visit.owner))[-1] == ("create", "done")


async def test_a_nurse_changes_what_her_organisation_keeps_and_nothing_else(world):
    visit = await a_visit(world)
    ours, theirs = await world.writes(visit.owner, [create(NOTE, custodian=TRUST), create(NOTE, custodian=OTHER_TRUST)])
    changed = NOTE | {"status": "amended"}
    (written,) = await world.gate.write(visit, [keep(changed | {"id": ours.id})], NOW)
    assert written.stored.version == 2
    assert rule_of(await world.gate.write(visit, [keep(changed | {"id": theirs.id})], NOW)) == "STAFF-2"
    assert rule_of(await world.gate.write(visit, [Write("delete", "Observation", id=theirs.id)], NOW)) == "STAFF-2"
    assert isinstance(await world.gate.read(visit, "Observation", theirs.id, NOW), Stored)


async def test_a_nurse_does_not_change_what_she_may_not_see(world):
    visit = await a_visit(world)
    (blocked,) = await world.writes(visit.owner, [create(document("Sperret", "NORS"))])
    assert rule_of(await world.gate.write(visit, [keep(document("Åpnet", "N") | {"id": blocked.id})], NOW)) == "STAFF-2"
    assert rule_of(await world.gate.write(visit, [create(document("Sperret", "NORS"))], NOW)) == "STAFF-6"


async def test_a_change_of_an_older_version_loses(world):
    visit = await a_visit(world)
    (ours,) = await world.writes(visit.owner, [create(NOTE)])
    assert await world.gate.write(visit, [keep(NOTE | {"id": ours.id}, expected_version=7)], NOW) == Conflict(0, "version")


async def test_a_new_resource_under_a_chosen_id_is_no_change(world):
    visit = await a_visit(world)
    (written,) = await world.gate.write(visit, [keep(NOTE | {"id": f"chosen-{visit.owner}"})], NOW)
    assert written.is_new


async def test_nothing_is_written_when_one_of_several_may_not_be(world):
    visit = await a_visit(world)
    assert rule_of(await world.gate.write(visit, [create(NOTE), create(document("Sperret", "NORS"))], NOW)) == "STAFF-6"
    assert ("create", "done") not in (await world.told(visit.owner))[-2:]


async def test_a_citizen_writes_nothing_yet(world):
    number = a_number()
    owner = await world.moves_in(number)
    visit = await world.citizen(number)
    assert rule_of(await world.gate.write(visit, [create(NOTE)], NOW)) == "GATE-0"
    assert (await world.log(owner))[-1].detail == {"rule": "GATE-0", "text": "gate.rule.silence"}


@pytest.mark.parametrize(
    ("subject", "is_hers"),
    [
        (None, True),
        ({"display": "Kari"}, True),
        ({"reference": "Patient/{hers}"}, True),
        ({"identifier": {"system": PERSON_NUMBER, "value": "{number}"}}, True),
        ({"reference": "Patient/{other}"}, False),
        ({"identifier": {"system": PERSON_NUMBER, "value": "{other_number}"}}, False),
        ({"reference": "https://elsewhere.example/fhir/Patient/{hers}"}, False),
        ({"type": "Patient", "identifier": {"system": "urn:local", "value": "7"}}, False),
    ],
)
async def test_a_nurse_writes_nothing_about_another_patient_into_this_record(world, subject, is_hers):
    number, other_number = a_number(), a_number()
    visit = await world.visits(await world.moves_in(number))
    other = await world.visits(await world.moves_in(other_number))
    places = {"hers": visit.patient_id, "other": other.patient_id, "number": number.value, "other_number": other_number.value}
    text = json.dumps(subject)
    for name, value in places.items():
        text = text.replace("{" + name + "}", value)
    answer = await world.gate.write(visit, [create(NOTE | ({"subject": json.loads(text)} if subject else {}))], NOW)
    if is_hers:
        assert answer[0].is_new
    else:
        assert rule_of(answer) == "VIS-2"


async def test_writing_nothing_is_nothing(world):
    visit = await a_visit(world)
    assert await world.gate.write(visit, [], NOW) == ()


@pytest.mark.parametrize("resource", [NOTE, document("Epikrise")])
async def test_what_was_written_is_read_with_the_bytes_that_came(world, resource):
    visit = await a_visit(world)
    (written,) = await world.gate.write(visit, [create(resource)], NOW)
    found = await world.gate.read(visit, resource["resourceType"], written.stored.id, NOW)
    assert {name: value for name, value in json.loads(found.body).items() if name not in ("id", "meta")} == resource
