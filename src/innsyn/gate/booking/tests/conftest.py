"""A small world behind the gate with a clinic's timebook in it."""

import pytest

from innsyn.gate.booking.tests.samples import Clinic
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture
async def world(database):
    """A world of this test's own, with a population register: a clinic has one timebook, which tests would share."""
    record = await Record.open(database, size=6)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


@pytest.fixture
async def clinic(world):
    """The trust as a clinic that answers each booking, with three free times tomorrow."""
    return await Clinic(world).opens()


@pytest.fixture
async def direct(world):
    """The same as a clinic whose free times are theirs who take them."""
    return await Clinic(world, confirms="direct").opens()
