"""Accesses are looked at when they are over, for as long as a program runs: one process at a time follows the log and tells patients.

Source: docs/spec/log.md#AL-5.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import structlog

from innsyn.gate.log.watcher import Alarm, Watcher
from innsyn.kernel.clock import Clock
from innsyn.record.turn import Turn
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.notices import Kind, Notice, Notices, NoticesUnavailable
from innsyn.web.serving.technical_log import kinds, trail

TASK = 6
"""The number of this task's turn."""

_TOGETHER = 50
_LATER = timedelta(minutes=10)


class Watch:
    """Follows the log, looks at what is over and tells of it; `run` until it is told to stop."""

    def __init__(self, watcher: Watcher, notices: Notices, clock: Clock, *, look_s: float = 5.0) -> None:
        """notices: tells people. look_s: how often to look; whoever waits for a turn asks as often."""
        self._watcher, self._notices, self._clock, self._look_s = watcher, notices, clock, look_s
        self._log = structlog.get_logger("innsyn.watch")

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until `stop` is set. The database may go away and come back meanwhile."""
        while not stop.is_set():
            try:
                async with self._watcher.turn(TASK) as turn:
                    if turn is not None:
                        await self._work(turn, stop)
            except (RecordUnavailable, NoticesUnavailable):
                self._log.warning("watch.waiting", why="the database is away")
            except Exception as failure:  # Whatever it was, the next round begins from what is kept.
                self._log.error("watch.stumbled", kinds=kinds(failure), trail=trail(failure))
            await _until(stop, self._look_s)

    async def round(self) -> None:
        """Follow the log to its end, and look at all that is over by now."""
        while await self._watcher.follow():
            pass
        while due := await self._watcher.due(self._clock(), _TOGETHER):
            for one in due:
                try:
                    await self._watcher.look(one, self._clock(), self._tell)
                except (RecordUnavailable, NoticesUnavailable):
                    raise
                except Exception as failure:  # One visit that cannot be looked at keeps no other from being seen.
                    self._log.error("watch.stumbled_at_one", kinds=kinds(failure), trail=trail(failure))
                    await self._watcher.postpone(one, self._clock() + _LATER)

    async def _work(self, turn: Turn, stop: asyncio.Event) -> None:
        while not stop.is_set() and await turn.is_held():
            await self.round()
            await _until(stop, self._look_s)

    async def _tell(self, alarm: Alarm) -> None:
        kind = Kind.EMERGENCY_ACCESS if alarm.is_emergency else Kind.UNUSUAL_ACCESS
        about = f"/access-log/{alarm.visit}" if alarm.to.is_patient else "/representation"
        await self._notices.tell(Notice(kind=kind, to=alarm.to.key, about=about, once=alarm.once, at=alarm.at, concerns=alarm.owner))


@asynccontextmanager
async def watching(watcher: Watcher, notices: Notices, clock: Clock) -> AsyncIterator[None]:
    """Have accesses looked at while the block lasts."""
    stop = asyncio.Event()
    task = asyncio.create_task(Watch(watcher, notices, clock).run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def _until(stop: asyncio.Event, longest_s: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            await stop.wait()
