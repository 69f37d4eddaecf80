"""A small world behind the gate, shared: every test has patients of its own in it."""

import pytest

from innsyn.gate.clients.tests.samples import Callers
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def world(shared_database):
    """The gate over a record with a directory and a population register in it."""
    record = await Record.open(shared_database, size=6)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


@pytest.fixture
async def callers(world):
    """Machine clients of two trusts."""
    return await Callers.settled(world)
