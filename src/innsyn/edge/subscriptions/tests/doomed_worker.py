"""A worker in a process of its own that is killed between sending and noting that it was sent; run by test_worker."""

import asyncio
import os
import signal
import sys

from innsyn.edge.subscriptions.tests.world import World
from innsyn.edge.subscriptions.worker import Worker
from innsyn.record.record import Record
from innsyn.record.subscription_events import SubscriptionEvents


async def _killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)


async def main(dsn):
    """Work until killed."""
    SubscriptionEvents.settle = _killed
    record = await Record.open(dsn)
    world = World(record)
    worker = Worker(world.following, record, world.matching, world.delivering, world.practice, world.clock, look_s=0.05)
    await worker.run(asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
