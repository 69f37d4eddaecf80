"""The sealer takes each log row once, in its order, and signs nothing that does not stand on what was signed before."""

import asyncio
from dataclasses import replace

import pytest

from innsyn.gate.seal.root import as_json, from_json, is_signed
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.tests.samples import KEYS, OTHER_KEYS
from innsyn.gate.seal.tree import STORED_FROM, TreeBroken
from innsyn.gate.seal.verify import verify


async def test_every_row_is_sealed_once_under_a_signed_root(log):
    await log.seal(5)
    newest = await log.sealing.latest_seal()
    assert (newest.size, await log.sealing.size()) == (5, 5)
    assert is_signed(newest, KEYS)
    assert not is_signed(newest, OTHER_KEYS)
    assert list(log.roots.roots()) == [newest]


async def test_nothing_new_makes_no_new_root(log):
    await log.seal(3)
    before = await log.sealing.latest_seal()
    assert await log.sealer.seal_all() == before
    assert len(list(log.roots.roots())) == 1


async def test_an_empty_log_has_no_root(log):
    assert await log.sealer.seal_all() is None


async def test_a_row_still_being_written_is_left_for_later_and_never_skipped(log):
    async with log.connections.transaction() as slow:
        await slow.execute("select pg_current_xact_id()")
        await log.grow(2)
        assert await log.sealer.seal_all() is None
    assert (await log.sealer.seal_all()).size == 2


async def test_a_sealer_started_anew_goes_on_where_the_last_one_stopped(log):
    await log.seal(21, 17)
    await log.grow(40)
    assert (await log.another_sealer().seal_all()).size == 78
    assert (await verify(log.sealing, KEYS, log.roots)).is_whole


async def test_two_sealers_at_once_seal_each_row_once(log):
    other = log.another_sealer()
    for _ in range(5):
        await log.grow(7)
        await asyncio.gather(log.sealer.seal_all(), other.seal_all())
    await log.sealer.seal_all()
    report = await verify(log.sealing, KEYS, log.roots)
    assert (report.is_whole, report.size, report.unsealed) == (True, 35, 0)


async def test_many_rows_are_sealed_in_batches(log):
    await log.seal(4_100)
    assert (await log.sealing.latest_seal()).size == 4_100
    assert [seal.size for seal in log.roots.roots()] == [2_000, 4_000, 4_100]


async def test_nodes_are_kept_from_level_four_up_only(log):
    await log.seal(40)
    assert await log.ask("select min(level) from tree_node") == STORED_FROM
    assert await log.ask("select count(*) from tree_node") == 2 + 1


async def test_a_crash_between_database_and_file_is_made_good(log):
    await log.seal(3, 4)
    log.roots.path.write_bytes(log.roots.path.read_bytes().splitlines(keepends=True)[0])
    await log.another_sealer().seal_all()
    assert [seal.size for seal in log.roots.roots()] == [3, 7]


async def test_a_torn_last_line_is_cut_and_written_again(log):
    await log.seal(3, 4)
    whole = log.roots.path.read_bytes()
    log.roots.path.write_bytes(whole[:-20])
    await log.another_sealer().seal_all()
    assert log.roots.path.read_bytes() == whole


async def test_a_lost_file_is_begun_again(log):
    await log.seal(3)
    log.roots.path.unlink()
    await log.seal(1)
    assert [seal.size for seal in log.roots.roots()] == [3, 4]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from leaf where leaf = 20",
        "update leaf set hash = sha256('x') where leaf = 20",
        "delete from tree_node",
        "update tree_node set hash = sha256('x')",
        "delete from seal where size = 21",
        "update seal set root = sha256('x')",
        "update seal set signature = decode(repeat('00', 64), 'hex')",
        "insert into leaf values (21, 1, 999, '1', sha256('x'), '\\x00')",
    ],
)
async def test_nothing_is_sealed_upon_a_tree_that_was_touched(log, statement):
    await log.seal(21)
    await log.tamper(statement)
    await log.grow(1)
    with pytest.raises(TreeBroken):
        await log.another_sealer().seal_all()


async def test_nothing_is_sealed_upon_a_log_that_lost_its_tail(log):
    await log.seal(4, 4)
    await log.tamper("delete from log_entry where entry > 4", "delete from leaf where leaf >= 4", "delete from seal where size > 4")
    await log.grow(2)
    with pytest.raises(TreeBroken):
        await log.another_sealer().seal_all()


async def test_the_running_sealer_stops_when_asked_and_seals_the_last_first(log):
    stop = asyncio.Event()
    await log.grow(2)
    running = asyncio.create_task(log.sealer.run(stop, every_s=0.01))
    await asyncio.sleep(0.1)
    await log.grow(1)
    stop.set()
    await running
    assert (await log.sealing.latest_seal()).size == 3


async def test_a_root_survives_being_written_and_read(log):
    await log.seal(1)
    newest = await log.sealing.latest_seal()
    assert from_json(as_json(newest)) == newest


async def test_an_older_root_is_never_written_after_a_newer(log):
    await log.seal(3)
    newest = await log.sealing.latest_seal()
    log.roots.append(replace(newest, size=2))
    assert list(log.roots.roots()) == [newest]


def test_a_file_with_a_line_that_is_no_root_says_which(tmp_path):
    file = RootsFile(tmp_path / "roots.jsonl")
    file.path.write_text('{"size": 1}\nnot json\n[]\n"torn')
    assert list(file.roots()) == [1, 2, 3]
    with pytest.raises(ValueError, match="not a signed root"):
        file.last()


def test_no_file_is_no_roots(tmp_path):
    file = RootsFile(tmp_path / "roots.jsonl")
    assert list(file.roots()) == []
    assert file.last() is None
