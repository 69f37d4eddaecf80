"""Ended sessions and tokens are thrown away now and then."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from innsyn.kernel.clock import Clock, Instant
from innsyn.main.repeating import repeating

SWEEP_EVERY_S = 600.0


class Swept(Protocol):
    """A store with things in it that end by themselves."""

    async def sweep(self, *, now: Instant) -> None:
        """Throw away what has ended."""
        ...


def sweeping(*stores: Swept, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Have what has ended thrown away while the block lasts."""

    async def step() -> bool:
        for store in stores:
            await store.sweep(now=clock())
        return False

    return repeating("sweeping", step, every_s=SWEEP_EVERY_S)
