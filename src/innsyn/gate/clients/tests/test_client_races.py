"""What many do at once: one creates, one wins each version, and nobody's change is lost."""

import asyncio
import json

import pytest

from innsyn.gate.clients.tests.samples import about, an_identifier, codes, identified, statuses
from innsyn.gate.delivery.tests.samples import an_id, entry, observation, post, put
from innsyn.gate.tests.samples import NOW, a_number
from innsyn.kernel.systems import PERSON_NUMBER

TWO_HUNDRED = 200


async def at_once(callers, client, *entries, times=TWO_HUNDRED, **more):
    return await asyncio.gather(*[callers.takes(client, *entries, **more) for _ in range(times)])


async def test_two_hundred_conditional_creates_at_once_make_one(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    create = post(observation(f"Patient/{patient.id}", identifier=[identifier]), ifNoneExist=condition)
    answers = await at_once(callers, ours, create)
    made = [answer.written[0].stored.id for answer in answers if answer.written]
    assert len(made) == 1
    assert {answer.found.get(0) for answer in answers if not answer.written} == {f"Observation/{made[0]}"}
    assert await callers.finds(ours, "Observation", identified(identifier)) == made


async def test_two_hundred_patients_created_at_once_under_a_condition_are_one(callers, ours):
    identifier = an_identifier()
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    create = post({"resourceType": "Patient", "identifier": [identifier]}, ifNoneExist=condition)
    answers = await at_once(callers, ours, create, times=60)
    assert sum(bool(answer.written) for answer in answers) == 1
    assert len(await callers.finds(ours, "Patient", identified(identifier))) == 1


async def test_people_created_at_once_under_their_own_numbers_are_one_each(callers, ours):
    numbers = [a_number().value for _ in range(3)]
    creates = [
        post(
            {"resourceType": "Patient", "identifier": [{"system": PERSON_NUMBER, "value": number}]},
            ifNoneExist=f"identifier={PERSON_NUMBER}|{number}",
        )
        for number in numbers
    ]
    answers = await asyncio.gather(*[callers.takes(ours, create) for create in creates * 20])
    assert not [codes(answer) for answer in answers if answer.problems]
    assert sum(bool(answer.written) for answer in answers) == len(numbers)


async def test_what_was_deleted_is_created_once_again_however_many_do_it(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    create = post(observation(f"Patient/{patient.id}", identifier=[identifier]), ifNoneExist=condition)
    first = (await callers.takes(ours, create)).written[0].stored
    await callers.takes(ours, entry("DELETE", f"Observation/{first.id}"))
    answers = await at_once(callers, ours, create, times=60)
    made = [answer.written[0].stored.id for answer in answers if answer.written]
    assert len(made) == 1
    assert await callers.finds(ours, "Observation", identified(identifier)) == made


async def test_creates_at_once_under_another_kind_of_condition_make_one(callers, ours):
    patient = await callers.a_patient(ours)
    condition = f"patient=Patient/{patient.id}&status=final"
    answers = await at_once(callers, ours, post(observation(f"Patient/{patient.id}"), ifNoneExist=condition), times=40)
    assert sum(bool(answer.written) for answer in answers) == 1
    assert not [answer for answer in answers if answer.problems]


async def test_conditional_updates_at_once_make_one(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    update = f"Observation?identifier={identifier['system']}|{identifier['value']}"
    resource = observation(f"Patient/{patient.id}", identifier=[identifier])
    answers = await at_once(callers, ours, entry("PUT", update, resource), times=40)
    assert len({answer.written[0].stored.id for answer in answers}) == 1


async def test_two_organisations_create_under_the_same_condition_and_each_gets_its_own(callers, ours, theirs):
    identifier = an_identifier()
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    create = post({"resourceType": "Patient", "identifier": [identifier]}, ifNoneExist=condition)
    answers = await asyncio.gather(*[callers.takes(client, create) for client in (ours, theirs) * 10])
    assert sum(bool(answer.written) for answer in answers) == 2


@pytest.mark.parametrize("ifs", [{"ifMatch": 'W/"1"'}], ids=["if-match"])
async def test_of_updates_of_one_version_exactly_one_wins(callers, ours, ifs):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)

    async def change(turn):
        resource = observation(f"Patient/{patient.id}", note=[{"text": f"{turn}"}]) | {"id": stored.id}
        return await callers.takes(ours, put(resource, **ifs))

    answers = await asyncio.gather(*[change(turn) for turn in range(40)])
    assert sum(bool(answer.written) for answer in answers) == 1
    assert {statuses(answer)[0] for answer in answers if answer.problems} == {"412"}
    assert (await callers.sees(ours, stored)).version == 2


async def test_patches_at_once_are_all_made(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)

    def one_more(body):
        resource = json.loads(body)
        return json.dumps(resource | {"note": [*resource.get("note", []), {"text": "én til"}]}).encode()

    patch = entry("PATCH", f"Observation/{stored.id}", {"resourceType": "Parameters"})
    answers = await at_once(callers, ours, patch, times=30, patches={0: one_more})
    assert not [codes(answer) for answer in answers if answer.problems]
    stands = await callers.sees(ours, stored)
    assert (stands.version, len(json.loads(stands.body)["note"])) == (31, 30)


async def test_creates_of_one_chosen_id_at_once_make_one_and_then_versions(callers, ours):
    patient, id_ = await callers.a_patient(ours), an_id()

    async def change(turn):
        return await callers.takes(ours, put(observation(f"Patient/{patient.id}", note=[{"text": f"{turn}"}]) | {"id": id_}))

    answers = await asyncio.gather(*[change(turn) for turn in range(20)])
    assert sorted(answer.written[0].stored.version for answer in answers) == list(range(1, 21))


async def test_transactions_over_the_same_records_in_any_order_do_not_lock_each_other_out(callers, ours):
    first, second = await callers.a_patient(ours), await callers.a_patient(ours)
    both = [post(observation(f"Patient/{patient.id}")) for patient in (first, second)]
    answers = await asyncio.gather(*[callers.takes(ours, *(both if turn % 2 else both[::-1])) for turn in range(20)])
    assert all(len(answer.written) == 2 for answer in answers)
    found = await callers.finds(ours, "Observation", about(first), whose=first.owner, now=NOW, count=100)
    assert len(found) == 20


async def test_a_first_visit_that_many_make_at_once_is_opened_once(callers, ours):
    patient = await callers.a_patient(ours)
    elsewhere = type(callers.world.gate)(callers.record, callers.world.gate.actors._keys).clients
    await asyncio.gather(*[elsewhere.read(ours, "Patient", patient.id, NOW) for _ in range(20)])
    assert [row.action for row in await callers.world.log(patient.owner)].count("open") == 1
