"""`./innsyn verify-log` says whether the log is whole, and where it is not, and its exit code says the same."""

import asyncio

import asyncpg
import pytest
from click.testing import CliRunner

from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.gate.seal.roots_file import ROOTS, RootsFile
from innsyn.gate.seal.sealer import Sealer
from innsyn.gate.tests.samples import NOW, World
from innsyn.main.commands.tests.telling import told
from innsyn.main.commands.verify_log import command
from innsyn.record.record import Record


@pytest.fixture
async def sealed(database, tmp_path, monkeypatch):
    """A sealed log and the settings that lead to it."""
    monkeypatch.setenv("INNSYN_DATABASE_URL", database)
    monkeypatch.setenv("INNSYN_DATA", str(tmp_path))
    keys, record = open_keys(tmp_path), await Record.open(database)
    world = World(record)
    world.gate = Gate(record, keys)
    await world.settle()
    await world.moves_in()
    await Sealer(record.sealing, keys, RootsFile(tmp_path / ROOTS), lambda: NOW).seal_all()
    await record.close()
    return database


async def run(*arguments):
    return await asyncio.to_thread(CliRunner().invoke, command, arguments)


async def test_a_whole_log_is_said_to_be_whole(sealed):
    answer = await run()
    assert answer.exit_code == 0
    assert "the log is whole" in answer.stdout
    report = told((await run("--json")).stdout)
    assert (report["whole"], report["findings"], report["seals"]) == (True, [], 1)


async def test_a_changed_row_is_named_and_the_exit_code_is_one(sealed):
    connection = await asyncpg.connect(sealed)
    await connection.execute("alter table log_entry disable trigger all; update log_entry set outcome = 'absent' where entry = 2")
    owner = await connection.fetchval("select owner from log_entry where entry = 2")
    await connection.close()
    answer = await run()
    assert answer.exit_code == 1
    assert f"FOUND  row changed: owner/entry {owner}/2, leaf 1" in answer.stdout
    (finding,) = told((await run("--json")).stdout)["findings"]
    assert finding == {"kind": "row changed", "leaf": 1, "owner": str(owner), "entry": 2, "place": f"owner/entry {owner}/2, leaf 1"}


async def test_many_findings_are_counted_and_the_first_shown(sealed):
    connection = await asyncpg.connect(sealed)
    await connection.execute(
        "update leaf set mac = '\\x00'; insert into leaf select -n, 9, -n, '1', '\\x00', '\\x00' from generate_series(1, 60) n"
    )
    await connection.close()
    answer = await run()
    assert "more; --json lists them all" in answer.stdout
    assert "THE LOG IS NOT WHOLE" in answer.stdout


async def test_a_folder_without_the_logs_key_is_said_to_have_none(sealed, tmp_path):
    answer = await run("--data", str(tmp_path / "elsewhere"))
    assert answer.exit_code == 1
    assert "there is no key" in answer.output
