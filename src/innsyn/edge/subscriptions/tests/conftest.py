"""A world of its own for each test, and receivers that are stopped at its end."""

import pytest

from innsyn.edge.subscriptions.tests.receiver import Receiver
from innsyn.edge.subscriptions.tests.world import World
from innsyn.record.record import Record


@pytest.fixture
async def world(database):
    """A world with nothing in it yet."""
    record = await Record.open(database, size=6)
    yield World(record)
    await record.close()


@pytest.fixture
async def receiver():
    """A receiver that takes everything at once."""
    receiver = await Receiver().start()
    yield receiver
    await receiver.stop()
    receiver.leaves()
