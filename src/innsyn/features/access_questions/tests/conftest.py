"""A patient whose record a nurse has opened, and a privacy officer at the desk of the same trust."""

import pytest

from innsyn.features import access_questions
from innsyn.features.conftest import THEN
from innsyn.gate.tests.samples import KEYS, NOW, OTHER_TRUST, TRUST, a_number, document, keep, role
from innsyn.kernel.systems import ACCESS_FACT, PERSON_KEY
from innsyn.record.query import Query

OFFICER = {"system": ACCESS_FACT, "code": "privacy-officer"}


class Trail:
    """What the tests hold: Kari, the visit to her record, and the officers."""

    def __init__(self, world, kari, visit, officers):
        self.world, self.kari, self.visit, self.officers = world, kari, visit, officers
        self.why = f"/access-log/{visit.id}/why"

    async def asks(self, words=""):
        """Let Kari ask why. Returns the page she is led to."""
        assert await self.kari.reader.post(self.why, {"words": words}) == self.why
        return await self.kari.get(self.why)

    async def officer(self, organisation=TRUST):
        """Let a privacy officer log in at the desk, in the same site, so that she tells the same people."""
        return await self.kari.site.staff(self.officers[organisation], accept_language="nb")

    async def opened(self, officer=None):
        """Let the officer open the first question of her list. Returns her and the address of the question."""
        officer = officer or await self.officer()
        page = await officer.get("/desk/questions")
        fields = page.form("/desk/questions/open")
        return officer, await officer.post("/desk/questions/open", {"question": fields["question"]})


def post(unit, **more):
    """The post of a privacy officer at a unit."""
    return {**role(f"ombud-{unit}-post", f"ombud-{unit}", unit), "code": [{"coding": [OFFICER]}], **more}


async def tells(gate_world, *resources):
    """Let the directory tell."""
    system = await gate_world.gate.actors.system("Journalsystemet", organisation=TRUST)
    await gate_world.gate.write_directory(system, [keep(each) for each in resources], NOW)


async def employ(gate_world, organisation, unit):
    """Employ a privacy officer without HPR number. Returns her as she logs in."""
    number = a_number()
    key = {"system": PERSON_KEY, "value": KEYS.person_key(number.value)}
    worker = {"resourceType": "Practitioner", "id": f"ombud-{unit}", "identifier": [key], "name": [{"text": "Eva Engebretsen"}]}
    await tells(gate_world, worker, post(unit))
    return await gate_world.gate.actors.staff(
        number, name="Eva Engebretsen", hpr="", legal_entity=organisation, point_of_care=organisation, level="high"
    )  # fmt: skip


@pytest.fixture
async def trail(world):
    """Kari's record was opened by a nurse."""
    gate_world = world.gate_world
    kari = await world.citizen("kari", access_questions.FEATURE)
    await gate_world.delivers(kari.owner, document("Hemmelig tittel"))
    visit = await gate_world.visits(kari.owner)
    await gate_world.gate.search(visit, Query(("DocumentReference",)), NOW)
    officers = {TRUST: await employ(gate_world, TRUST, "fjord-hf"), OTHER_TRUST: await employ(gate_world, OTHER_TRUST, "dal")}
    assert THEN > NOW
    return Trail(world, kari, visit, officers)
