"""What holds now of clients and tokens, at most one second old: revocation reaches every process within that second.

One look a second for each process, shared by all requests in it; the look is one number unless something has changed."""

import asyncio
from datetime import timedelta

from innsyn.kernel.clock import Instant
from innsyn.web.clients.store import Standing, TokenMemory

OLDEST = timedelta(seconds=1)


class StandingNow:
    """Keeps what was last read. A request that finds it too old waits for the next reading; if that fails, so does the request."""

    def __init__(self, memory: TokenMemory) -> None:
        """memory: where it is read."""
        self._memory = memory
        self._kept: tuple[Instant, Standing] | None = None
        self._lock = asyncio.Lock()

    async def at(self, now: Instant) -> Standing:
        """Say what holds. Raises ClientsUnavailable when it cannot be known: nobody is let in on what once held."""
        kept = self._kept
        if kept is not None and timedelta() <= now - kept[0] < OLDEST:
            return kept[1]
        async with self._lock:
            if self._kept is None or self._kept is kept:
                self._kept = (now, await self._memory.standing(kept[1] if kept else None))
            return self._kept[1]
