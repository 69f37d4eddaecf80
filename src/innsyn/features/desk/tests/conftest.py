"""A desk in front of the world: patients to find, and nurses who have nothing open yet."""

from datetime import timedelta

import pytest

from innsyn.features import desk
from innsyn.gate.tests.samples import a_number


class Desk:
    """One nurse at her browser."""

    def __init__(self, world, actor, site, reader):
        self.world, self.actor, self.site, self.reader = world, actor, site, reader
        self.get, self.post, self.client = reader.get, reader.post, reader.client

    async def finds(self, number, *, status=200):
        """Look a patient up by number; the page that asks why, or what is wrong."""
        return await self.post("/desk/find", {"number": str(number)}, status=status)

    async def opens(self, number, **fields):
        """Find a patient and open the record on an ordinary ground; gives the visit's address."""
        found = (await self.finds(number)).form("/desk/open")
        return await self.post("/desk/open", {**found, "purpose": "TREAT", "basis": "gate.basis.appointment", **fields})

    def waits(self, minutes):
        """Let time go by."""
        self.site.clock.move(timedelta(minutes=minutes))


@pytest.fixture
def at_desk(world):
    """Give a way to be a nurse at the desk, each with her own browser."""

    async def sits_down(*features, **who):
        actor = await world.gate_world.nurse(number=a_number(), **who)
        site = world.site((desk.FEATURE, *features))
        return Desk(world, actor, site, await site.staff(actor, accept_language="nb"))

    return sits_down


@pytest.fixture
async def nina(at_desk):
    """A nurse."""
    return await at_desk()


@pytest.fixture
async def kari(world):
    """A patient's number and owner."""
    number, owner = await world.person("kari")
    return number.value, owner
