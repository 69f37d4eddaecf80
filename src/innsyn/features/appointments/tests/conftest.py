"""Somebody who reads her own appointments, and a clinic that takes bookings."""

import pytest

from innsyn.features import appointments
from innsyn.features.appointments.samples import contact
from innsyn.gate.booking.tests.samples import HER_ID, Clinic
from innsyn.gate.tests.samples import TRUST


@pytest.fixture
async def clinic(world):
    """One that answers each booking, with three free times tomorrow."""
    return await Clinic(world.gate_world).opens()


@pytest.fixture
async def direct(world):
    """One whose free times are theirs who take them."""
    return await Clinic(world.gate_world, confirms="direct").opens()


@pytest.fixture
async def kari(world):
    """A citizen in her own record; the register knows the clinic's doctor."""
    return await comes(world, "kari")


async def comes(world, key):
    """Let somebody log in where the register knows the clinic's doctor."""
    reader = await world.citizen(key, appointments.FEATURE)
    reader.site.health_contacts.put(contact(int(HER_ID), TRUST))
    return reader
