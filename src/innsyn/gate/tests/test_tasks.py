"""What somebody has to do at the desk, for what is shown to her: by profession, and by the posts the directory gives her."""

import pytest

from innsyn.gate.tasks import by_profession
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, VET_HPR, World, keep, role
from innsyn.kernel.systems import ACCESS_FACT, PRACTITIONER_ROLE
from innsyn.record.record import Record


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=2)
    yield await World(record).settle()
    await record.close()


async def employs(world, system, code, id_, unit="fjord", **more):
    """Give the nurse a post."""
    post = {**role(id_, "nina", unit), "code": [{"coding": [{"system": system, "code": code}]}], **more}
    await world.gate.write_directory(await world.gate.actors.system("Katalogen", organisation=TRUST), [keep(post)], NOW)


async def test_posts_are_those_held_where_she_logged_in_and_no_others(world):
    nina = await world.nurse()
    assert await world.gate.posts_shown(nina) == ()
    await employs(world, ACCESS_FACT, "registrar", "p1")
    await employs(world, PRACTITIONER_ROLE, "ict", "p2")
    await employs(world, ACCESS_FACT, "privacy-officer", "p3", "dal")
    await employs(world, ACCESS_FACT, "policy-keeper", "p4", active=False)
    assert await world.gate.posts_shown(nina) == ("registrar", "administrator")
    assert await world.gate.posts_shown(await world.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)) == ("privacy-officer",)
    assert await world.gate.posts_shown(await world.nurse(level="substantial")) == ()


async def test_whoever_treats_nobody_has_her_tasks_elsewhere(world):
    assert by_profession(await world.nurse()) == "treating"
    assert by_profession(await world.nurse(hpr=VET_HPR, name="Vera Veterinær")) == "elsewhere"
    assert by_profession(await world.nurse(level="substantial")) == "elsewhere"
