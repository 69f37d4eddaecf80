"""Ended sessions and tokens are thrown away now and then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from innsyn.kernel.clock import Clock, Instant
from innsyn.web.clients import ClientsUnavailable
from innsyn.web.notices import NoticesUnavailable
from innsyn.web.sessions.store import SessionsUnavailable

SWEEP_EVERY_S = 600.0


class Swept(Protocol):
    """A store with things in it that end by themselves."""

    async def sweep(self, *, now: Instant) -> None:
        """Throw away what has ended."""
        ...


@asynccontextmanager
async def sweeping(*stores: Swept, clock: Clock, every_s: float = SWEEP_EVERY_S) -> AsyncIterator[None]:
    """Have what has ended thrown away while the block lasts."""
    task = asyncio.create_task(_swept(stores, clock, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _swept(stores: tuple[Swept, ...], clock: Clock, every_s: float) -> None:
    while True:
        for store in stores:
            with suppress(SessionsUnavailable, ClientsUnavailable, NoticesUnavailable):
                await store.sweep(now=clock())
        await asyncio.sleep(every_s)
