"""`./innsyn reconcile` compares at once and says how much differs at each organisation, and nothing of whom."""

import asyncio

from click.testing import CliRunner

from innsyn.gate.booking.tests.samples import Clinic
from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.reconciliation.tests.samples import statement_body
from innsyn.gate.tests.samples import NOW, TRUST, World
from innsyn.main.commands.reconcile import command
from innsyn.main.commands.tests.telling import told
from innsyn.record.record import Record


async def test_what_differs_is_counted_and_told_once(database, monkeypatch, tmp_path):
    monkeypatch.setenv("INNSYN_DATABASE_URL", database)
    monkeypatch.setenv("INNSYN_DATA", str(tmp_path))
    record = await Record.open(database, size=2)
    world = await World(record).settle()
    await Clinic(world).opens()
    callers = await Callers.settled(world)
    await callers.writes(callers.client(), statement_body(at=NOW))
    await record.close()
    report = told((await run("--json")).stdout)
    assert report == [{"organisation": TRUST, "found": 1, "told": 1, "gone": 0}], "its system has said nothing since"
    answer = await run()
    assert f"organisation {TRUST}: 1 differ, 0 of them new; 0 are there no longer" in answer.stdout
    assert answer.exit_code == 0


async def run(*arguments):
    return await asyncio.to_thread(CliRunner().invoke, command, arguments)
