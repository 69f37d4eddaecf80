"""Writing: versions, conflicts, batches that are whole or not there, and what the log and the stamp say of it."""

import pytest

from innsyn.kernel import systems
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Outcome
from innsyn.record.ids import owner_of, patient_id
from innsyn.record.query import Query, TokenIs
from innsyn.record.stored import SHARED, STALE, Conflict, Write
from innsyn.record.tests.samples import create, delete, document, entry, logged, observation, patient, update, written

MISSING = "not-here"


async def write(record, owner, *writes, stamp=None):
    return await record.write(owner=owner, writes=writes, stamp=stamp, entry=entry(Action.CREATE))


async def read(record, owner, type_, id_):
    return await record.read(owner=owner, type=type_, id=id_, narrow=Everything(), stamp=None, entry=entry())


async def test_a_new_resource_gets_an_id_of_its_owner_and_version_1(record, owner):
    (stored,) = await written(record, owner, create(observation()))
    assert (owner_of(stored.id), stored.version, stored.deleted) == (owner, 1, False)
    assert await logged(record, owner) == [("create", "done", "Observation", (stored.id,), (stored.row,))]


async def test_the_patients_own_id_is_the_owners(record, owner):
    (stored,) = await written(record, owner, create(patient("07815015090")))
    assert stored.id == patient_id(owner)


async def test_an_update_makes_the_next_version_and_leaves_the_former(record, owner):
    (first,) = await written(record, owner, create(observation("1-1")))
    (second,) = await written(record, owner, update(observation("2-2"), first.id))
    assert (second.version, second.row > first.row) == (2, True)
    assert b'"versionId":"2"' in second.body
    assert await read(record, owner, "Observation", first.id) == second


async def test_an_update_of_the_expected_version_is_written(record, owner):
    (first,) = await written(record, owner, create(observation()))
    (answer,) = await write(record, owner, update(observation("2-2"), first.id, expected_version=1))
    assert answer.stored.version == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one, _gone: update(observation(), one, expected_version=7), "version"),
        (lambda one, _gone: delete("Observation", one, expected_version=7), "version"),
        (lambda _one, _gone: update(observation(), MISSING, may_create=False), "absent"),
        (lambda _one, _gone: update(observation(), MISSING, expected_version=1), "absent"),
        (lambda _one, _gone: delete("Observation", MISSING), "absent"),
        (lambda _one, gone: delete("Observation", gone), "deleted"),
        (lambda _one, gone: update(observation(), gone, may_create=False), "deleted"),
        (lambda one, _gone: create(observation(), id=one), "exists"),
        (lambda _one, gone: create(observation(), id=gone), "exists"),
    ],
)
async def test_a_write_that_cannot_be_leaves_nothing_of_its_batch(record, owner, change, code):
    one, gone = await written(record, owner, create(observation()), create(observation()))
    await written(record, owner, delete("Observation", gone.id))
    before = await logged(record, owner)
    assert await write(record, owner, create(document()), change(one.id, gone.id)) == Conflict(1, code)
    assert await write(record, owner, change(one.id, gone.id)) == Conflict(0, code)
    assert await logged(record, owner) == before
    assert (
        await record.search(owner=owner, query=Query(("DocumentReference",)), narrow=Everything(), stamp=None, entry=entry())
    ).rows == ()


async def test_what_was_deleted_can_come_back_by_update(record, owner):
    (one,) = await written(record, owner, create(observation()))
    await written(record, owner, delete("Observation", one.id))
    (back,) = await written(record, owner, update(observation("2-2"), one.id))
    assert (back.version, back.deleted) == (3, False)


async def test_a_batch_is_written_in_order_and_logged_by_verb_and_type(record, owner):
    (old,) = await written(record, owner, create(observation()))
    stored = await written(
        record, owner, create(observation()), create(document()), update(observation("2-2"), old.id), create(observation())
    )
    assert [one.row for one in stored] == sorted(one.row for one in stored)
    rows = (await logged(record, owner))[1:]
    assert sorted(row[:3] for row in rows) == [
        ("create", "done", "DocumentReference"),
        ("create", "done", "Observation"),
        ("update", "done", "Observation"),
    ]
    assert ("create", "done", "Observation", (stored[0].id, stored[3].id), (stored[0].row, stored[3].row)) in rows


async def test_the_same_resource_twice_in_a_batch_becomes_two_versions(record, owner):
    (one,) = await written(record, owner, create(observation()))
    second, third = await written(record, owner, update(observation("2-2"), one.id), update(observation("3-3"), one.id))
    assert (second.version, third.version) == (2, 3)


async def test_an_empty_batch_writes_nothing(record, owner):
    assert await write(record, owner) == ()


async def test_a_large_batch_is_whole(record, owner):
    stored = await written(record, owner, *[create(observation(str(number))) for number in range(950)])
    assert len({one.id for one in stored}) == 950
    assert len(await logged(record, owner)) == 3


