"""Several records are written in one transaction: all of it stands, or none of it, and the answer says whose part lost."""

import asyncio

import pytest

from innsyn.record.entry import Action
from innsyn.record.query import Query, TokenIs
from innsyn.record.stored import SHARED, Conflict, Stale, Unless, Write
from innsyn.record.tests.samples import create, entry, logged, observation, patient, update, written
from innsyn.record.writing import Part


def part(owner, *writes, stamp=None):
    return Part(owner, writes, stamp, entry(Action.CREATE))


@pytest.fixture
def two(record):
    """Two patients nobody else has."""
    return record.new_owner(), record.new_owner()


async def count(record, owner):
    return len(await logged(record, owner))


async def test_each_record_gets_its_part_and_its_rows_of_the_log(record, two):
    first, second = two
    answer = await record.write_together([part(first, create(observation()), create(observation())), part(second, create(observation()))])
    assert [[one.stored.owner for one in each] for each in answer] == [[first, first], [second]]
    assert [row[0] for row in await logged(record, first)] == ["create"]
    assert [row[0] for row in await logged(record, second)] == ["create"]


async def test_what_belongs_to_nobody_may_be_a_part(record, two):
    body = b'{"resourceType": "Organization", "name": "A"}'
    answer = await record.write_together([part(two[0], create(observation())), part(SHARED, create(body))])
    assert (await record.shared_read("Organization", answer[1][0].stored.id)).version == 1


async def test_a_conflict_in_the_last_part_leaves_nothing_of_the_first(record, two):
    first, second = two
    (stands,) = await written(record, second, create(observation()))
    parts = [part(first, create(observation())), part(second, create(observation()), update(observation(), stands.id, expected_version=9))]
    assert await record.write_together(parts) == Conflict(1, "version", part=1)
    assert await count(record, first) == 0


async def test_facts_that_have_changed_are_told_with_whose_they_are(record, two):
    first, second = two
    await written(record, second, create(patient("17875140043")))
    answer = await record.write_together([part(first, create(observation()), stamp=0), part(second, create(observation()), stamp=0)])
    assert answer == Stale(second)
    assert await count(record, first) == 0


async def test_an_id_of_another_record_is_a_conflict_of_its_part(record, two):
    first, second = two
    (stands,) = await written(record, first, create(observation()))
    parts = [part(first, create(observation())), part(second, update(observation(), stands.id))]
    assert await record.write_together(parts) == Conflict(0, "owner", part=1)


async def test_the_same_number_in_two_parts_is_a_conflict(record, two):
    parts = [part(owner, create(patient("11815015010"))) for owner in two]
    answer = await record.write_together(parts)
    assert (answer.code, answer.index) == ("exists", 0)
    assert [await count(record, owner) for owner in two] == [0, 0]


async def test_writers_of_the_same_records_in_any_order_all_come_through(record, two):
    async def one(turn):
        owners = two if turn % 2 else two[::-1]
        return await record.write_together([part(owner, create(observation())) for owner in owners])

    answers = await asyncio.gather(*[one(turn) for turn in range(12)])
    assert all(isinstance(answer, tuple) for answer in answers)


CLAUSES = (TokenIs("code", (("http://loinc.org", "2951-2"),)),)


def conditional(body, custodian="974749025", clauses=CLAUSES, owners=None):
    return Write("create", "Observation", body, custodian=custodian, unless=Unless(custodian, clauses, owners))


async def test_of_creates_under_one_condition_the_first_writes(record, two):
    first = await record.write(owner=two[0], writes=[conditional(observation("2951-2"))], stamp=None, entry=entry(Action.CREATE))
    assert first[0].is_new
    again = [conditional(observation("2951-2"))]
    assert await record.write(owner=two[1], writes=again, stamp=None, entry=entry(Action.CREATE)) == Conflict(0, "matched")
    await written(record, two[0], update(observation("718-7"), first[0].stored.id, custodian="974749025"))
    answer = await record.write(owner=two[1], writes=again, stamp=None, entry=entry(Action.CREATE))
    assert answer[0].is_new


async def test_one_condition_in_two_records_is_two_conditions(record, two):
    clauses = (TokenIs("code", (("http://loinc.org", "1988-5"),)),)
    for expected in ([True, True], [False, False]):
        writes = [[conditional(observation("1988-5"), clauses=clauses, owners=(owner,))] for owner in two]
        answers = [
            await record.write(owner=owner, writes=each, stamp=None, entry=entry(Action.CREATE))
            for owner, each in zip(two, writes, strict=True)
        ]
        assert [answer != Conflict(0, "matched") for answer in answers] == expected


async def test_condition_that_nothing_can_fulfil_stops_nobody(record, two):
    for owner in (*two, *two):
        nowhere = [conditional(observation("2951-2"), clauses=(), owners=())]
        answer = await record.write(owner=owner, writes=nowhere, stamp=None, entry=entry(Action.CREATE))
        assert answer[0].is_new


async def test_a_condition_is_claimed_for_one_organisation_and_one_search(record, two):
    clauses = (TokenIs("code", (("http://loinc.org", "14627-4"),)),)
    for custodian, wanted in (("974749025", clauses), ("993467049", clauses), ("974749025", (*clauses, *clauses))):
        write = conditional(observation("14627-4"), custodian, wanted)
        answer = await record.write(owner=two[0], writes=[write], stamp=None, entry=entry(Action.CREATE))
        assert answer[0].is_new


async def test_two_creates_under_one_condition_in_one_transaction_are_a_conflict(record, two):
    clauses = (TokenIs("code", (("http://loinc.org", "2160-0"),)),)
    writes = [conditional(observation("2160-0"), clauses=clauses)] * 2
    assert await record.write(owner=two[0], writes=writes, stamp=None, entry=entry(Action.CREATE)) == Conflict(1, "matched")


async def test_versions_of_directories_are_listed_newest_first(record):
    body = b'{"resourceType": "Organization", "name": "%s"}'
    (made,) = await written(record, SHARED, create(body % b"A"))
    await written(record, SHARED, update(body % b"B", made.id))
    page = await record.shared_history("Organization", made.id, count=1)
    rest = await record.shared_history("Organization", made.id, after=page.next)
    assert [row.version for row in (*page.rows, *rest.rows)] == [2, 1]
    assert rest.next is None
    assert [row.version for row in (await record.shared_history("Organization", made.id, version=1)).rows] == [1]
    assert (await record.shared_history("Organization", "no id!")).rows == ()
    assert (await record.shared_history("Organization", None, after="x")).code == "value"
    assert isinstance(await record.shared_search(Query(("Organization",))), type(page))
