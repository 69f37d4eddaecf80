"""A ward, the region's office above it, and a patient the register knows, in front of one gate."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.features import enrolment
from innsyn.features.conftest import ReadingWorld
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.families import a_person
from innsyn.gate.tests.samples import NOW, TRUST, World, a_number, keep, organisation, practitioner, role
from innsyn.kernel.systems import ACCESS_FACT
from innsyn.record.record import Record

REGION, RITA_HPR = "889640782", "990000248"


class Desk:
    """Somebody of personnel at the desk."""

    def __init__(self, reader):
        self.reader, self.get, self.post = reader, reader.get, reader.post

    async def asks(self, number, *, status=303, **changed):
        """Ask for a patient to be enrolled."""
        fields = {"number": number, "name": "Arne Haugen", "reason": "admitted", "uses": "alone", "words": "Ring avdelingen"}
        return await self.post("/desk/enrolment/new", fields | changed, status=status)

    async def first(self):
        """Say the address of what has waited longest."""
        page = await self.get("/desk/enrolment")
        return page.tree.xpath("//main//a[@class='line__title']/@href")[0]


class Office:
    """The world, the site, and whoever sits there."""

    def __init__(self, world, *features):
        self.world, self.gate_world, self.register = world, world.gate_world, world.gate_world.register
        self.site = world.site((enrolment.FEATURE, *features))

    async def nurse(self, **who):
        """Let a health worker of the trust, or of elsewhere, sit down."""
        actor = await self.gate_world.nurse(number=a_number(), **who)
        return Desk(await self.site.staff(actor, accept_language="nb"))

    async def patient(self, number):
        """Let the patient log in."""
        visit = await self.gate_world.citizen(number, now=self.site.clock())
        return await self.site.citizen(visit.actor, visit, accept_language="nb")

    def waits(self, **step):
        """Let time go by."""
        self.site.clock.move(timedelta(**step))


@pytest.fixture
async def world(database):
    """A world with a population register and a region above the trust."""
    record = await Record.open(database, size=3)
    gate_world = await World(record, MemoryRegister()).settle()
    office = {"code": [{"coding": [{"system": ACCESS_FACT, "code": "regional-office"}]}]}
    phone = {"telecom": [{"system": "phone", "value": "+4722222222"}]}
    bodies = [
        {**organisation("region", REGION, "Helse Fjord RHF"), **phone},
        organisation("fjord-hf", TRUST, "Fjordby helseforetak", "region"),
        practitioner("rita", RITA_HPR, "Rita Regional", "SP"),
        {**role("rita-post", "rita", "region"), **office},
    ]
    system = await gate_world.gate.actors.system("Katalogen", organisation=TRUST)
    await gate_world.gate.write_directory(system, [keep(body) for body in bodies], NOW)
    yield ReadingWorld(gate_world)
    await record.close()


@pytest.fixture
def office(world, overview_feature, desk_feature):
    """Everybody's site."""
    return Office(world, overview_feature, desk_feature)


@pytest.fixture
async def nina(office):
    """A nurse at the ward."""
    return await office.nurse()


@pytest.fixture
async def rita(office):
    """Whoever decides."""
    return await office.nurse(hpr=RITA_HPR, name="Rita Regional", organisation=REGION, unit=REGION)


@pytest.fixture
def arne(office):
    """A patient the register knows, without a record."""
    person = replace(a_person(born=date(1945, 1, 19)), name="Arne Haugen")
    office.register.put(person)
    return person
