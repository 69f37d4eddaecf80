"""The task that plans, sends and asks, in every server process: what one has taken no other has, and what a dead one had is taken again.

Source: docs/adr/0024-notices.md.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog

from innsyn.web.notices import NoticesUnavailable
from innsyn.web.serving.technical_log import kinds, trail
from innsyn.web.sessions.store import SessionsUnavailable

Round = Callable[[], Awaitable[int]]
"""Does some of what is due, and says how much that was."""


class Worker:
    """Does its rounds until it is told to stop."""

    def __init__(self, rounds: Sequence[Round], *, look_s: float = 2.0, others_s: float = 5.0) -> None:
        """rounds: of planning, sending, asking. look_s: looked at least so often. others_s: so long after something went wrong."""
        self._rounds, self._look_s, self._others_s = rounds, look_s, others_s
        self._log = structlog.get_logger("innsyn.notices")

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. The database may go away and come back meanwhile; what is under way is ended first."""
        while not stop.is_set():
            wait_s = self._look_s
            try:
                if await self.once():
                    wait_s = 0
            except (NoticesUnavailable, SessionsUnavailable):
                self._log.warning("notices.waiting", why="the outbox is away")
                wait_s = self._others_s
            except Exception as failure:  # Whatever it was, the next round begins from what is kept.
                self._log.error("notices.stumbled", kinds=kinds(failure), trail=trail(failure))
                wait_s = self._others_s
            await _until(stop, wait_s)

    async def once(self) -> int:
        """Do each round once, and say how much was done."""
        return sum([await each() for each in self._rounds])


async def _until(stop: asyncio.Event, longest_s: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            await stop.wait()
