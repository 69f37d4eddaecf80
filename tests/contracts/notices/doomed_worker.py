"""A worker in a process of its own that is killed at a chosen moment; run by test_worker."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import asyncpg
from tests.contracts.notices.world import World

from innsyn.web.notices.postgres import PostgresNotices
from innsyn.web.notices.postgres_outbox import PostgresOutbox


async def _killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


async def main(dsn, folder, moment):
    """Work until killed: before a plan is noted, or before it is noted that an SMS was sent."""
    async with asyncpg.create_pool(dsn, min_size=1, max_size=4) as pool:
        outbox = PostgresOutbox(pool)
        if moment == "planned":
            outbox.planned = _killed
        else:
            note = outbox.sent

            async def sent(taken, *rest, **how):
                await (_killed() if taken.channel == "sms" else note(taken, *rest, **how))

            outbox.sent = sent
        async with World(PostgresNotices(pool), outbox, Path(folder)).running() as world:
            await world.works()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
