"""A small world behind the gate, and machine clients of two trusts."""

import pytest

from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def callers(shared_database):
    """Clients of the record with a directory in it."""
    record = await Record.open(shared_database, size=6)
    yield await Callers.settled(await World(record).settle())
    await record.close()


@pytest.fixture
def ours(callers):
    """A client that may do everything, of our trust."""
    return callers.client()


@pytest.fixture
def theirs(callers):
    """The same of another trust."""
    return callers.client(organisation=callers.theirs)


@pytest.fixture
async def alone(database):
    """A world of this test's own: for choices of the nation, which hold for everybody in a world."""
    record = await Record.open(database, size=3)
    yield await World(record).settle()
    await record.close()
