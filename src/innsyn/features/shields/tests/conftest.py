"""A patient with documents, nurses who read them, a child with her parent, and a girl of twelve where the graded ages hold."""

from datetime import timedelta

import pytest

from innsyn.features import desk, documents, shields
from innsyn.features.conftest import NOW, THEN
from innsyn.features.documents import samples
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.decisions import chooses
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import NURSE_HPR, TRUST
from innsyn.kernel.clock import norwegian_date

TODAY = norwegian_date(NOW)
FEATURES = (documents.FEATURE, shields.FEATURE, desk.FEATURE)
NEW = "/shields/new"


def day(ahead):
    """Say a day as a form sends it, counted from today."""
    return (TODAY + timedelta(days=ahead)).isoformat()


class Patient:
    """Somebody at her browser who sets shields, in her own record or a child's."""

    def __init__(self, reader):
        self.reader, self.world, self.owner = reader, reader.world, reader.owner
        self.get, self.post, self.client = reader.get, reader.post, reader.client

    async def chooses(self, kind, value="", **more):
        """Take the steps to whom."""
        address = await self.post(f"{NEW}/whom", {"kind": kind})
        if kind == "everybody":
            return address
        fields = {"profession": value} if kind == "profession" else {"chosen": value}
        return await self.post(f"{NEW}/{kind}", fields, **more)

    async def shields(self, kind, value="", *, papers=(), confirms=True, **lasting):
        """Take all the steps. Returns the address the last one leads to."""
        await self.chooses(kind, value)
        await self.post(f"{NEW}/what", {"what": "some" if papers else "all"})
        if papers:
            await self.post(f"{NEW}/documents", {"documents": list(papers)})
        await self.post(f"{NEW}/lasting", {"span": "open", **lasting})
        address = await self.post(f"{NEW}/warning")
        return await self.confirms() if confirms else address

    async def confirms(self, **fields):
        """Say yes at the last step."""
        page = await self.get(f"{NEW}/confirm")
        return await self.post(f"{NEW}/confirm", {"plan": page.form(f"{NEW}/confirm")["plan"], **fields})

    async def shielded(self):
        """Say what the page shows: heading to whom."""
        page = await self.get("/shields")
        sections = page.tree.xpath("//main//section[h2 and .//a[@class='line__title']]")
        return {
            part.findtext("h2"): [name.text_content().strip() for name in part.xpath(".//a[@class='line__title']")] for part in sections
        }


@pytest.fixture
def population_register():
    """A register, in memory."""
    return MemoryRegister()


@pytest.fixture
async def kari(world):
    """A grown-up with two documents of the trust's."""
    reader = await world.citizen("kari", *FEATURES)
    await reader.all_have({"d1": samples.text_document("Første brev"), "d2": samples.text_document("Andre brev")})
    return Patient(reader)


@pytest.fixture
async def nurse(world, kari):
    """A nurse in Kari's record."""
    return await world.nurse("kari", *FEATURES)


class Home:
    """A girl of twelve and her mother, each at a browser; the trust of her document has chosen the graded ages."""

    def __init__(self, world, mother, number, owner):
        self.world, self.mother, self.number, self.owner = world, mother, number, owner

    async def daughter(self):
        """Let the girl log in."""
        visit = await self.world.gate_world.citizen(self.number, now=NOW)
        return Patient(await self.world.enters(self.owner, visit, site=self.world.site(FEATURES)))

    async def parent(self, *, own=True):
        """Let the mother log in and go into her daughter's record."""
        gate = self.world.gate_world
        visits = [await gate.citizen(self.mother, now=NOW)] if own else []
        visits.append(await gate.acts_for(self.mother, self.owner, "parent", now=NOW))
        return Patient(await self.world.enters(self.owner, *visits, site=self.world.site(FEATURES)))

    async def clinician(self, *, hpr=NURSE_HPR, organisation=TRUST, unit=TRUST, name="Nina Sykepleier"):
        """Let somebody sit down at the desk, with no record open. Returns the reader and its site."""
        actor = await self.world.gate_world.nurse(hpr=hpr, organisation=organisation, unit=unit, name=name)
        site = self.world.site(FEATURES)
        return await site.staff(actor, accept_language="nb"), site


@pytest.fixture
def at_home(world):
    """Give a way to settle a family with a child of some age."""

    async def settles(born):
        gate = world.gate_world
        await chooses(gate, TRUST, ages="graded")
        mother, number, owner = await family(gate, born=born)
        await gate.moves_in(mother, name="Hanne Mor")
        await world.delivers(owner, {"note": samples.text_document("Samtale på tomannshånd")})
        return Home(world, mother, number, owner)

    return settles


@pytest.fixture
async def home(at_home):
    """The girl turned twelve today."""
    return await at_home(TODAY.replace(year=TODAY.year - 12))


__all__ = ["THEN"]
