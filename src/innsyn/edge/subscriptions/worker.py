"""The task that serves all subscriptions, in one process at a time.

Source: docs/adr/0021-subscriptions.md.
"""

import asyncio
from contextlib import suppress

import structlog

from innsyn.edge.subscriptions.delivering import Delivering
from innsyn.edge.subscriptions.matching import Matching
from innsyn.edge.subscriptions.ports import Bell, Following, Turn
from innsyn.edge.subscriptions.practice import Practice
from innsyn.gate.following import Subscribed
from innsyn.gate.values import RecordUnavailable
from innsyn.kernel.clock import Clock, Instant
from innsyn.web.serving.technical_log import kinds, trail

TASK = 3
"""The number of this task's turn."""

_AT_ONCE = 32
_IDLE_S = 5
_FORGET_EVERY_S = 3_600


class Worker:
    """Follows the feed, makes events, and delivers them; `run` until it is told to stop."""

    def __init__(
        self,
        following: Following,
        bell: Bell,
        matching: Matching,
        delivering: Delivering,
        practice: Practice,
        clock: Clock,
        *,
        look_s: float = 1.0,
        others_s: float = 3.0,
    ) -> None:
        """bell: rings when something was written. look_s: looked at least so often. others_s: how often to ask for the turn."""
        self._following, self._bell, self._matching, self._delivering = following, bell, matching, delivering
        self._practice, self._clock, self._look_s, self._others_s = practice, clock, look_s, others_s
        self._serving: dict[str, asyncio.Task[None]] = {}
        self._looked_at: dict[str, Instant] = {}
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._is_done = asyncio.Event()
        self._ringing: asyncio.Task[bool] | None = None
        self._forgot_at: Instant | None = None
        self._log = structlog.get_logger("innsyn.subscriptions")

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. The database may go away and come back meanwhile."""
        while not stop.is_set():
            try:
                async with self._following.turn(TASK) as turn:
                    if turn is not None:
                        await self._work(turn, stop)
            except RecordUnavailable:
                self._log.warning("subscriptions.waiting", why="the record is away")
            except Exception as failure:  # Whatever it was, the next round begins from what is kept.
                self._log.error("subscriptions.stumbled", kinds=kinds(failure), trail=trail(failure))
            finally:
                await self._end()
            await _until(stop, self._others_s)

    async def _work(self, turn: Turn, stop: asyncio.Event) -> None:
        while not stop.is_set() and await turn.is_held():
            has_moved = await self._matching.round(self._clock())
            await self._serve_all()
            await self._forget()
            if not has_moved:
                await self._wait(stop)
            self._is_done.clear()

    async def _serve_all(self) -> None:
        """Start serving each that has something to do and is not being served; the others now and then: an end or a heartbeat may come."""
        self._serving = {id_: task for id_, task in self._serving.items() if not task.done()}
        now = self._clock()
        for one in await self._following.subscriptions.at_work():
            if one.id not in self._serving and one.due_at <= now and self._is_wanted(one, now):
                self._looked_at[one.id] = now
                self._serving[one.id] = asyncio.create_task(self._serve(one))

    def _is_wanted(self, one: Subscribed, now: Instant) -> bool:
        if one.status == "requested" or (one.is_waiting and one.status == "active"):
            return True
        before = self._looked_at.get(one.id)
        return before is None or (now - before).total_seconds() >= _IDLE_S

    async def _serve(self, one: Subscribed) -> None:
        """Serve one; what goes wrong with it harms no other."""
        try:
            async with self._places:
                await self._delivering.serve(one)
        except RecordUnavailable:
            pass
        except Exception as failure:
            self._log.error("subscription.stumbled", subscription=one.id, kinds=kinds(failure), trail=trail(failure))
            await asyncio.sleep(self._look_s)
        finally:
            self._is_done.set()

    async def _forget(self) -> None:
        now = self._clock()
        if self._forgot_at is not None and (now - self._forgot_at).total_seconds() < _FORGET_EVERY_S:
            return
        if not await self._following.events.forget(now - self._practice.kept):
            self._forgot_at = now

    async def _wait(self, stop: asyncio.Event) -> None:
        """Wait until something was written, somebody was served, or it is time to look or to stop."""
        if self._ringing is None or self._ringing.done():
            self._ringing = asyncio.create_task(self._bell.wait_for_change(self._look_s))
        others = [asyncio.create_task(each.wait()) for each in (stop, self._is_done)]
        try:
            await asyncio.wait([self._ringing, *others], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in others:
                task.cancel()

    async def _end(self) -> None:
        """Stop what is under way: what was not taken yet is sent again, under the same number.

        The bell is waited for and not torn away: it may be about to open a connection."""
        if self._ringing is not None:
            await asyncio.wait([self._ringing])
        for task in self._serving.values():
            task.cancel()
        await asyncio.gather(*self._serving.values(), return_exceptions=True)
        self._serving.clear()


async def _until(stop: asyncio.Event, longest_s: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            await stop.wait()
