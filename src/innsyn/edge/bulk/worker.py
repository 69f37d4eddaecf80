"""The task that does bulk jobs, in one process at a time, a step of each in turn.

Source: docs/adr/0022-bulk.md.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from innsyn.edge.bulk.exporting import Exports
from innsyn.edge.bulk.importing import Imports
from innsyn.edge.bulk.ports import Following, Jobs, Registry
from innsyn.edge.bulk.registered import still_registered
from innsyn.gate.bulk import BulkJob
from innsyn.gate.values import RecordUnavailable
from innsyn.kernel.clock import Clock
from innsyn.web.serving.technical_log import kinds, trail

TASK = 4
"""The number of this task's turn."""

FILES_LAST = timedelta(hours=24)
NOT_REGISTERED = "the client is not registered any more, or has none of the scopes it asked with"
STUMBLED = "the job could not be carried out"


class BulkWorker:
    """Does jobs; `run` until it is told to stop."""

    def __init__(
        self,
        jobs: Jobs,
        following: Following,
        registry: Registry,
        exports: Exports,
        imports: Imports,
        clock: Clock,
        *,
        look_s: float = 1.0,
        others_s: float = 3.0,
    ) -> None:
        """look_s: looked for jobs so often. others_s: how often to ask for the turn."""
        self._jobs, self._following, self._registry, self._exports, self._imports = jobs, following, registry, exports, imports
        self._clock, self._look_s, self._others_s = clock, look_s, others_s
        self._log = structlog.get_logger("innsyn.bulk")

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set. The database may go away and come back meanwhile."""
        while not stop.is_set():
            try:
                async with self._following.turn(TASK) as turn:
                    while turn is not None and not stop.is_set() and await turn.is_held():
                        if not await self.round():
                            await _until(stop, self._look_s)
            except RecordUnavailable:
                self._log.warning("bulk.waiting", why="the record is away")
            except Exception as failure:  # Whatever it was, the next round begins from what is kept.
                self._log.error("bulk.stumbled", kinds=kinds(failure), trail=trail(failure))
            await _until(stop, self._others_s)

    async def round(self) -> bool:
        """Do one step of each open job, and throw away what is over. Returns whether there is more to do."""
        for old in [*await self._jobs.cancelled(), *await self._jobs.finished_before(self._clock() - FILES_LAST)]:
            await self._jobs.forget(old)
        more = [await self._step(job) for job in await self._jobs.open_jobs()]
        return any(more)

    async def _step(self, job: BulkJob) -> bool:
        client = await still_registered(self._registry, job, self._clock())
        if client is None:
            await self._jobs.finish(job.id, "failed", self._clock(), NOT_REGISTERED)
            return False
        try:
            return await (self._exports if job.kind == "export" else self._imports).carry_on(job, client)
        except RecordUnavailable:
            raise
        except Exception as failure:  # A job that cannot be done is told so, and is in nobody's way.
            self._log.error("bulk.failed", job=job.id, kinds=kinds(failure), trail=trail(failure))
            await self._jobs.finish(job.id, "failed", self._clock(), STUMBLED)
            return False


async def _until(stop: asyncio.Event, longest_s: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(longest_s):
            await stop.wait()
