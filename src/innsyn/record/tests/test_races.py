"""Many at once: one wins, the others are told, and nothing is half done."""

import asyncio
import json

from innsyn.record.condition import Everything
from innsyn.record.entry import Action
from innsyn.record.query import Query
from innsyn.record.stored import Conflict
from innsyn.record.tests.samples import create, delete, entry, logged, observation, patient, update, written


async def write(record, owner, *writes):
    return await record.write(owner=owner, writes=writes, stamp=None, entry=entry(Action.CREATE))


async def count(record, owner, type_="Observation"):
    query = Query((type_,), with_total=True)
    return (await record.search(owner=owner, query=query, narrow=Everything(), stamp=None, entry=entry(Action.SEARCH))).total


def conflicts(answers):
    return [answer.code for answer in answers if isinstance(answer, Conflict)]


async def test_of_two_updates_of_one_version_one_is_a_conflict(record, owner):
    for _ in range(10):
        (one,) = await written(record, owner, create(observation()))
        answers = await asyncio.gather(*[write(record, owner, update(observation(str(n)), one.id, expected_version=1)) for n in range(2)])
        assert conflicts(answers) == ["version"]


async def test_of_many_updates_each_becomes_a_version_of_its_own(record, owner):
    (one,) = await written(record, owner, create(observation()))
    answers = await asyncio.gather(*[write(record, owner, update(observation(str(n)), one.id)) for n in range(30)])
    assert sorted(answer[0].stored.version for answer in answers) == list(range(2, 32))
    for answer in answers:
        assert json.loads(answer[0].stored.body)["meta"]["versionId"] == str(answer[0].stored.version)


async def test_two_hundred_who_create_unless_it_exists_make_exactly_one(record, owner):
    wanted = ("http://example.no/race", str(owner))
    body = observation(identifier=[{"system": wanted[0], "value": wanted[1]}])
    answers = await asyncio.gather(*[write(record, owner, create(body, unless_exists=wanted)) for _ in range(200)])
    assert sum(answer[0].is_new for answer in answers) == 1
    assert len({answer[0].stored for answer in answers}) == 1
    assert await count(record, owner) == 1


async def test_those_of_different_records_who_create_unless_it_exists_make_exactly_one(record):
    owners = [record.new_owner() for _ in range(40)]
    wanted = ("http://example.no/race", f"shared {owners[0]}")
    body = observation(identifier=[{"system": wanted[0], "value": wanted[1]}])
    answers = await asyncio.gather(*[write(record, owner, create(body, unless_exists=wanted)) for owner in owners])
    assert sorted(conflicts(answers)) == ["owner"] * 39


async def test_many_who_put_one_new_id_make_one_resource(record, owner):
    id_ = f"put-{owner}"
    answers = await asyncio.gather(*[write(record, owner, update(observation(str(n)), id_)) for n in range(20)])
    assert sorted(answer[0].stored.version for answer in answers) == list(range(1, 21))
    assert await count(record, owner) == 1


async def test_of_many_records_one_gets_a_new_id(record):
    owners = [record.new_owner() for _ in range(20)]
    id_ = f"put-{owners[0]}"
    answers = await asyncio.gather(*[write(record, owner, update(observation(), id_)) for owner in owners])
    assert conflicts(answers) == ["owner"] * 19
    assert await record.locate("Observation", id_) in owners


async def test_of_many_patients_with_one_number_one_is_made(record):
    owners = [record.new_owner() for _ in range(20)]
    answers = await asyncio.gather(*[write(record, owner, create(patient("02815015005"))) for owner in owners])
    assert conflicts(answers) == ["exists"] * 19


async def test_batches_that_meet_are_whole_or_not_there(record, owner):
    (one,) = await written(record, owner, create(observation()))
    batches = [(create(observation()), update(observation(str(n)), one.id, expected_version=1), create(observation())) for n in range(10)]
    answers = await asyncio.gather(*[write(record, owner, *batch) for batch in batches])
    assert conflicts(answers) == ["version"] * 9
    assert await count(record, owner) == 3


async def test_an_update_and_a_deletion_that_meet_leave_one_order(record, owner):
    for _ in range(10):
        (one,) = await written(record, owner, create(observation()))
        answers = await asyncio.gather(
            write(record, owner, update(observation("2-2"), one.id, may_create=False)), write(record, owner, delete("Observation", one.id))
        )
        found = await record.history(owner=owner, type="Observation", id=one.id, narrow=Everything(), stamp=None, entry=entry())
        versions = [(row.version, row.deleted) for row in found.rows]
        assert versions in ([(3, True), (2, False), (1, False)], [(2, True), (1, False)])
        assert conflicts(answers) == ([] if len(versions) == 3 else ["deleted"])


async def test_claims_taken_in_different_orders_do_not_lock_each_other_out(record):
    first, second = record.new_owner(), record.new_owner()

    def conditional(n):
        return create(
            observation(identifier=[{"system": "http://example.no/x", "value": f"{first} {n}"}]),
            unless_exists=("http://example.no/x", f"{first} {n}"),
        )

    for _ in range(5):
        first_numbers = [record.new_owner() for _ in range(6)]
        one = [conditional(n) for n in first_numbers]
        answers = await asyncio.gather(write(record, first, *one), write(record, second, *reversed(one)))
        assert len(conflicts(answers)) == 1


async def test_readers_and_writers_together_leave_a_log_row_for_each(record, owner):
    stored = await written(record, owner, *[create(observation()) for _ in range(10)])
    reads = [record.read(owner=owner, type="Observation", id=one.id, narrow=Everything(), stamp=None, entry=entry()) for one in stored * 10]
    answers = await asyncio.gather(*reads, *[write(record, owner, create(observation())) for _ in range(20)])
    assert [answer.id for answer in answers[:100]] == [one.id for one in stored] * 10
    rows = await logged(record, owner)
    assert sum(row[0] == "read" for row in rows) == 100
    assert sum(row[0] == "create" for row in rows) == 21
