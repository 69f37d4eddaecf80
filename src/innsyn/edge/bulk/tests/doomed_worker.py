"""A worker in a process of its own that is killed after it has kept a file and before it has noted how far it is; run by test_export."""

import asyncio
import os
import signal
import sys

from innsyn.edge.bulk.tests.world import BulkWorld
from innsyn.record.blobs import Blobs
from innsyn.record.record import BlobPlace, Record

_put = Blobs.put


async def _put_and_killed(self, owner, content):
    await _put(self, owner, content)
    os.kill(os.getpid(), signal.SIGKILL)


async def main(dsn, place):
    """Work until killed."""
    Blobs.put = _put_and_killed
    world = await BulkWorld.settled(await Record.open(dsn, blobs=BlobPlace(place, b"\x07" * 32)))
    await world.works()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
