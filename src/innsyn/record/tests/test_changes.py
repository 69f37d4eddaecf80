"""The change feed skips nothing, repeats nothing, and keeps each owner's order."""

import asyncio

import asyncpg
import pytest

from innsyn.kernel.outcome import Problem
from innsyn.record.entry import Action
from innsyn.record.record import Record
from innsyn.record.stored import SHARED
from innsyn.record.tests.samples import create, delete, entry, observation, update, written

SLOW = """
insert into version (row, first_row, owner, recorded_at, clinical_at, version, type, deleted, id, labels, keys)
select r, r, 42, now(), '-infinity', 1, 'Flag', false, 'slow-' || r, '{}', '{}' from (select nextval('version_row') as r) as new"""


async def follow(record, after=None, limit=1000):
    """Read the feed to its end."""
    seen = []
    while True:
        changes, after = await record.changes(after, limit)
        if not changes:
            return seen, after
        seen += changes


async def test_every_version_comes_once_in_order(own_record):
    owner = own_record.new_owner()
    (one,) = await written(own_record, owner, create(observation()))
    await written(own_record, owner, update(observation("2-2"), one.id))
    await written(own_record, SHARED, create(b'{"resourceType":"Organization","name":"Sykehuset"}'))
    await written(own_record, owner, delete("Observation", one.id))
    seen, _ = await follow(own_record, limit=1)
    assert [(change.type, change.version, change.deleted) for change in seen] == [
        ("Observation", 1, False),
        ("Observation", 2, False),
        ("Organization", 1, False),
        ("Observation", 3, True),
    ]


async def test_a_cursor_goes_on_where_it_stopped(own_record):
    owner = own_record.new_owner()
    await written(own_record, owner, create(observation()))
    _, cursor = await follow(own_record)
    assert await own_record.changes(cursor, 10) == ([], cursor)
    (two,) = await written(own_record, owner, create(observation()))
    changes, later = await own_record.changes(cursor, 10)
    assert [change.row for change in changes] == [two.row]
    assert later != cursor


async def test_an_empty_feed_has_a_cursor_too(own_record):
    changes, cursor = await own_record.changes(None, 10)
    assert changes == []
    await written(own_record, own_record.new_owner(), create(observation()))
    assert len((await own_record.changes(cursor, 10))[0]) == 1


@pytest.mark.parametrize("forged", ["", "x", "1", "1x", "x1", "-1x1", "1x-1", "99999999999999999999x1", "²x1", "1x1x1"])
async def test_a_forged_cursor_is_a_problem(record, forged):
    assert isinstance(await record.changes(forged, 10), Problem)


async def test_nothing_is_skipped_while_a_slow_transaction_is_open(own_record, database):
    slow = await asyncpg.connect(database)
    transaction = slow.transaction()
    await transaction.start()
    await slow.execute(SLOW)
    (quick,) = await written(own_record, own_record.new_owner(), create(observation()))
    before, cursor = await follow(own_record)
    assert before == []
    await transaction.commit()
    await slow.close()
    after, _ = await follow(own_record, cursor)
    assert [change.type for change in after] == ["Flag", "Observation"]
    assert after[1].row == quick.row


async def test_what_was_rolled_back_never_comes_and_holds_nothing_up(own_record, database):
    slow = await asyncpg.connect(database)
    transaction = slow.transaction()
    await transaction.start()
    await slow.execute(SLOW)
    await transaction.rollback()
    await slow.close()
    (quick,) = await written(own_record, own_record.new_owner(), create(observation()))
    seen, _ = await follow(own_record)
    assert [change.row for change in seen] == [quick.row]


async def test_a_follower_among_many_writers_misses_nothing_and_sees_each_owner_in_order(own_record):
    owners = [own_record.new_owner() for _ in range(4)]
    firsts = {owner: (await written(own_record, owner, create(observation())))[0] for owner in owners}
    is_over = asyncio.Event()

    async def write(owner):
        for number in range(12):
            batch = [update(observation(str(number)), firsts[owner].id), *[create(observation()) for _ in range(number % 3)]]
            await own_record.write(owner=owner, writes=batch, stamp=None, entry=entry(Action.UPDATE))

    async def watch():
        seen, cursor = [], None
        while True:
            last_round = is_over.is_set()
            changes, cursor = await own_record.changes(cursor, 7)
            seen += changes
            if last_round and not changes:
                return seen

    watching = asyncio.create_task(watch())
    await asyncio.gather(*[write(owner) for owner in owners for _ in range(2)])
    is_over.set()
    seen = await watching
    connection = own_record._connections
    rows = {row["row"] for row in await connection.fetch("select row from version")}
    assert {change.row for change in seen} == rows
    assert len(seen) == len(rows)
    for owner in owners:
        versions = [change.version for change in seen if change.id == firsts[owner].id]
        assert versions == list(range(1, 26))


async def test_whoever_waits_hears_of_a_write_in_another_process(own_record, database):
    other = await Record.open(database, size=2)
    assert not await own_record.wait_for_change(0.01)
    waiting = asyncio.create_task(own_record.wait_for_change(60))
    await written(other, other.new_owner(), create(observation()))
    assert await waiting
    await other.close()


async def test_waiting_ends_when_nothing_happens(own_record):
    assert not await own_record.wait_for_change(0.05)


async def test_many_writes_ring_few_times(own_record):
    rings, all_are_written = 0, asyncio.Event()
    fetch = own_record._changes._connections.fetch

    async def counted(text, *arguments):
        nonlocal rings
        if "pg_notify" in text:
            rings += 1
            await all_are_written.wait()
        return await fetch(text, *arguments)

    own_record._changes._connections.fetch = counted
    await asyncio.gather(*[written(own_record, own_record.new_owner(), create(observation())) for _ in range(40)])
    all_are_written.set()
    await own_record._changes.close()
    assert rings in (1, 2), "once while they write, and once more for those that came after it began"
