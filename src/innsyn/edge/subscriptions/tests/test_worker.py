"""The task that serves all: one process at a time, also when one is killed at the worst moment."""

import asyncio
import json
import sys
from contextlib import asynccontextmanager

import pytest

from innsyn.edge.subscriptions.tests.receiver import Receiver
from innsyn.edge.subscriptions.tests.world import OURS, World, observation, plain, topical
from innsyn.edge.subscriptions.worker import Worker
from innsyn.record.record import Record
from innsyn.record.stored import Write


@asynccontextmanager
async def working(*worlds):
    """Have a worker in each of these worlds while the block lasts."""
    stop = asyncio.Event()
    workers = [
        Worker(one.following, one.record, one.matching, one.delivering, one.practice, one.clock, look_s=0.05, others_s=0.05)
        for one in worlds
    ]  # fmt: skip
    tasks = [asyncio.create_task(worker.run(stop)) for worker in workers]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks)


async def until(is_so, *, longest_s=60):
    """Wait until something is so."""
    async with asyncio.timeout(longest_s):
        while not is_so():  # noqa: ASYNC110 - the receiver has no event to wait for
            await asyncio.sleep(0.01)


async def test_a_worker_greets_and_tells_by_itself(world, receiver):
    await world.subscribes(plain(receiver))
    async with working(world):
        await until(lambda: receiver.requests)
        await world.writes(observation())
        await until(lambda: receiver.taken == [1])
        await world.writes(observation())
        await until(lambda: receiver.taken == [1, 2])


async def test_two_workers_tell_everything_once(database, receiver):
    records = [await Record.open(database, size=4) for _ in range(2)]
    worlds = [World(record) for record in records]
    await worlds[0].subscribes(plain(receiver))
    async with working(*worlds):
        for _ in range(20):
            await worlds[0].writes(observation())
        await until(lambda: len(receiver.taken) >= 20)
    assert sorted(receiver.taken) == list(range(1, 21))
    for record in records:
        await record.close()


async def test_what_was_sent_and_not_noted_before_a_kill_is_sent_again_under_its_number(database, world, receiver):
    id_ = await world.activates(plain(receiver))
    await world.writes(observation(), observation())
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", "innsyn.edge.subscriptions.tests.doomed_worker", database)
    assert await asyncio.wait_for(child.wait(), 120) == -9
    assert receiver.taken == [1]
    async with working(world):
        await until(lambda: receiver.taken == [1, 1, 2])
    assert (await world.following.subscriptions.get(id_)).last_event == 2


async def test_a_receiver_that_was_away_gets_everything_in_each_patients_order(world):
    receiver = await Receiver().start()
    await world.activates(plain(receiver))
    await receiver.stop()
    object.__setattr__(world.practice, "first_wait_s", 0.01)
    object.__setattr__(world.practice, "longest_wait_s", 0.05)
    owners = [world.record.new_owner() for _ in range(5)]

    async def is_changed(owner):
        (one,) = await world.writes(observation(), owner=owner)
        for step in range(2, 6):
            body = json.dumps(observation(note=[{"text": str(step)}])).encode()
            await world.carries_out(owner, [Write("update", "Observation", body, id=one.id, custodian=OURS)])
        return one.id

    async with working(world):
        ids = await asyncio.gather(*[is_changed(owner) for owner in owners])
        await receiver.start()
        await until(lambda: len(receiver.taken) >= 25)
        await receiver.stop()
        await receiver.start()
    for id_ in ids:
        versions = [request.json["meta"]["versionId"] for request in receiver.events if request.json["id"] == id_]
        assert versions == list("12345")
    await receiver.stop()
    receiver.leaves()


async def test_what_goes_wrong_with_one_harms_no_other(world, receiver):
    broken = await Receiver(answer=500).start()
    await world.activates(plain(receiver))
    await world.subscribes(plain(broken), world.stranger)
    one = await world.following.subscriptions.get("sub-2")
    await world.record._connections.fetch("update subscription set position = 'nonsense', status = 'active' where id = $1", one.id)
    async with working(world):
        await world.writes(observation())
        await until(lambda: receiver.taken == [1])
    await broken.stop()
    broken.leaves()


@pytest.mark.parametrize("form", [plain, topical])
async def test_stopping_loses_nothing(world, receiver, form):
    await world.activates(form(receiver))
    receiver.delay_s = 5
    await world.writes(observation())
    async with working(world):
        await until(lambda: receiver.at_once)
    receiver.delay_s = 0
    await world.works()
    assert receiver.taken[-1] == 1
