"""A world for the slices' tests of pages: patients with resources, citizens, nurses and strangers, behind the real gate and record."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

import innsyn.gate
from innsyn.features import desk, overview
from innsyn.features.documents.content.tests.test_html import ATTACKS
from innsyn.gate.refused import Refused
from innsyn.gate.tests.samples import HOSPITAL, NOW, OTHER_TRUST, TRUST, World, a_number
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web.testing import Site

GATE_TEXTS = Path(innsyn.gate.__file__).parent / "texts"
THEN = NOW + timedelta(minutes=5)
"""When pages are read: after everything was written."""


class Reader:
    """Somebody reading one record. `get` checks the page; `has` and `all_have` put resources in the record."""

    def __init__(self, world, owner, reader, site, prefix=""):
        self.world, self.owner, self.reader, self.site, self.prefix = world, owner, reader, site, prefix
        self.client = reader.client

    def here(self, path):
        """Say an address inside this visit."""
        return f"{self.prefix}{path}"

    async def get(self, path, *, status=200):
        """Fetch a page and check it."""
        return await self.reader.get(self.here(path), status=status)

    async def post(self, path, fields=None, *, status=303):
        """Post a form. Returns where it leads, or the page that answered."""
        return await self.reader.post(self.here(path), fields, status=status)

    async def has(self, body, resource_id, *, organisation=TRUST):
        """Let a system deliver one resource under an id of its own choosing. body: a dictionary, or bytes as they shall be kept."""
        await self.world.delivers(self.owner, {resource_id: body}, organisation=organisation)

    async def all_have(self, bodies, *, organisation=TRUST):
        """Let a system deliver several resources at once: id to body."""
        await self.world.delivers(self.owner, bodies, organisation=organisation)

    async def refusals(self):
        """Count the refusals in this record's log."""
        return sum(outcome == "refused" for _, outcome in await self.world.gate_world.told(self.owner))

    async def statements(self, path):
        """Count the rows a page puts in this record's log: one for each statement that read."""
        before = len(await self.world.gate_world.log(self.owner))
        await self.get(path)
        return len(await self.world.gate_world.log(self.owner)) - before


class ReadingWorld:
    """The gate's world with a site in front."""

    def __init__(self, gate_world):
        self.gate_world = gate_world
        self.people = {}

    async def person(self, key):
        """Say number and owner of somebody, who moves in when first named."""
        if key not in self.people:
            number = a_number()
            self.people[key] = (number, await self.gate_world.moves_in(number, name=key.capitalize()))
        return self.people[key]

    async def citizen(self, key, *features, language="nb"):
        """Let somebody log in and stand in her own record."""
        number, owner = await self.person(key)
        visit = await self.gate_world.citizen(number, now=NOW)
        assert not isinstance(visit, Refused), visit
        return await self.enters(owner, visit, site=self.site(features), language=language)

    async def enters(self, owner, *visits, site, language="nb"):
        """Let a citizen with these visits stand in a record: in the newest. The first is how she came in, and knows her name."""
        return Reader(self, owner, await site.citizen(visits[0].actor, *visits, accept_language=language), site)

    async def nurse(self, patient, *features, language="nb", emergency=False, organisation=TRUST):
        """Let a nurse open a patient's record at the desk."""
        _, owner = await self.person(patient)
        opens = self.gate_world.breaks_the_glass if emergency else self.gate_world.visits
        unit = HOSPITAL if organisation == TRUST else organisation
        visit = await opens(owner, actor=await self.gate_world.nurse(organisation=organisation, unit=unit), now=NOW)
        assert not isinstance(visit, Refused), visit
        site = self.site(features)
        return Reader(self, owner, await site.staff(visit.actor, visit, accept_language=language), site, f"/desk/visit/{visit.id}")

    def stranger(self, *features):
        """Say a browser nobody is logged in with."""
        return self.site(features).stranger(accept_language="nb")

    def site(self, features):
        """Build a site with these slices."""
        return Site(features, gate=self.gate_world.gate, text_folders=(GATE_TEXTS,), now=THEN)

    async def delivers(self, owner, bodies, *, organisation=TRUST):
        """Let a system write resources under its own ids, all at once."""
        writes = [Write("update", _type_of(body), _octets(body), id=resource_id) for resource_id, body in bodies.items()]
        await self.gate_world.writes(owner, writes, organisation=organisation)


def _octets(body):
    return body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()


def _type_of(body):
    return json.loads(_octets(body))["resourceType"]


@pytest.fixture
def population_register():
    """No register: nobody acts for another but by power of attorney. Slices whose tests need one put one in its place."""
    return


@pytest.fixture
async def world(database, population_register):
    """An empty world of this test's own, with a directory. `OTHER_TRUST` is a second organisation in it."""
    record = await Record.open(database, size=3)
    yield ReadingWorld(await World(record, population_register).settle())
    await record.close()


@pytest.fixture
def overview_feature():
    """The page where slices put their blocks."""
    return overview.FEATURE


@pytest.fixture
def desk_feature():
    """The desk, on whose pages slices put their blocks."""
    return desk.FEATURE


@pytest.fixture(scope="session")
def attacks():
    """Markup that would act if it were let through."""
    return tuple(ATTACKS.values())


@pytest.fixture
def other_trust():
    """The number of a second organisation in the directory."""
    return OTHER_TRUST
