"""What the sealer is given: rows in an order that never changes, and a tree that cannot fork."""

import asyncio

import asyncpg

from innsyn.record.record import Record
from innsyn.record.sealing import Leaf, Node, Seal
from innsyn.record.tests.samples import NOW, create, observation, written

SLOW = """
insert into log_entry (owner, at, visit, action, ids, shown, outcome, detail)
values (42, now(), '00000000-0000-4000-8000-000000000009', 'slow', '{}', '{}', 'done', '{}')"""


def leaves_of(rows, start=0):
    return [Leaf(start + place, row.owner, row.entry, row.tx, bytes([place]), b"mac") for place, row in enumerate(rows)]


def seal(size):
    return Seal(size, b"root", NOW, "key-1", b"signature")


async def write_log(record, count):
    for _ in range(count):
        await written(record, record.new_owner(), create(observation()))


async def test_rows_wait_in_order_until_they_are_sealed(own_record):
    await write_log(own_record, 3)
    sealing = own_record.sealing
    rows = await sealing.unsealed(10)
    assert [(row.tx, row.entry) for row in rows] == sorted((row.tx, row.entry) for row in rows)
    assert len(rows) == 3
    assert await sealing.append_leaves(leaves_of(rows[:2]), [Node(1, 0, b"node")], seal(2))
    assert await sealing.unsealed(10) == rows[2:]
    assert await sealing.unsealed(0) == []


async def test_the_tree_comes_back_as_it_was_kept(own_record):
    await write_log(own_record, 3)
    sealing = own_record.sealing
    rows = await sealing.unsealed(10)
    leaves = leaves_of(rows)
    assert await sealing.latest_seal() is None
    assert await sealing.append_leaves(leaves[:2], [Node(1, 0, b"node")], seal(2))
    assert await sealing.append_leaves(leaves[2:], [], seal(3))
    assert await sealing.size() == 3
    assert await sealing.leaves(1, 3) == leaves[1:]
    assert await sealing.leaf_of(rows[1].owner, rows[1].entry) == leaves[1]
    assert await sealing.leaf_of(1, 1) is None
    assert await sealing.nodes(1, 0, 9) == [Node(1, 0, b"node")]
    assert await sealing.rows_of_leaves(0, 2) == {0: rows[0], 1: rows[1]}
    assert await sealing.latest_seal() == seal(3)
    assert await sealing.seals(0, 10) == [seal(2), seal(3)]
    assert await sealing.seals(2, 10) == [seal(3)]
    assert await sealing.seal_covering(1) == seal(2)
    assert await sealing.seal_covering(3) == seal(3)
    assert await sealing.seal_covering(4) is None
    assert await sealing.stray_rows(10) == []


async def test_no_row_is_skipped_while_a_slow_transaction_is_open(own_record, database):
    slow = await asyncpg.connect(database)
    transaction = slow.transaction()
    await transaction.start()
    await slow.execute(SLOW)
    await write_log(own_record, 2)
    assert await own_record.sealing.unsealed(10) == []
    await transaction.commit()
    await slow.close()
    assert [row.action for row in await own_record.sealing.unsealed(10)] == ["slow", "create", "create"]


async def test_of_two_sealers_one_is_told_that_the_tree_is_longer(own_record, database):
    await write_log(own_record, 2)
    other = await Record.open(database, size=2)
    rows = await own_record.sealing.unsealed(10)
    both = await asyncio.gather(
        own_record.sealing.append_leaves(leaves_of(rows), [], seal(2)), other.sealing.append_leaves(leaves_of(rows), [], seal(2))
    )
    assert sorted(both) == [False, True]
    assert await other.sealing.size() == 2
    assert await other.sealing.seals(0, 10) == [seal(2)]
    await other.close()


async def test_a_gap_in_the_tree_is_not_kept(own_record):
    await write_log(own_record, 2)
    rows = await own_record.sealing.unsealed(10)
    assert not await own_record.sealing.append_leaves(leaves_of(rows, start=1), [], seal(3))
    assert await own_record.sealing.size() == 0


async def test_a_row_put_among_the_sealed_ones_is_a_stray(own_record, database):
    await write_log(own_record, 2)
    rows = await own_record.sealing.unsealed(10)
    await own_record.sealing.append_leaves(leaves_of(rows), [], seal(2))
    forger = await asyncpg.connect(database)
    await forger.execute(SLOW.replace("(owner,", "(tx, owner,").replace("values (42,", f"values ('{rows[0].tx}', 42,"))
    await forger.close()
    assert [row.action for row in await own_record.sealing.stray_rows(10)] == ["slow"]
