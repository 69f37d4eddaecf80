"""Arne, who gives powers of attorney, and Hilde, who receives them, each at a browser in front of the same gate."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.features import representation
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.families import a_person
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST, a_number, document, keep, role
from innsyn.kernel.systems import ACCESS_FACT


class Browser:
    """Somebody logged in, in her own record. `owner`: whose that is. `number`: her own."""

    def __init__(self, home, number, owner, visit, reader):
        self.home, self.number, self.owner, self.visit, self.reader = home, number, owner, visit, reader
        self.get, self.post, self.client, self.key = reader.get, reader.post, reader.client, visit.actor.key

    async def follow(self, path):
        """Fetch a page, going where it sends us; what was left to say once is said."""
        return await self.reader.get(path)

    async def gives(self, number, name, *areas, lasting=None, sources=None, signs=True):
        """Go through all the steps. Returns the address the last one leads to."""
        await self.post("/representation/give/who", {"number": str(getattr(number, "value", number)), "name": name})
        await self.post("/representation/give/what", {"areas": list(areas)})
        await self.post("/representation/give/sources", sources or {"which": "all"})
        address = await self.post("/representation/give/lasting", lasting or {"span": "open"})
        return await self.signs() if signs else address

    async def signs(self):
        """Say yes at the last step."""
        page = await self.get("/representation/give/sign")
        return await self.post("/representation/give/sign", {"plan": page.form("/representation/give/sign")["plan"]})

    async def enters(self, owner, role="attorney", **more):
        """Go into somebody's record."""
        return await self.post("/representation/open", {"person": str(owner), "role": role}, **more)

    async def consents(self):
        """Say what the list shows: heading to names."""
        page = await self.get("/representation/given")
        sections = page.tree.xpath("//main//section[h2]")
        return {part.findtext("h2"): [name.text_content() for name in part.xpath(".//a[@class='line__title']")] for part in sections}


class Home:
    """A world with a register, and one site that everybody's browser talks to."""

    def __init__(self, world, *features):
        self.world, self.gate_world, self.register = world, world.gate_world, world.gate_world.register
        self.site = world.site((representation.FEATURE, *features))

    @property
    def now(self):
        """Say what time it is at the site."""
        return self.site.clock()

    def waits(self, **step):
        """Let time go by."""
        self.site.clock.move(timedelta(**step))

    async def moves_in(self, name, *resources, born=date(1945, 1, 19), language="nb", **registered):
        """Let somebody live here, known to the register, and log in."""
        number = a_number(born)
        self.register.put(replace(a_person(number, born=born, **registered), name=name))
        owner = await self.gate_world.moves_in(number, *resources, name=name, born=born.isoformat())
        return await self.logs_in(number, owner, language=language)

    async def logs_in(self, number, owner, *, language="nb"):
        """Let somebody who lives here log in."""
        visit = await self.gate_world.citizen(number, now=self.now)
        reader = await self.site.citizen(visit.actor, visit, accept_language=language)
        return Browser(self, number, owner, visit, reader)


@pytest.fixture
def population_register():
    """A register, in memory."""
    return MemoryRegister()


@pytest.fixture
def home(world, desk_feature):
    """One site in front of the world."""
    return Home(world, desk_feature)


@pytest.fixture
async def arne(home):
    """Somebody of 81, with a summary from one hospital and a letter from another."""
    reader = await home.moves_in("Arne Haugen", document("Epikrise", type={"text": "Epikrise"}))
    await home.gate_world.delivers(reader.owner, document("Brev fra Dalen"), organisation=OTHER_TRUST)
    return reader


@pytest.fixture
async def hilde(home):
    """His daughter."""
    return await home.moves_in("Hilde Haugen", born=date(1971, 10, 5))


class Desk:
    """Somebody of personnel at the desk."""

    def __init__(self, home, actor, reader):
        self.home, self.actor, self.reader = home, actor, reader
        self.get, self.post, self.client = reader.get, reader.post, reader.client

    async def opens(self, number):
        """Open a record for registering. Returns its address."""
        return await self.post("/desk/representation/find", {"number": number.value})

    async def registers(self, here, receiver, called, *areas, status=303, **changed):
        """Fill in what stands on the paper."""
        fields = {
            "number": receiver.value,
            "name": called,
            "areas": list(areas),
            "span": "open",
            "papers": "Arkivet, sak 12",
            "is_seen": "y",
        }
        sent = {field: value for field, value in (fields | changed).items() if value is not None}
        return await self.post(f"{here}/new", sent, status=status)


@pytest.fixture
def sits_down(home):
    """Give a way to sit at the desk of the first trust, or the second, with a post or without."""

    async def sits(post=None, *, organisation=TRUST):
        unit = "fjord-hf" if organisation == TRUST else "dal"
        if post:
            held = {**role(f"nina-{post}-{unit}", "nina", unit), "code": [{"coding": [{"system": ACCESS_FACT, "code": post}]}]}
            system = await home.gate_world.gate.actors.system("Katalogen", organisation=TRUST)
            await home.gate_world.gate.write_directory(system, [keep(held)], home.now)
        actor = await home.gate_world.nurse(number=a_number(), organisation=organisation, unit=organisation)
        return Desk(home, actor, await home.site.staff(actor, accept_language="nb"))

    return sits


@pytest.fixture
async def ole(sits_down):
    """A registrar of the first trust."""
    return await sits_down("registrar")
