"""Sessions hear when posts at the desk are given or taken away, by whatever process the directory was written, and of nothing else."""

import pytest

from innsyn.gate.tests.samples import NOW, TRUST, World, keep, role
from innsyn.kernel.clock import SteppingClock
from innsyn.kernel.systems import ACCESS_FACT, PRACTITIONER_ROLE
from innsyn.main.post_following import hear_of_posts
from innsyn.record.record import Record
from innsyn.record.stored import Write
from innsyn.web.sessions.memory import MemorySessions


@pytest.fixture
async def heard(database, tmp_path):
    """Give a way to write a role, and say how many changes sessions have heard of by then."""
    record = await Record.open(database, size=2)
    world, sessions = await World(record).settle(), MemorySessions(idle_s=60, absolute_s=60)

    async def follows(*writes):
        if writes:
            await world.gate.write_directory(await world.gate.actors.system("Katalogen", organisation=TRUST), writes, NOW)
        while await hear_of_posts(world.gate.post_changes, sessions, tmp_path / "place", SteppingClock(NOW)):
            pass
        return await sessions.posts_stamp()

    await follows()
    yield follows
    await record.close()


def post(code, system=ACCESS_FACT, **more):
    return keep({**role("p1", "nina", "fjord"), "code": [{"coding": [{"system": system, "code": code}]}], **more})


async def test_a_post_given_ended_given_anew_and_taken_away_is_heard_of_each_time(heard):
    assert await heard() == 0
    assert await heard(post("registrar")) == 1
    assert await heard(post("registrar", active=False)) == 2
    assert await heard(post("ict", PRACTITIONER_ROLE)) == 3
    assert await heard(keep(role("p1", "nina", "fjord"))) == 4
    assert await heard(Write("delete", "PractitionerRole", id="p1")) == 5


async def test_ordinary_work_and_other_pages_of_the_directory_are_not_heard_of(heard):
    assert await heard(keep(role("p2", "nina", "fjord"))) == 0
    assert await heard(keep({"resourceType": "Organization", "id": "o9", "name": "Ny enhet"})) == 0
