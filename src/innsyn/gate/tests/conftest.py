"""A small world behind the gate, shared: every test has patients of its own in it."""

import pytest

from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def world(shared_database):
    """The gate over a record with a directory in it."""
    record = await Record.open(shared_database, size=6)
    yield await World(record).settle()
    await record.close()


@pytest.fixture
async def alone(database):
    """A world of this test's own, with a population register: for choices of trusts, which hold for everybody in a world."""
    record = await Record.open(database, size=3)
    yield await World(record, MemoryRegister()).settle()
    await record.close()
