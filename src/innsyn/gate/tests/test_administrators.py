"""Who may administer machine clients: a post in the directory, at level high, in the organisation she has logged in for."""

import pytest

from innsyn.gate.administrators import administered_organisation
from innsyn.gate.tests.samples import HOSPITAL, NOW, OTHER_TRUST, TRUST, World, keep, role
from innsyn.kernel.systems import PRACTITIONER_ROLE
from innsyn.record.record import Record

ICT = [{"coding": [{"system": PRACTITIONER_ROLE, "code": "ict"}]}]


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=2)
    yield await World(record).settle()
    await record.close()


async def employs(world, unit="fjord", **more):
    post = {**role("nina-ict", "nina", unit), "code": ICT, **more}
    system = await world.gate.actors.system("Katalogen", organisation=TRUST)
    await world.gate.write_directory(system, [keep(post)], NOW)


async def administers(world, **who):
    return await administered_organisation(world.gate.directory, await world.nurse(**who))


@pytest.mark.parametrize("unit", ["fjord-hf", "fjord", "fjord-kir"])
async def test_a_post_anywhere_in_the_organisation_will_do(world, unit):
    await employs(world, unit)
    assert await administers(world) == TRUST


async def test_without_the_post_nobody_does(world):
    assert await administers(world) is None


async def test_a_post_elsewhere_says_nothing_here(world):
    await employs(world, "dal")
    assert await administers(world) is None
    assert await administers(world, organisation=OTHER_TRUST, unit=OTHER_TRUST) == OTHER_TRUST


async def test_a_post_above_says_nothing_of_a_login_below_and_a_hospital_is_its_own(world):
    await employs(world, "fjord-hf")
    assert await administers(world, organisation=HOSPITAL, unit=HOSPITAL) is None


@pytest.mark.parametrize(
    "more",
    [{"active": False}, {"code": [{"coding": [{"system": PRACTITIONER_ROLE, "code": "nurse"}]}]}, {"code": [{"text": "ict"}]}],
    ids=["ended", "another post", "words only"],
)
async def test_a_post_of_another_kind_or_one_that_has_ended_says_nothing(world, more):
    await employs(world, **more)
    assert await administers(world) is None


async def test_a_post_that_ends_is_seen_at_once(world):
    await employs(world)
    assert await administers(world) == TRUST
    await employs(world, active=False)
    assert await administers(world) is None


@pytest.mark.parametrize("who", [{"hpr": ""}, {"hpr": "990009999"}, {"level": "lower"}, {"organisation": "999999999"}])
async def test_who_is_not_surely_known_administers_nothing(world, who):
    await employs(world)
    assert await administers(world, **who) is None


async def test_a_system_administers_nothing(world):
    await employs(world)
    system = await world.gate.actors.system("Journalsystemet", organisation=TRUST)
    assert await administered_organisation(world.gate.directory, system) is None
