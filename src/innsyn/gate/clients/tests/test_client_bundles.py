"""Transactions are all or nothing, over several records too; in a batch each entry stands alone."""

import json

from innsyn.gate.clients.tests.samples import about, an_identifier, codes
from innsyn.gate.delivery.tests.samples import a_full_url, an_id, entry, observation, post, put
from innsyn.gate.tests.samples import NOW, a_number
from innsyn.kernel.systems import PERSON_NUMBER


def a_person(**more):
    return {"resourceType": "Patient", "birthDate": "1980-02-03", **more}


async def test_a_transaction_settles_references_between_its_entries_in_several_records(callers, ours):
    hers, his = a_full_url(), a_full_url()
    taken = await callers.takes(
        ours, post(observation(hers)), post(a_person(), hers), post(a_person(), his), post(observation(his)),
        post({"resourceType": "Organization", "name": "Ny avdeling"}),
    )  # fmt: skip
    about_her, her, him, about_him, unit = [taken.written[index].stored for index in range(5)]
    assert (about_her.owner, about_him.owner) == (her.owner, him.owner)
    assert len({her.owner, him.owner, 0}) == 3
    assert unit.owner == 0
    assert json.loads(about_her.body)["subject"]["reference"] == f"Patient/{her.id}"


async def test_a_transaction_whose_last_entry_fails_leaves_nothing(callers, ours):
    first, second = await callers.a_patient(ours), await callers.a_patient(ours)
    taken_number = a_number()
    await callers.a_patient(ours, taken_number)
    unit = {"resourceType": "Organization", "id": an_id(), "name": "Blir ikke til"}
    clash = a_person(identifier=[{"system": PERSON_NUMBER, "value": taken_number.value}])
    taken = await callers.takes(
        ours, put(unit), post(observation(f"Patient/{first.id}")), post(observation(f"Patient/{second.id}")), post(clash)
    )
    assert codes(taken) == {3: ["duplicate"]}
    assert (taken.written, taken.undone) == ({}, {0, 1, 2})
    for patient in (first, second):
        assert await callers.finds(ours, "Observation", about(patient), whose=patient.owner) == []
        assert (await callers.world.told(patient.owner))[-2] == ("create", "done")
    assert await callers.gate.read(ours, "Organization", unit["id"], NOW) is None


async def test_a_version_that_lost_in_one_record_undoes_the_others(callers, ours):
    first, second = await callers.a_patient(ours), await callers.a_patient(ours)
    stored = await callers.an_observation(ours, second)
    change = put(observation(f"Patient/{second.id}") | {"id": stored.id, "status": "amended"}, ifMatch='W/"7"')
    taken = await callers.takes(ours, post(observation(f"Patient/{first.id}")), change)
    assert codes(taken) == {1: ["conflict"]}
    assert await callers.finds(ours, "Observation", about(first), whose=first.owner) == []


async def test_two_entries_about_the_same_resource_are_refused(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    change = put(observation(f"Patient/{patient.id}") | {"id": stored.id, "status": "amended"})
    assert codes(await callers.takes(ours, change, change)) == {1: ["invalid"]}
    assert codes(await callers.takes(ours, change, entry("DELETE", f"Observation/{stored.id}"))) == {1: ["invalid"]}
    identifier = an_identifier()
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    create = post(observation(f"Patient/{patient.id}", identifier=[identifier]), ifNoneExist=condition)
    assert codes(await callers.takes(ours, create, create)) == {1: ["invalid"]}


async def test_in_a_batch_each_entry_stands_alone(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    condition = f"identifier={identifier['system']}|{identifier['value']}"
    create = post(observation(f"Patient/{patient.id}", identifier=[identifier]), ifNoneExist=condition)
    taken = await callers.takes(
        ours,
        create,
        post(observation("Patient/nobody-has-this")),
        create,
        post({"resourceType": "Observation"}),
        post(observation(f"Patient/{patient.id}")),
        entry("GET", "Patient"),
        kind="batch",
    )
    assert set(taken.written) == {0, 4}
    assert taken.found == {2: f"Observation/{taken.written[0].stored.id}"}
    assert codes(taken) == {1: ["not-found"], 3: ["required", "required"]}
    assert taken.undone == frozenset()


async def test_a_batch_writes_the_rest_when_one_loses(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    late = put(observation(f"Patient/{patient.id}") | {"id": stored.id, "status": "amended"}, ifMatch='W/"7"')
    taken = await callers.takes(ours, post(observation(f"Patient/{patient.id}")), late, kind="batch")
    assert (set(taken.written), codes(taken)) == ({0}, {1: ["conflict"]})


async def test_conditional_references_are_found_by_number_and_by_identifier(callers, ours, theirs):
    number = a_number()
    patient = await callers.a_patient(theirs, number)
    by_search = observation(f"Patient?identifier={PERSON_NUMBER}|{number.value}")
    by_identifier = observation({"type": "Patient", "identifier": {"system": PERSON_NUMBER, "value": number.value}})
    taken = await callers.takes(ours, post(by_search), post(by_identifier))
    assert [taken.written[index].stored.owner for index in (0, 1)] == [patient.owner, patient.owner]
    assert json.loads(taken.written[0].stored.body)["subject"]["reference"] == f"Patient/{patient.id}"


async def test_writing_about_a_patient_one_knows_nothing_of_says_the_same_as_about_nobody(callers, ours, theirs):
    patient = await callers.a_patient(theirs, a_number())
    hidden = await callers.takes(ours, post(observation(f"Patient/{patient.id}")))
    absent = await callers.takes(ours, post(observation("Patient/nobody-has-this")))
    assert hidden.problems == absent.problems
    assert codes(hidden) == {0: ["not-found"]}


async def test_reading_entries_are_left_to_others(callers, ours):
    taken = await callers.takes(ours, entry("GET", "Patient/1"), entry("HEAD", "Patient/1"))
    assert (taken.written, taken.found, taken.problems) == ({}, {}, {})