async def test_a_change_of_a_standing_fact_raises_the_stamp(record, owner):
    assert (await record.standing(owner)).stamp == 0
    await written(record, owner, create(observation()))
    assert (await record.standing(owner)).stamp == 0
    await written(record, owner, create(patient("08815015100")))
    assert (await record.standing(owner)).stamp == 1
    await written(record, owner, update(patient("08815015100"), patient_id(owner)))
    assert (await record.standing(owner)).stamp == 2


async def test_an_old_stamp_writes_nothing(record, owner):
    await written(record, owner, create(patient("09815015069")))
    before = await logged(record, owner)
    assert await write(record, owner, create(observation()), stamp=0) is STALE
    assert await write(record, owner, create(observation()), create(document()), stamp=0) is STALE
    assert await logged(record, owner) == before
    assert len(await write(record, owner, create(observation()), stamp=1)) == 1


async def test_the_same_bytes_again_change_nothing_when_asked_so(record, owner):
    (first,) = await written(record, owner, update(observation(), "mine-1", unchanged_is_kept=True))
    before = await logged(record, owner)
    (again,) = await write(record, owner, update(observation(), "mine-1", unchanged_is_kept=True))
    assert (again.is_new, again.stored) == (False, first)
    assert await logged(record, owner) == before
    (other,) = await write(record, owner, update(observation("2-2"), "mine-1", unchanged_is_kept=True))
    assert (other.is_new, other.stored.version) == (True, 2)
    (plain,) = await write(record, owner, update(observation("2-2"), "mine-1"))
    assert (plain.is_new, plain.stored.version) == (True, 3)


async def test_an_id_chosen_by_the_sender_lives_in_one_record(record, owner):
    stranger = record.new_owner()
    (stored,) = await written(record, owner, update(observation(), "chosen-1"))
    assert (stored.id, await record.locate("Observation", "chosen-1")) == ("chosen-1", owner)
    assert await write(record, stranger, update(observation(), "chosen-1")) == Conflict(0, "owner")
    assert await write(record, stranger, create(observation()), create(observation(), id="chosen-1")) == Conflict(1, "owner")
    assert await record.locate("Condition", "chosen-1") is None
    assert await record.locate("Observation", "no id at all") is None
    assert await record.locate("Observation", stored.id) == owner
    assert await logged(record, stranger) == []


async def test_an_id_the_record_gave_leads_to_its_owner_without_asking(record, owner):
    (stored,) = await written(record, owner, create(observation()))
    assert await record.locate("Observation", stored.id) == owner


async def test_an_id_of_somebody_elses_compartment_is_refused(record, owner):
    (theirs,) = await written(record, record.new_owner(), create(observation()))
    (mine,) = await written(record, owner, create(observation()))
    answer = await write(record, owner, update(observation(), theirs.id))
    assert answer == Conflict(0, "owner")
    assert await read(record, owner, "Observation", theirs.id) is Outcome.ABSENT
    assert await read(record, owner, "Observation", mine.id) == mine


async def test_an_identifier_that_exists_makes_nothing_new(record, owner):
    body = observation(identifier=[{"system": "http://example.no/lab", "value": "A1"}])
    wanted = ("http://example.no/lab", "A1")
    (first,) = await write(record, owner, create(body, unless_exists=wanted))
    (again,) = await write(record, owner, create(body, unless_exists=wanted))
    assert (first.is_new, again.is_new, again.stored) == (True, False, first.stored)
    assert (await logged(record, owner))[-1] == ("read", "done", "Observation", (first.stored.id,), (first.stored.row,))


async def test_an_identifier_that_came_without_a_condition_counts_too(record, owner):
    body = observation(identifier=[{"system": "http://example.no/lab", "value": "A2"}])
    (first,) = await written(record, owner, create(body))
    (again,) = await write(record, owner, create(body, unless_exists=("http://example.no/lab", "A2")))
    assert (again.is_new, again.stored.id) == (False, first.id)


async def test_an_identifier_in_another_record_is_not_told_of(record, owner):
    body = observation(identifier=[{"system": "http://example.no/lab", "value": "A3"}])
    await write(record, record.new_owner(), create(body, unless_exists=("http://example.no/lab", "A3")))
    assert await write(record, owner, create(body, unless_exists=("http://example.no/lab", "A3"))) == Conflict(0, "owner")


async def test_an_identifier_is_free_again_when_its_resource_is_gone(record, owner):
    wanted = ("http://example.no/lab", "A4")
    body = observation(identifier=[{"system": wanted[0], "value": wanted[1]}])
    (first,) = await write(record, owner, create(body, unless_exists=wanted))
    await written(record, owner, delete("Observation", first.stored.id))
    (second,) = await write(record, owner, create(body, unless_exists=wanted))
    assert (second.is_new, second.stored.id != first.stored.id) == (True, True)
    await written(record, owner, update(observation(), second.stored.id))
    (third,) = await write(record, owner, create(body, unless_exists=wanted))
    assert third.is_new


