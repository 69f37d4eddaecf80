"""What goes on beside the requests: the log is sealed about once a second, and ended sessions are thrown away now and then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from innsyn.gate.keys import Keys
from innsyn.gate.seal.roots_file import ROOTS, RootsFile
from innsyn.gate.seal.sealer import Sealer
from innsyn.gate.seal.tree import TreeBroken
from innsyn.kernel.clock import Clock
from innsyn.main.settings import Settings
from innsyn.record.record import Record
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.sessions.store import SessionsUnavailable

SWEEP_EVERY_S = 600.0


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


@asynccontextmanager
async def sweeping(sessions: PostgresSessions, clock: Clock, *, every_s: float = SWEEP_EVERY_S) -> AsyncIterator[None]:
    """Have ended sessions thrown away while the block lasts."""
    task = asyncio.create_task(_swept(sessions, clock, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _sealed(sealer: Sealer, stop: asyncio.Event) -> None:
    """Seal; a tree that is not what was signed stops the sealing, loudly, and not the reading."""
    try:
        await sealer.run(stop)
    except TreeBroken as broken:
        structlog.get_logger("innsyn.seal").critical("seal.broken", detail=str(broken), mend="run ./innsyn verify-log")


async def _swept(sessions: PostgresSessions, clock: Clock, every_s: float) -> None:
    while True:
        with suppress(SessionsUnavailable):
            await sessions.sweep(now=clock())
        await asyncio.sleep(every_s)
