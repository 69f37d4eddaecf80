"""`./innsyn migrate` brings a database to the right shape once, and says so; a second time there is nothing to do."""

import asyncio

from click.testing import CliRunner

from innsyn.main.commands.migrate import command
from innsyn.main.commands.tests.telling import told


async def run(*words):
    answer = await asyncio.to_thread(CliRunner().invoke, command, words)
    assert answer.exit_code == 0, answer.output
    return answer.output


async def test_what_is_lacking_is_applied_once(database, monkeypatch):
    monkeypatch.setenv("INNSYN_DATABASE_URL", database)
    first = told(await run("--json"))["applied"]
    assert first, "the web layer's own tables are not there before"
    assert told(await run("--json")) == {"applied": []}
    assert "nothing to apply" in await run()
