"""Single changes: create, update, patch and delete, with their conditions, as FHIR says and as the organisation may."""

import json
from datetime import timedelta

import pytest

from innsyn.gate.clients.tests.samples import about, an_identifier, body, codes, identified, said, statuses
from innsyn.gate.delivery.tests.samples import an_id, entry, observation, post, put
from innsyn.gate.gate import Gate
from innsyn.gate.tests.samples import KEYS, NOW, a_number
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, PROFESSION
from innsyn.record.ids import owner_of


def named(stored, **more):
    """The same resource under its id."""
    return observation(more.pop("subject", None), **more) | {"id": stored.id}


def to_status(status):
    """A patch that sets the status."""
    return lambda body: json.dumps(json.loads(body) | {"status": status}).encode()


async def test_a_created_resource_has_an_id_that_carries_its_record_and_is_kept_by_the_organisation(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    assert owner_of(stored.id) == patient.owner == owner_of(patient.id)
    assert (stored.custodian, stored.version) == (callers.ours, 1)


async def test_what_is_about_nobody_is_kept_with_the_organisation(callers, ours, theirs):
    group, schedule = await callers.writes(
        ours, {"resourceType": "Group", "type": "person", "actual": True}, {"resourceType": "Slot", "status": "free",
        "schedule": {"reference": "Schedule/x"}, "start": "2026-01-01T00:00:00Z", "end": "2026-01-01T01:00:00Z"},
    )  # fmt: skip
    assert group.owner == schedule.owner
    assert (await callers.sees(ours, group)).id == group.id
    assert await callers.sees(theirs, group) is None


async def test_an_update_makes_the_next_version_and_the_same_bytes_make_none(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    changed = put(named(stored, subject=f"Patient/{patient.id}", status="amended"))
    first = (await callers.takes(ours, changed)).written[0]
    second = (await callers.takes(ours, changed)).written[0]
    assert (first.stored.version, first.is_new, second.stored.version, second.is_new) == (2, True, 2, False)


async def test_an_id_may_be_chosen_and_then_updated(callers, ours):
    patient = await callers.a_patient(ours)
    chosen = observation(f"Patient/{patient.id}") | {"id": an_id()}
    made = (await callers.takes(ours, put(chosen))).written[0]
    assert (made.stored.id, made.stored.version) == (chosen["id"], 1)
    again = (await callers.takes(ours, put(chosen | {"status": "amended"}))).written[0]
    assert again.stored.version == 2
    assert (await callers.sees(ours, again.stored)).version == 2


async def test_a_patient_may_have_a_chosen_id(callers, ours):
    chosen = {"resourceType": "Patient", "id": an_id()}
    made = (await callers.takes(ours, put(chosen))).written[0].stored
    assert (await callers.an_observation(ours, made)).owner == made.owner


async def test_an_id_of_the_form_we_give_is_never_chosen(callers, ours):
    patient = await callers.a_patient(ours)
    free = observation(f"Patient/{patient.id}") | {"id": f"{patient.id}-0000000000000"}
    assert codes(await callers.takes(ours, put(free))) == {0: ["not-found"]}
    assert codes(await callers.takes(ours, put({"resourceType": "Organization", "id": "s-0000000000000", "name": "A"}))) == {
        0: ["not-found"]
    }


async def test_if_match_names_the_version_that_stands(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    changed = named(stored, subject=f"Patient/{patient.id}", status="amended")
    refused = await callers.takes(ours, put(changed, ifMatch='W/"2"'))
    assert (codes(refused), statuses(refused)) == ({0: ["conflict"]}, {0: "412"})
    assert (await callers.takes(ours, put(changed, ifMatch='W/"1"'))).written[0].stored.version == 2
    assert codes(await callers.takes(ours, put(changed, ifMatch="once"))) == {0: ["not-supported"]}
    absent = put(changed | {"id": an_id()}, ifMatch='W/"1"')
    assert statuses(await callers.takes(ours, absent)) == {0: "412"}


async def test_if_none_match_creates_only_what_is_not_there(callers, ours):
    patient = await callers.a_patient(ours)
    chosen = observation(f"Patient/{patient.id}") | {"id": an_id()}
    assert (await callers.takes(ours, put(chosen, ifNoneMatch="*"))).written[0].is_new
    assert statuses(await callers.takes(ours, put(chosen | {"status": "amended"}, ifNoneMatch="*"))) == {0: "412"}


async def test_a_patch_changes_the_version_that_stands(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    patch = entry("PATCH", f"Observation/{stored.id}", {"resourceType": "Parameters"})
    taken = await callers.takes(ours, patch, patches={0: to_status("amended")})
    assert body(taken.written[0].stored)["status"] == "amended"
    assert taken.written[0].stored.version == 2
    late = entry("PATCH", f"Observation/{stored.id}", {"resourceType": "Parameters"}, ifMatch='W/"1"')
    assert statuses(await callers.takes(ours, late, patches={0: to_status("final")})) == {0: "412"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda _: [Problem("processing", "no such path")], "processing"),
        (to_status("whatever"), "code-invalid"),
        (lambda body: json.dumps(json.loads(body) | {"id": "other"}).encode(), "value"),
        (lambda body: json.dumps(json.loads(body) | {"subject": {"reference": "Patient/somebody-else"}}).encode(), "business-rule"),
    ],
    ids=["refuses", "invalid", "other-id", "other-patient"],
)
async def test_a_patch_that_makes_something_wrong_changes_nothing(callers, ours, change, code):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    patch = entry("PATCH", f"Observation/{stored.id}", {"resourceType": "Parameters"})
    assert codes(await callers.takes(ours, patch, patches={0: change})) == {0: [code]}
    assert (await callers.sees(ours, stored)).version == 1


async def test_a_patch_of_nothing_is_not_found(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    await callers.takes(ours, entry("DELETE", f"Observation/{stored.id}"))
    for id_ in (an_id(), stored.id, f"{patient.id}-0000000000000"):
        patch = entry("PATCH", f"Observation/{id_}", {"resourceType": "Parameters"})
        assert codes(await callers.takes(ours, patch, patches={0: to_status("final")})) == {0: ["not-found"]}


async def test_what_is_deleted_is_gone_and_may_come_back(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    gone = (await callers.takes(ours, entry("DELETE", f"Observation/{stored.id}"))).written[0].stored
    assert (gone.deleted, gone.version) == (True, 2)
    assert (await callers.sees(ours, stored)).deleted
    assert await callers.takes(ours, entry("DELETE", f"Observation/{stored.id}")) == type(await callers.takes(ours))()
    back = (await callers.takes(ours, put(named(stored, subject=f"Patient/{patient.id}")))).written[0].stored
    assert (back.version, back.deleted) == (3, False)


async def test_deleting_what_is_referenced_is_allowed(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    member = await callers.an_observation(ours, patient, hasMember=[{"reference": f"Observation/{stored.id}"}])
    assert (await callers.takes(ours, entry("DELETE", f"Observation/{stored.id}"))).written[0].stored.deleted
    assert (await callers.sees(ours, member)).version == 1


async def test_a_patient_is_deleted_only_without_a_number_and_with_nothing_about_her(callers, ours):
    numbered, patient = await callers.a_patient(ours, a_number()), await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    gone = entry("DELETE", f"Patient/{patient.id}")
    assert codes(await callers.takes(ours, entry("DELETE", f"Patient/{numbered.id}"))) == {0: ["conflict"]}
    assert codes(await callers.takes(ours, gone)) == {0: ["conflict"]}
    taken = await callers.takes(ours, gone, entry("DELETE", f"Observation/{stored.id}"))
    assert {one.stored.deleted for one in taken.written.values()} == {True}


async def test_a_conditional_create_finds_what_is_there(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    resource = observation(f"Patient/{patient.id}", identifier=[identifier])
    create = post(resource, ifNoneExist=f"identifier={identifier['system']}|{identifier['value']}")
    made = (await callers.takes(ours, create)).written[0].stored
    found = await callers.takes(ours, create)
    assert (found.written, found.found) == ({}, {0: f"Observation/{made.id}"})
    await callers.an_observation(ours, patient, identifier=[identifier])
    assert statuses(await callers.takes(ours, create)) == {0: "412"}


async def test_a_conditional_create_may_ask_for_other_things_than_an_identifier(callers, ours):
    patient = await callers.a_patient(ours)
    create = post(observation(f"Patient/{patient.id}"), ifNoneExist=f"patient=Patient/{patient.id}&status=final")
    made = (await callers.takes(ours, create)).written[0].stored
    assert (await callers.takes(ours, create)).found == {0: f"Observation/{made.id}"}
    await callers.takes(ours, put(named(made, subject=f"Patient/{patient.id}", status="amended")))
    assert (await callers.takes(ours, create)).written[0].is_new


@pytest.mark.parametrize("together", [True, False], ids=["in-one-transaction", "one-by-one"])
async def test_people_are_created_each_under_the_condition_of_their_own_number(callers, ours, together):
    resources = [{"resourceType": "Patient", "identifier": [{"system": PERSON_NUMBER, "value": a_number().value}]} for _ in range(3)]
    creates = [post(each, ifNoneExist=f"identifier={PERSON_NUMBER}|{each['identifier'][0]['value']}") for each in resources]
    answers = [await callers.takes(ours, *creates)] if together else [await callers.takes(ours, each) for each in creates]
    assert [codes(answer) for answer in answers if answer.problems] == []
    assert sum(one.is_new for answer in answers for one in answer.written.values()) == 3


@pytest.mark.parametrize("condition", ["nothing=1", "code:in=x", "date=2020", "_sort=code"])
async def test_a_condition_that_is_not_understood_is_refused(callers, ours, condition):
    patient = await callers.a_patient(ours)
    taken = await callers.takes(ours, post(observation(f"Patient/{patient.id}"), ifNoneExist=condition))
    assert codes(taken) == {0: ["not-supported"]}
    assert codes(await callers.takes(ours, entry("DELETE", f"Observation?{condition}"))) == {0: ["not-supported"]}


async def test_a_conditional_update_creates_then_changes_and_refuses_several(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    resource = observation(f"Patient/{patient.id}", identifier=[identifier])
    update = f"Observation?identifier={identifier['system']}|{identifier['value']}"
    made = (await callers.takes(ours, entry("PUT", update, resource))).written[0].stored
    changed = (await callers.takes(ours, entry("PUT", update, resource | {"status": "amended"}))).written[0].stored
    assert (changed.id, changed.version) == (made.id, 2)
    await callers.an_observation(ours, patient, identifier=[identifier])
    assert statuses(await callers.takes(ours, entry("PUT", update, resource))) == {0: "412"}


async def test_a_conditional_delete_takes_one_and_refuses_several(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    first, _ = await callers.writes(ours, *[observation(f"Patient/{patient.id}", identifier=[identifier])] * 2)
    gone = entry("DELETE", f"Observation?identifier={identifier['system']}|{identifier['value']}")
    assert statuses(await callers.takes(ours, gone)) == {0: "412"}
    await callers.takes(ours, entry("DELETE", f"Observation/{first.id}"))
    assert (await callers.takes(ours, gone)).written[0].stored.deleted
    nothing = await callers.takes(ours, gone)
    assert (nothing.written, nothing.problems) == ({}, {})


async def test_a_conditional_patch_changes_the_one_it_finds(callers, ours):
    patient, identifier = await callers.a_patient(ours), an_identifier()
    await callers.an_observation(ours, patient, identifier=[identifier])
    url = f"Observation?identifier={identifier['system']}|{identifier['value']}"
    patch = entry("PATCH", url, {"resourceType": "Parameters"})
    assert (await callers.takes(ours, patch, patches={0: to_status("amended")})).written[0].stored.version == 2
    other = entry("PATCH", url + "0", {"resourceType": "Parameters"})
    assert codes(await callers.takes(ours, other, patches={0: to_status("amended")})) == {0: ["not-found"]}


async def test_a_second_patient_with_the_same_number_is_refused_and_in_her_log(callers, ours, theirs):
    number = a_number()
    patient = await callers.a_patient(ours, number)
    resource = {"resourceType": "Patient", "identifier": [{"system": PERSON_NUMBER, "value": number.value}]}
    assert codes(await callers.takes(theirs, post(resource))) == {0: ["duplicate"]}
    last = (await callers.world.log(patient.owner))[-1]
    assert (last.action, last.detail["actor"]["organisation"]) == ("find", callers.theirs)
    found = await callers.takes(theirs, post(resource, ifNoneExist=f"identifier={PERSON_NUMBER}|{number.value}"))
    assert found.found == {0: f"Patient/{patient.id}"}


@pytest.mark.parametrize(
    ("scopes", "made", "changed", "patched", "gone"),
    [
        ("system/Patient.cruds", False, False, False, False),
        ("system/Observation.c", True, False, False, False),
        ("system/Observation.u", False, True, True, False),
        ("system/Observation.d", False, False, False, True),
        ("system/Observation.cud?status=final", True, False, False, True),
        ("user/Observation.cruds", False, False, False, False),
    ],
)
async def test_each_change_needs_its_scope(callers, ours, scopes, made, changed, patched, gone):
    patient = await callers.a_patient(ours)
    client = callers.client(scopes)
    stored = [await callers.an_observation(ours, patient) for _ in range(3)]
    create = await callers.takes(client, post(observation(f"Patient/{patient.id}")))
    change = await callers.takes(client, put(named(stored[0], subject=f"Patient/{patient.id}", status="amended")))
    patch = entry("PATCH", f"Observation/{stored[1].id}", {"resourceType": "Parameters"})
    patch = await callers.takes(client, patch, patches={0: to_status("amended")})
    delete = await callers.takes(client, entry("DELETE", f"Observation/{stored[2].id}"))
    assert [bool(each.written) for each in (create, change, patch, delete)] == [made, changed, patched, gone]


async def test_an_update_within_its_narrowing_does_not_touch_what_is_outside(callers, ours):
    patient = await callers.a_patient(ours)
    amended = await callers.an_observation(ours, patient, status="amended")
    narrow = callers.client("system/Observation.cud?status=final")
    taken = await callers.takes(narrow, put(named(amended, subject=f"Patient/{patient.id}")))
    assert codes(taken) == {0: ["not-found"]}
    assert (await callers.sees(ours, amended)).version == 1


async def test_a_client_adds_to_the_directories_and_changes_only_what_it_added(callers, ours, theirs):
    (added,) = await callers.writes(ours, {"resourceType": "Organization", "name": "Avdeling"})
    assert (await callers.sees(theirs, added)).id == added.id
    change = {"resourceType": "Organization", "id": added.id, "name": "Ny"}
    assert codes(await callers.takes(theirs, put(change))) == {0: ["forbidden"]}
    assert codes(await callers.takes(theirs, entry("DELETE", f"Organization/{added.id}"))) == {0: ["forbidden"]}
    assert (await callers.takes(ours, put(change))).written[0].stored.version == 2
    fixed = {"resourceType": "Organization", "id": "fjord", "name": "Kapret"}
    assert codes(await callers.takes(ours, put(fixed))) == {0: ["forbidden"]}
    assert (await callers.takes(ours, entry("DELETE", f"Organization/{added.id}"))).written[0].stored.deleted


async def test_a_client_cannot_close_a_whole_record(callers, ours):
    patient = await callers.a_patient(ours)
    label = {"system": "urn:oid:2.16.578.1.12.4.1.1.9603", "code": "NORN_ALL"}
    flag = {"resourceType": "Flag", "status": "active", "code": {"text": "x"}, "meta": {"security": [label]}}
    taken = await callers.takes(ours, post(flag | {"subject": {"reference": f"Patient/{patient.id}"}}))
    assert codes(taken) == {0: ["forbidden"]}


async def test_everything_a_client_does_is_in_the_log(callers, ours):
    patient = await callers.a_patient(ours)
    stored = await callers.an_observation(ours, patient)
    await callers.takes(ours, put(named(stored, subject=f"Patient/{patient.id}", status="amended")))
    await callers.takes(ours, entry("DELETE", f"Observation/{stored.id}"))
    acts = [row.action for row in await callers.world.log(patient.owner) if "about" not in row.detail]
    assert acts == ["open", "create", "create", "update", "delete"]
    assert said(await callers.takes(ours)) == []
    assert await callers.finds(ours, "Observation", about(patient), whose=patient.owner, now=NOW) == []
    assert await callers.finds(ours, "Observation", identified(an_identifier())) == []


async def test_the_gate_does_not_believe_what_a_client_says_of_organisations_and_personnel(callers, ours):
    number, hpr = "983974899", "990000299"
    qualified = {"code": {"coding": [{"system": PROFESSION, "code": "LE"}]}}
    organisation = {"resourceType": "Organization", "identifier": [{"system": ORGANISATION_NUMBER, "value": number}], "name": "Kapret"}
    person = {"resourceType": "Practitioner", "identifier": [{"system": HPR_NUMBER, "value": hpr}], "qualification": [qualified]}
    named = {"resourceType": "Organization", "identifier": [{"system": ORGANISATION_NUMBER, "value": callers.ours}], "name": "Kapret"}
    stored = await callers.writes(ours, organisation, person, named)
    directory = callers.world.gate.directory
    assert await directory.organisation(number) is None
    assert await directory.personnel(hpr) is None
    assert await directory.organisation_by_id(stored[0].id) is None
    assert (await directory.organisation(callers.ours)).name == "Fjordby helseforetak"


async def test_what_was_deleted_is_gone_and_not_unknown_the_day_after_too(callers, ours, theirs):
    patient = await callers.a_patient(ours)
    await callers.takes(ours, entry("DELETE", f"Patient/{patient.id}"))
    tomorrow = NOW + timedelta(days=1)
    assert (await callers.sees(ours, patient, tomorrow)).deleted
    assert await callers.sees(theirs, patient, tomorrow) is None
    back = await callers.takes(ours, put({"resourceType": "Patient", "id": patient.id}), now=tomorrow)
    assert back.written[0].stored.version == 3


async def test_what_a_client_added_to_the_directories_it_changes_as_any_resource(callers, ours):
    (unit,) = await callers.writes(ours, {"resourceType": "Organization", "name": "Avdeling"})
    change, url = {"resourceType": "Organization", "id": unit.id, "name": "Ny"}, f"Organization/{unit.id}"
    patch = entry("PATCH", url, {"resourceType": "Parameters"})
    renamed = {0: lambda body: json.dumps(json.loads(body) | {"name": "Patchet"}).encode()}
    assert statuses(await callers.takes(ours, put(change, ifMatch='W/"7"'))) == {0: "412"}
    assert statuses(await callers.takes(ours, put(change, ifNoneMatch="*"))) == {0: "412"}
    assert statuses(await callers.takes(ours, entry("DELETE", url, ifMatch='W/"7"'))) == {0: "412"}
    assert (await callers.takes(ours, patch, patches=renamed)).written[0].stored.version == 2
    assert codes(await callers.takes(ours, patch, patches={0: lambda _: [Problem("processing", "no such path")]})) == {0: ["processing"]}
    assert codes(await callers.takes(ours, patch, patches={0: lambda _: b'{"resourceType": "Organization"}'})) == {0: ["invariant"]}
    assert (await callers.takes(ours, entry("DELETE", url))).written[0].stored.deleted
    assert codes(await callers.takes(ours, patch, patches=renamed)) == {0: ["not-found"]}
    assert (await callers.takes(ours, entry("DELETE", url))).problems == {}
    assert statuses(await callers.takes(ours, entry("DELETE", url, ifMatch='W/"1"'))) == {0: "412"}
    assert (await callers.takes(ours, put(change))).written[0].stored.version == 4


async def test_a_narrowed_scope_holds_in_the_directories_too(callers, ours):
    narrow = callers.client("system/Organization.cud?name=x system/Organization.cud?type=a|b")
    plain, typed = (
        {"resourceType": "Organization", "name": "A", **more} for more in ({}, {"type": [{"coding": [{"system": "a", "code": "b"}]}]})
    )
    assert codes(await callers.takes(narrow, post(plain))) == {0: ["forbidden"]}
    made = (await callers.takes(narrow, post(typed))).written[0].stored
    assert codes(await callers.takes(narrow, put(plain | {"id": made.id}))) == {0: ["forbidden"]}
    (other,) = await callers.writes(ours, plain)
    assert codes(await callers.takes(narrow, put(typed | {"id": other.id}))) == {0: ["forbidden"]}
    assert codes(await callers.takes(narrow, entry("DELETE", f"Organization/{other.id}"))) == {0: ["forbidden"]}


@pytest.mark.parametrize("kind", ["transaction", "batch"])
async def test_facts_that_another_process_changed_are_read_anew(callers, ours, kind):
    first, second = await callers.a_patient(ours), await callers.a_patient(ours)
    both = [post(observation(f"Patient/{patient.id}")) for patient in (first, second)]
    await callers.takes(ours, *both, kind=kind)
    elsewhere = Gate(callers.record, KEYS).clients
    person = {"resourceType": "RelatedPerson", "patient": {"reference": f"Patient/{second.id}"}}
    await callers.takes(ours, post(person), gate=elsewhere)
    assert set((await callers.takes(ours, *both, kind=kind)).written) == {0, 1}
    await callers.takes(ours, post(person | {"gender": "female"}), gate=elsewhere)
    stored = await callers.an_observation(ours, second)
    await callers.takes(ours, post(person | {"gender": "male"}), gate=elsewhere)
    assert (await callers.takes(ours, put(named(stored, subject=f"Patient/{second.id}", status="amended")), kind=kind)).written
