"""A database that goes away is said so in one way, and the record goes on by itself when it is back."""

import asyncio
import os
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from innsyn.main.embedded import embedded
from innsyn.record.condition import Everything
from innsyn.record.migrate import migrate
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.tests.samples import create, entry, logged, observation, written
from innsyn.record.unavailable import RecordUnavailable, reaching_the_database

PATIENCE_S = 60


@pytest.fixture
def private_server(tmp_path):
    """A server of this test's own: its address, and how to have it dead while a block lasts. Its keeper starts it again after that."""

    @contextmanager
    def dead():
        server = int((tmp_path / "database/cluster/postmaster.pid").read_text().split()[0])
        keeper = int(Path(f"/proc/{server}/stat").read_text().rsplit(")", 1)[1].split()[1])
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        os.kill(keeper, signal.SIGSTOP)
        for process in (server, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        try:
            yield
        finally:
            os.kill(keeper, signal.SIGCONT)

    with embedded(tmp_path, is_durable=False) as address:
        yield address, dead


async def until_it_answers(ask):
    """Ask until it is answered. Gives the answer and whether it was ever away."""
    was_away, patience = False, time.monotonic() + PATIENCE_S
    while True:
        try:
            return await ask(), was_away
        except RecordUnavailable:
            was_away = True
            assert time.monotonic() < patience
            await asyncio.sleep(0.02)


async def test_everything_says_unavailable_while_the_database_is_away_and_works_when_it_is_back(private_server):
    address, dead = private_server
    await migrate(address)
    record = await Record.open(address)
    owner = record.new_owner()
    (stored,) = await written(record, owner, create(observation()))

    async def read():
        return await record.read(owner=owner, type="Observation", id=stored.id, narrow=Everything(), stamp=None, entry=entry())

    asked = [
        read,
        lambda: record.search(owner=owner, query=Query(("Observation",)), narrow=Everything(), stamp=None, entry=entry()),
        lambda: record.write(owner=owner, writes=[create(observation()), create(observation())], stamp=None, entry=entry()),
        lambda: record.standing(owner),
        lambda: record.changes(None, 10),
        lambda: record.sealing.unsealed(10),
    ]
    with dead():
        answers = await asyncio.gather(*[ask() for ask in asked * 3], return_exceptions=True)
        assert {type(answer) for answer in answers} == {RecordUnavailable}
        assert not await record.wait_for_change(0.01)
    found, _ = await until_it_answers(read)
    assert found == stored
    for ask in asked:
        await until_it_answers(ask)
    rows = await logged(record, owner)
    assert rows[0] == ("create", "done", "Observation", (stored.id,), (stored.row,))
    assert ("read", "done", "Observation", (stored.id,), (stored.row,)) in rows
    await record.close()


async def test_a_record_is_not_opened_on_a_server_that_is_not_there(tmp_path):
    with pytest.raises(RecordUnavailable):
        await Record.open(f"postgresql://nobody@/none?host={tmp_path}")


@pytest.mark.parametrize(
    "way",
    [
        OSError("host=secret"),
        ConnectionRefusedError(),
        TimeoutError(),
        asyncpg.CannotConnectNowError("host=secret"),
        asyncpg.AdminShutdownError("host=secret"),
        asyncpg.ConnectionDoesNotExistError("host=secret"),
        asyncpg.TooManyConnectionsError("host=secret"),
        asyncpg.ReadOnlySQLTransactionError("host=secret"),
        asyncpg.InterfaceError("connection is closed"),
    ],
)
def test_every_way_of_being_away_is_said_in_one(way):
    with pytest.raises(RecordUnavailable) as said, reaching_the_database():
        raise way
    assert "secret" not in str(said.value)


@pytest.mark.parametrize("defect", [asyncpg.UndefinedColumnError("x"), asyncpg.UniqueViolationError("x"), ValueError("x")])
def test_a_defect_is_not_called_unavailable(defect):
    with pytest.raises(type(defect)), reaching_the_database():
        raise defect