async def test_the_same_condition_twice_in_a_batch_is_a_conflict(record, owner):
    wanted = ("http://example.no/lab", "A5")
    body = observation(identifier=[{"system": wanted[0], "value": wanted[1]}])
    assert await write(record, owner, create(body, unless_exists=wanted), create(body, unless_exists=wanted)) == Conflict(1, "exists")


async def test_two_patients_cannot_carry_one_person_number(record, owner):
    await written(record, owner, create(patient("10815015008")))
    assert await write(record, record.new_owner(), create(patient("10815015008"))) == Conflict(0, "exists")
    assert len(await written(record, owner, update(patient("10815015008"), patient_id(owner)))) == 1


async def test_a_patient_who_is_there_is_not_made_again(record, owner):
    await written(record, owner, create(patient("11815015047")))
    assert await write(record, owner, create(patient("11815015047"))) == Conflict(0, "exists")


async def test_a_person_number_leads_to_its_record_and_that_is_logged_there(record, owner):
    (stored,) = await written(record, owner, create(patient("12815015086")))
    find = entry(Action.FIND)
    assert await record.find_owner("Patient", systems.PERSON_NUMBER, "12815015086", find) == owner
    assert (await logged(record, owner))[-1] == ("find", "done", "Patient", (stored.id,), (stored.row,))
    assert await record.find_owner("Patient", systems.PERSON_NUMBER, "13815015015", find) is None
    assert await record.find_owner("Patient", systems.D_NUMBER, "12815015086", find) is None


async def test_a_person_number_under_another_name_of_its_system_leads_there_too(record, owner):
    await written(record, owner, create(patient("14815015054")))
    assert await record.find_owner("Patient", "http://hl7.no/fhir/NamingSystem/FNR", "14815015054", entry(Action.FIND)) == owner


async def test_a_number_the_patient_no_longer_carries_leads_nowhere(record, owner):
    await written(record, owner, create(patient("15815015093")))
    await written(record, owner, update(patient("16815015022"), patient_id(owner)))
    assert await record.find_owner("Patient", systems.PERSON_NUMBER, "15815015093", entry(Action.FIND)) is None
    assert await record.find_owner("Patient", systems.PERSON_NUMBER, "16815015022", entry(Action.FIND)) == owner


async def test_other_types_are_found_by_identifier_across_records(record, owner):
    await written(record, owner, create(document(identifier=[{"system": "http://example.no/doc", "value": "D1"}])))
    assert await record.find_owner("DocumentReference", "http://example.no/doc", "D1", entry(Action.FIND)) == owner
    assert await record.find_owner("DocumentReference", "http://example.no/doc", "D2", entry(Action.FIND)) is None


async def test_who_is_responsible_is_kept_beside_the_bytes(record, owner):
    said = {"identifier": {"system": systems.ORGANISATION_NUMBER, "value": "983971636"}}
    stated, given, unknown = await written(
        record, owner, create(document(custodian=said)), create(observation(), custodian="993467049"), create(observation())
    )
    assert [one.custodian for one in (stated, given, unknown)] == ["983971636", "993467049", None]
    assert (await read(record, owner, "Observation", given.id)).custodian == "993467049"


async def test_labels_of_unknown_systems_keep_their_systems_name(record, owner):
    security = [{"system": "http://example.no/labels", "code": "N"}, {"system": systems.ACCESS_LABEL, "code": "NORU"}]
    (stored,) = await written(record, owner, create(document(meta={"security": security})))
    assert stored.labels == {"http://example.no/labels|N", "NORU"}
    assert (await read(record, owner, "DocumentReference", stored.id)).labels == stored.labels


async def test_what_belongs_to_nobody_is_read_without_a_log(record):
    number = record.new_owner()
    body = b'{"resourceType":"Organization","identifier":[{"system":"http://example.no/org","value":"%d"}],"name":"Sykehuset"}' % number
    wanted = ("http://example.no/org", str(number))
    (first,) = await write(record, SHARED, create(body, unless_exists=wanted))
    (again,) = await write(record, SHARED, create(body, unless_exists=wanted))
    assert (first.is_new, again.is_new, again.stored) == (True, False, first.stored)
    before = await logged(record, SHARED)
    assert await record.shared_read("Organization", first.stored.id) == first.stored
    assert await record.shared_read("Organization", "nothing") is None
    assert (await record.shared_search(Query(("Organization",), (TokenIs("identifier", (wanted,)),)))).rows == (first.stored,)
    assert (await record.shared_search(Query(("Location",), (TokenIs("identifier", (wanted,)),)))).rows == ()
    assert await logged(record, SHARED) == before


@pytest.mark.parametrize("wrong", [update(observation(), None), delete("Observation", None), Write("create", "Flag", observation())])
async def test_a_write_without_its_id_or_of_another_type_is_a_broken_promise(record, owner, wrong):
    with pytest.raises(ValueError, match=r"id|type"):
        await write(record, owner, wrong)
    assert await logged(record, owner) == []
