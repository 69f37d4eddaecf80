"""Ended sessions are thrown away now and then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from innsyn.kernel.clock import Clock
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.sessions.store import SessionsUnavailable

SWEEP_EVERY_S = 600.0


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


async def _swept(sessions: PostgresSessions, clock: Clock, every_s: float) -> None:
    while True:
        with suppress(SessionsUnavailable):
            await sessions.sweep(now=clock())
        await asyncio.sleep(every_s)
