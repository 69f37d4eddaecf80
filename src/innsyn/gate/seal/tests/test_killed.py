"""A sealer that is killed at any instant leaves a log that is whole, and the next one goes on."""

import asyncio
import sys
from random import Random

import pytest

from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.tests.samples import KEYS
from innsyn.gate.seal.verify import verify

SEALER = """
import asyncio, sys
from pathlib import Path
from innsyn.gate.seal.roots_file import RootsFile
from innsyn.gate.seal.sealer import Sealer
from innsyn.gate.seal.tests.samples import KEYS
from innsyn.kernel.clock import system_clock
from innsyn.record.connections import Connections
from innsyn.record.sealing import Sealing

async def main():
    connections = await Connections.open(sys.argv[1], size=2)
    print("ready", flush=True)
    await Sealer(Sealing(connections), KEYS, RootsFile(Path(sys.argv[2])), system_clock).run(asyncio.Event(), every_s=0.001)

asyncio.run(main())
"""
ROUNDS = 12


@pytest.mark.slow
async def test_a_sealer_killed_at_any_instant_loses_and_breaks_nothing(log, database):
    random = Random(7)  # noqa: S311 -- the same instants every time
    for _ in range(ROUNDS):
        sealer = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SEALER, database, str(log.roots.path), stdout=asyncio.subprocess.PIPE
        )  # fmt: skip
        assert await sealer.stdout.readline() == b"ready\n"
        for _ in range(random.randint(3, 12)):
            await log.grow(random.randint(1, 60))
        await asyncio.sleep(random.random() / 20)
        sealer.kill()
        await sealer.wait()
        assert (await verify(log.sealing, KEYS, RootsFile(log.roots.path))).is_whole
    await log.another_sealer().seal_all()
    report = await verify(log.sealing, KEYS, log.roots)
    assert (report.findings, report.size, report.unsealed) == ([], log.rows, 0)
