"""The log is sealed about once a second for as long as a program writes to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from innsyn.gate.keys import Keys
from innsyn.gate.seal.roots_file import ROOTS, RootsFile
from innsyn.gate.seal.sealer import Sealer
from innsyn.gate.seal.tree import TreeBroken
from innsyn.kernel.clock import Clock
from innsyn.main.settings import Settings
from innsyn.record.record import Record


@asynccontextmanager
async def sealing(record: Record, keys: Keys, settings: Settings, clock: Clock) -> AsyncIterator[None]:
    """Have the log sealed about once a second while the block lasts, and once more at its end."""
    stop = asyncio.Event()
    sealer = Sealer(record.sealing, keys, RootsFile(settings.data / ROOTS), clock)
    task = asyncio.create_task(_sealed(sealer, stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _sealed(sealer: Sealer, stop: asyncio.Event) -> None:
    """Seal; a tree that is not what was signed stops the sealing, loudly, and not the reading."""
    try:
        await sealer.run(stop)
    except TreeBroken as broken:
        structlog.get_logger("innsyn.seal").critical("seal.broken", detail=str(broken), mend="run ./innsyn verify-log")
