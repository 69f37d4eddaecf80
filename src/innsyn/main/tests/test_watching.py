"""The watch runs beside the program: it tells the patient once, whatever goes away or is killed meanwhile."""

import asyncio
import sys
from datetime import timedelta
from random import Random

import pytest
from structlog.testing import capture_logs

from innsyn.gate.tests.samples import NOW, World, a_number
from innsyn.kernel.clock import SteppingClock
from innsyn.main.watching import Watch, watching
from innsyn.record.record import Record
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.notices import Kind, NoticesUnavailable
from innsyn.web.notices.memory import MemoryNotices

OVER = NOW + timedelta(hours=2)
MANY = 15


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=4)
    yield await World(record).settle()
    await record.close()


async def looked_at_by_a_namesake(world, *, emergency=False):
    """Let somebody with the patient's family name open her record. Returns the visit."""
    owner = await world.moves_in(a_number(), name="Kari Berg")
    opens = world.breaks_the_glass if emergency else world.visits
    return await opens(owner, actor=await world.nurse(name="Jonas Berg"))


async def until(happens):
    async with asyncio.timeout(60):
        while not happens():  # noqa: ASYNC110 - what is told is only kept
            await asyncio.sleep(0.02)


async def test_a_patient_is_told_of_an_unusual_access_with_the_line_it_is_about(world):
    visit, notices = await looked_at_by_a_namesake(world), MemoryNotices()
    async with watching(world.gate.watcher, notices, SteppingClock(OVER)):
        await until(lambda: notices.told)
    (told,) = notices.told
    assert (told.kind, told.about) == (Kind.UNUSUAL_ACCESS, f"/access-log/{visit.id}")


async def test_emergency_access_is_told_as_what_cannot_be_switched_off(world):
    await looked_at_by_a_namesake(world, emergency=True)
    notices = MemoryNotices()
    await Watch(world.gate.watcher, notices, SteppingClock(OVER)).round()
    assert [told.kind for told in notices.told] == [Kind.EMERGENCY_ACCESS]


async def test_nothing_is_told_while_the_visit_lasts(world):
    await looked_at_by_a_namesake(world)
    notices = MemoryNotices()
    await Watch(world.gate.watcher, notices, SteppingClock(NOW + timedelta(minutes=59))).round()
    assert notices.told == []


async def test_what_could_not_be_told_is_told_in_the_next_round(world):
    await looked_at_by_a_namesake(world)
    notices = MemoryNotices()
    watch = Watch(world.gate.watcher, notices, SteppingClock(OVER))
    tell, notices.tell = notices.tell, _away
    with pytest.raises(NoticesUnavailable):
        await watch.round()
    notices.tell = tell
    await watch.round()
    assert len(notices.told) == 1


async def _away(_):
    raise NoticesUnavailable


async def test_a_visit_that_cannot_be_looked_at_keeps_no_other_from_being_seen(world, monkeypatch):
    poisoned, fine = await looked_at_by_a_namesake(world), await looked_at_by_a_namesake(world)
    notices, watcher = MemoryNotices(), world.gate.watcher
    look = watcher.look

    async def stumbles(one, now, tell):
        if one.visit == poisoned.id:
            raise ValueError("secret of a patient")
        return await look(one, now, tell)

    monkeypatch.setattr(watcher, "look", stumbles)
    with capture_logs() as said:
        await Watch(watcher, notices, SteppingClock(OVER)).round()
    assert [told.about for told in notices.told] == [f"/access-log/{fine.id}"]
    assert "secret" not in str(said)
    assert any(line["event"] == "watch.stumbled_at_one" for line in said)


async def test_a_database_that_goes_away_is_waited_for(world, monkeypatch):
    await looked_at_by_a_namesake(world)
    notices, watcher = MemoryNotices(), world.gate.watcher
    follow, failures = watcher.follow, iter([True])

    async def goes_away_once():
        if next(failures, False):
            raise RecordUnavailable("away")
        return await follow()

    monkeypatch.setattr(watcher, "follow", goes_away_once)
    stop = asyncio.Event()
    task = asyncio.create_task(Watch(watcher, notices, SteppingClock(OVER), look_s=0.01).run(stop))
    await until(lambda: notices.told)
    stop.set()
    await task


async def test_two_programs_tell_it_once_between_them(world, database):
    await looked_at_by_a_namesake(world)
    notices, other = MemoryNotices(), World(await Record.open(database, size=4))
    async with watching(world.gate.watcher, notices, SteppingClock(OVER)), watching(other.gate.watcher, notices, SteppingClock(OVER)):
        await until(lambda: notices.told)
        await asyncio.sleep(0.2)
    assert len(notices.told) == 1
    await other.record.close()


KILLED = """
import asyncio, sys
from innsyn.gate.gate import Gate
from innsyn.gate.tests.samples import KEYS, NOW
from innsyn.kernel.clock import SteppingClock
from datetime import timedelta
from innsyn.main.watching import Watch
from innsyn.record.record import Record

class Told:
    async def tell(self, notice):
        with open(sys.argv[2], "a") as file:
            file.write(notice.once + "\\n")

async def main():
    record = await Record.open(sys.argv[1], size=3)
    print("ready", flush=True)
    await Watch(Gate(record, KEYS).watcher, Told(), SteppingClock(NOW + timedelta(hours=2)), look_s=0.01).run(asyncio.Event())

asyncio.run(main())
"""


@pytest.mark.slow
async def test_a_watch_killed_at_any_instant_misses_nobody_and_names_each_access_the_same(world, database, tmp_path):
    random, told = Random(5), tmp_path / "told"  # noqa: S311 -- the same instants every time
    visits = [await looked_at_by_a_namesake(world) for _ in range(MANY)]
    for _ in range(6):
        watch = await asyncio.create_subprocess_exec(
            sys.executable, "-c", KILLED, database, str(told), stdout=asyncio.subprocess.PIPE
        )  # fmt: skip
        assert await watch.stdout.readline() == b"ready\n"
        await asyncio.sleep(random.random() / 10)
        watch.kill()
        await watch.wait()
    notices = MemoryNotices()
    await Watch(world.gate.watcher, notices, SteppingClock(OVER)).round()
    names = {*(told.read_text().split() if told.exists() else ()), *(each.once for each in notices.told)}
    assert {name.split("/")[1] for name in names} == {str(visit.id) for visit in visits}
    assert len(names) == MANY
