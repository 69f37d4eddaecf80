"""Whatever is changed, removed, added or re-ordered in the log is found and its place named, also when a superuser did it."""

import asyncio
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innsyn.gate.seal.canonical import canonical, readable
from innsyn.gate.seal.edge import Edge
from innsyn.gate.seal.findings import Finding, Kind
from innsyn.gate.seal.merkle import leaf_hash
from innsyn.gate.seal.tests.samples import KEYS, NOW, OTHER_KEYS, VISIT, Log
from innsyn.gate.seal.verify import verify
from innsyn.record.connections import Connections


async def findings(log, keys=KEYS):
    return (await verify(log.sealing, keys, log.roots)).findings


async def test_an_untouched_log_is_whole(log):
    await log.seal(5, 30, 1, 64)
    await log.grow(2)
    report = await verify(log.sealing, KEYS, log.roots)
    assert (report.findings, report.size, report.seals, report.unsealed) == ([], 100, 4, 2)
    assert report.newest == await log.sealing.latest_seal()


async def test_an_empty_log_is_whole(log):
    assert await findings(log) == []


async def test_the_check_says_how_far_it_has_come(log):
    await log.seal(5_000)
    seen = []
    await verify(log.sealing, KEYS, log.roots, lambda done, of: seen.append((done, of)))
    assert seen == [(4_096, 5_000), (5_000, 5_000)]


