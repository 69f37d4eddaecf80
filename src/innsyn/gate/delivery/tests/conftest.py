"""A small world behind the gate, and a system that delivers to it."""

import pytest

from innsyn.gate.delivery.tests.samples import Depot
from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def depot(shared_database):
    """Deliveries to a record with a directory in it."""
    record = await Record.open(shared_database, size=4)
    yield await Depot.opened(await World(record).settle())
    await record.close()
