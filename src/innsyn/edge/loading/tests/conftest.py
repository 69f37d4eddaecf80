"""A real record to load into."""

import pytest

from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture
async def world(database):
    """The gate over an empty record of this test's own with a directory in it."""
    record = await Record.open(database, size=4)
    yield await World(record).settle()
    await record.close()