CHANGES = {
    "owner": "owner = 77",
    "tx": "tx = '5'",
    "at": "at = at + interval '1 microsecond'",
    "visit": "visit = '00000000-0000-4000-8000-00000000000a'",
    "action": "action = 'find'",
    "type": "type = null",
    "ids": "ids = ids || 'x'::text",
    "shown": "shown = '{}'",
    "outcome": "outcome = 'absent'",
    "detail": 'detail = detail || \'{"name": "Somebody else"}\'',
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_changed_row_is_named_whatever_column_was_changed(log, change):
    await log.seal(5, 30)
    (owner, entry) = (await log.sealing.leaves(17, 18))[0].owner, (await log.sealing.leaves(17, 18))[0].entry
    await log.tamper(f"update log_entry set {change} where entry = {entry}")
    found = await findings(log)
    kind = Kind.ROW_REMOVED if change.startswith("owner") else Kind.ROW_CHANGED
    assert found[0] == Finding(kind, leaf=17, owner=owner, entry=entry)
    assert found[1:] == ([Finding(Kind.ROW_ADDED, owner=77, entry=entry)] if change.startswith("owner") else [])
    assert found[0].place == f"owner/entry {owner}/{entry}, leaf 17"


async def test_the_trigger_refuses_what_no_superuser_has_opened_for(log):
    await log.seal(5)
    for statement in ("update log_entry set action = 'find'", "delete from log_entry", "truncate log_entry"):
        with pytest.raises(Exception, match="only added to"):
            await log.run(statement)
    assert await findings(log) == []


async def test_a_removed_row_is_named(log):
    await log.seal(5, 30)
    leaf = (await log.sealing.leaves(3, 4))[0]
    await log.tamper(f"delete from log_entry where entry = {leaf.entry}")
    assert await findings(log) == [Finding(Kind.ROW_REMOVED, leaf=3, owner=leaf.owner, entry=leaf.entry)]


async def test_a_row_put_in_among_the_sealed_is_named(log):
    await log.seal(5, 30)
    tx = await log.ask("select min(tx::text) from log_entry")
    await log.tamper(
        "insert into log_entry (owner, entry, tx, at, visit, action, ids, shown, outcome, detail) overriding system value "
        f"values (1, 9999, '{tx}', '{NOW.isoformat()}', '{VISIT}', 'read', '{{}}', '{{}}', 'done', '{{}}')"
    )
    assert await findings(log) == [Finding(Kind.ROW_ADDED, owner=1, entry=9999)]


async def test_two_rows_that_change_places_are_both_named(log):
    await log.seal(5, 30)
    one, other = (await log.sealing.leaves(6, 7))[0], (await log.sealing.leaves(9, 10))[0]
    assert one.owner == other.owner
    await log.tamper(
        *(f"update log_entry set entry = {new} where entry = {old}" for old, new in
          ((one.entry, 5555), (other.entry, one.entry), (5555, other.entry)))
    )  # fmt: skip
    assert [(finding.kind, finding.leaf) for finding in await findings(log)] == [(Kind.ROW_CHANGED, 6), (Kind.ROW_CHANGED, 9)]


async def test_rows_that_exchange_their_contents_are_both_named(log):
    await log.seal(5, 30)
    one, other = (await log.sealing.leaves(6, 7))[0].entry, (await log.sealing.leaves(8, 9))[0].entry
    await log.tamper(
        f"update log_entry l set detail = o.detail, ids = o.ids from log_entry o "
        f"where (l.entry, o.entry) in (({one}, {other}), ({other}, {one}))"
    )
    assert [(finding.kind, finding.leaf) for finding in await findings(log)] == [(Kind.ROW_CHANGED, 6), (Kind.ROW_CHANGED, 8)]


async def test_a_row_changed_together_with_its_leaf_is_still_named(log):
    """The forger computes the leaf anew as we would, but cannot make its mark."""
    await log.seal(5, 30)
    leaf = (await log.sealing.leaves(20, 21))[0]
    await log.tamper(f"update log_entry set action = 'find' where entry = {leaf.entry}")
    forged = leaf_hash(canonical(readable((await log.sealing.rows_of_leaves(20, 21))[20])))
    await log.tamper(f"update leaf set hash = '\\x{forged.hex()}' where leaf = 20")
    assert await findings(log) == [Finding(Kind.ROW_AND_LEAF_CHANGED, leaf=20, owner=leaf.owner, entry=leaf.entry)]


async def test_a_whole_forged_tree_is_named_leaf_by_leaf_and_its_roots_do_not_hold(log):
    """The forger rewrites row, leaf, nodes and root: only the keys outside the database are missing."""
    await log.seal(5, 30)
    await log.tamper("update log_entry set action = 'find' where entry = (select entry from leaf where leaf = 20)")
    rows = await log.sealing.rows_of_leaves(0, 35)
    edge, nodes = Edge(), []
    for place in range(35):
        nodes += edge.append(leaf_hash(canonical(readable(rows[place]))))
    forged = leaf_hash(canonical(readable(rows[20])))
    await log.tamper(
        f"update leaf set hash = '\\x{forged.hex()}' where leaf = 20",
        *(f"update tree_node set hash = '\\x{node.hex()}' where (level, idx) = ({level}, {index})" for (level, index), node in nodes),
        f"update seal set root = '\\x{edge.root().hex()}' where size = 35",
    )
    found = await findings(log)
    assert (found[0].kind, found[0].leaf) == (Kind.ROW_AND_LEAF_CHANGED, 20)
    assert Finding(Kind.ROOT_CHANGED, start=5, end=35) in found


@pytest.mark.parametrize("column", ["hash = sha256('x')", "mac = decode(repeat('00', 16), 'hex')", "tx = '5'"])
async def test_a_changed_leaf_is_named(log, column):
    await log.seal(5, 30)
    await log.tamper(f"update leaf set {column} where leaf = 12")
    found = await findings(log)
    assert found[0].leaf == 12
    assert found[0].kind in (Kind.LEAF_CHANGED, Kind.ROW_AND_LEAF_CHANGED)
    assert len(found) == 1


async def test_a_removed_leaf_is_named_with_its_row(log):
    await log.seal(5, 30)
    leaf = (await log.sealing.leaves(12, 13))[0]
    await log.tamper("delete from leaf where leaf = 12")
    assert await findings(log) == [
        Finding(Kind.LEAF_REMOVED, start=12, end=13),
        Finding(Kind.ROW_WITHOUT_LEAF, owner=leaf.owner, entry=leaf.entry),
    ]


async def test_a_row_removed_with_its_leaf_leaves_a_gap_of_known_place(log):
    await log.seal(5, 30)
    entries = [leaf.entry for leaf in await log.sealing.leaves(12, 15)]
    await log.tamper(f"delete from log_entry where entry in {tuple(entries)}", "delete from leaf where leaf between 12 and 14")
    (found,) = await findings(log)
    assert found == Finding(Kind.LEAF_REMOVED, start=12, end=15)
    assert found.place == "leaves 12 to 14"


async def test_a_row_removed_with_its_leaf_and_the_gap_closed_is_found(log):
    await log.seal(5, 30)
    entry = (await log.sealing.leaves(12, 13))[0].entry
    await log.tamper(
        f"delete from log_entry where entry = {entry}",
        "delete from leaf where leaf = 12",
        "update leaf set leaf = -leaf where leaf > 12",
        "update leaf set leaf = -leaf - 1 where leaf < 0",
    )
    found = await findings(log)
    assert (found[0].kind, found[0].leaf) == (Kind.LEAF_MOVED, 12)
    assert {finding.kind for finding in found} >= {Kind.LEAF_MOVED, Kind.LEAF_REMOVED}


async def test_leaves_that_change_places_are_named(log):
    await log.seal(5, 30)
    await log.tamper(
        "update leaf set leaf = -1 where leaf = 20",
        "update leaf set leaf = 20 where leaf = 22",
        "update leaf set leaf = 22 where leaf = -1",
    )
    assert [(finding.kind, finding.leaf) for finding in await findings(log)] == [(Kind.LEAF_MOVED, 20), (Kind.LEAF_MOVED, 22)]


async def test_a_leaf_put_in_is_named(log):
    await log.seal(5, 30)
    await log.tamper(
        "insert into leaf values (-3, 9, 9, '1', sha256('x'), '\\x00')", "insert into leaf values (35, 9, 10, '1', sha256('x'), '\\x00')"
    )
    found = await findings(log)
    assert {(finding.kind, finding.leaf) for finding in found} >= {(Kind.LEAF_ADDED, -3), (Kind.ROW_REMOVED, 35)}


async def test_a_changed_or_removed_node_is_named(log):
    await log.seal(5, 100)
    await log.tamper(
        "update tree_node set hash = sha256('x') where (level, idx) = (5, 1)", "delete from tree_node where (level, idx) = (4, 0)"
    )
    assert await findings(log) == [Finding(Kind.NODE_REMOVED, node="4/0"), Finding(Kind.NODE_CHANGED, node="5/1")]


@pytest.mark.parametrize(
    "change", ["root = sha256('x')", "at = at + interval '1s'", "key_id = 'other'", "signature = decode(repeat('00', 64), 'hex')"]
)
async def test_a_changed_root_is_named_with_its_interval(log, change):
    await log.seal(5, 30, 10)
    await log.tamper(f"update seal set {change} where size = 35")
    found = await findings(log)
    assert found[0] == Finding(Kind.ROOT_CHANGED, start=5, end=35)
    assert len(found) == 1


async def test_a_removed_root_is_known_from_the_file_outside(log):
    await log.seal(5, 30, 10)
    await log.tamper("delete from seal where size = 35")
    assert await findings(log) == [Finding(Kind.ROOT_REMOVED, start=5, end=35)]


async def test_a_cut_tail_is_found_by_the_file_outside(log):
    await log.seal(5, 30, 10)
    await log.tamper(
        "delete from log_entry where entry > 35",
        "delete from leaf where leaf >= 35",
        "delete from tree_node where (idx + 1) << level > 35",
        "delete from seal where size > 35",
    )
    (found,) = await findings(log)
    assert found == Finding(Kind.TAIL_CUT, start=35, end=45)
    assert found.place == "leaves 35 to 44"


async def test_a_tail_cut_and_grown_anew_by_somebody_with_the_program_but_an_old_file_is_found(log):
    await log.seal(5, 30)
    kept = log.roots.path.read_bytes()
    await log.seal(10)
    honest = log.roots.path.read_bytes()
    await log.tamper("delete from log_entry where entry > 35", "delete from leaf where leaf >= 35", "delete from seal where size > 35")
    log.roots.path.write_bytes(kept)
    await log.grow(10)
    await log.another_sealer().seal_all()
    log.roots.path.write_bytes(honest)
    assert Finding(Kind.ROOT_DIFFERS, start=35, end=45) in await findings(log)


async def test_somebody_with_another_key_cannot_sign_for_us(log):
    await log.seal(5)
    found = await findings(log, OTHER_KEYS)
    assert Kind.ROOT_CHANGED in {finding.kind for finding in found}


async def test_a_lost_or_shortened_file_is_reported(log):
    await log.seal(5, 5, 5)
    whole = log.roots.path.read_bytes().splitlines(keepends=True)
    log.roots.path.write_bytes(whole[0])
    assert await findings(log) == [Finding(Kind.WITNESS_BEHIND, start=5, end=15)]
    log.roots.path.unlink()
    assert await findings(log) == [Finding(Kind.WITNESS_BEHIND, start=0, end=15)]


async def test_the_one_line_a_crash_can_cost_is_no_fault(log):
    await log.seal(5, 5)
    log.roots.path.write_bytes(log.roots.path.read_bytes().splitlines(keepends=True)[0])
    assert await findings(log) == []


async def test_a_line_of_the_file_that_was_written_over_is_named(log):
    await log.seal(5, 5, 5)
    lines = log.roots.path.read_bytes().splitlines(keepends=True)
    log.roots.path.write_bytes(lines[0] + b"nothing\n" + lines[2])
    assert await findings(log) == [Finding(Kind.WITNESS_UNREADABLE, line=2)]


async def test_a_forged_line_of_the_file_is_named(log):
    await log.seal(5, 5)
    lines = log.roots.path.read_text().splitlines()
    forged = json.loads(lines[0]) | {"root": "00" * 32}
    log.roots.path.write_text("\n".join([json.dumps(forged), lines[1], ""]))
    assert await findings(log) == [Finding(Kind.WITNESS_UNREADABLE, start=0, end=5)]


async def test_faults_far_apart_are_all_found_in_one_check(log):
    await log.seal(4_000, 1_500)
    places = (0, 100, 4_095, 4_096, 5_499)
    entries = [(await log.sealing.leaves(place, place + 1))[0].entry for place in places]
    await log.tamper(f"update log_entry set outcome = 'absent' where entry in {tuple(entries)}")
    assert [finding.leaf for finding in await findings(log)] == list(places)


TAMPERINGS = st.lists(
    st.tuples(st.sampled_from(["change", "remove", "leaf", "unleaf", "node", "root"]), st.integers(0, 59)), min_size=1, max_size=4
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tamperings=TAMPERINGS, sizes=st.lists(st.integers(1, 20), min_size=3, max_size=3))
async def test_random_tampering_with_a_random_log_is_always_found(database, tmp_path_factory, tamperings, sizes):
    connections = await Connections.open(database, size=2)
    try:
        log = Log(connections, tmp_path_factory.mktemp("roots"))
        await log.tamper("truncate log_entry, leaf, tree_node, seal", "alter table log_entry enable trigger all")
        await log.seal(*sizes)
        assert await findings(log) == []
        touched = await _touch(log, tamperings, sum(sizes))
        assert bool(await findings(log)) == touched
    finally:
        await connections.close()


async def _touch(log, tamperings, size):
    """Tamper; returns whether anything was there to be touched."""
    before = await _everything(log)
    for what, where in tamperings:
        place = where % size
        chosen = f"(select entry from leaf where leaf = {place})"
        await log.tamper(
            {
                "change": f"update log_entry set ids = ids || 'x'::text where entry = {chosen}",
                "remove": f"delete from log_entry where entry = {chosen}",
                "leaf": f"update leaf set hash = sha256(hash) where leaf = {place}",
                "unleaf": f"delete from leaf where leaf = {place}",
                "node": f"update tree_node set hash = sha256(hash) where idx = {place}",
                "root": f"update seal set root = sha256(root) where size = {place + 1}",
            }[what]
        )
    return before != await _everything(log)


async def _everything(log):
    tables = ("log_entry", "leaf", "tree_node", "seal")
    return [await log.ask(f"select md5(string_agg(t::text, '|' order by t::text)) from {table} t") for table in tables]


async def test_a_log_that_is_growing_and_being_sealed_gives_no_false_alarm(log):
    stop = asyncio.Event()
    sealing = asyncio.create_task(log.sealer.run(stop, every_s=0.001))
    try:
        for _ in range(15):
            await log.grow(25)
            report = await verify(log.sealing, KEYS, log.roots)
            assert report.findings == []
    finally:
        stop.set()
        await sealing
    report = await verify(log.sealing, KEYS, log.roots)
    assert (report.findings, report.size) == ([], 375)
