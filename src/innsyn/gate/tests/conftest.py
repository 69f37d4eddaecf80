"""A small world behind the gate, shared: every test has patients of its own in it."""

import pytest

from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def world(shared_database):
    """The gate over a record with a directory in it."""
    record = await Record.open(shared_database, size=6)
    yield await World(record).settle()
    await record.close()
