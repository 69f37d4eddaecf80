"""Several processes that take units in: reading, checking and settling is work for the processor, and one process has one.

They are forked while the program is still small and single-threaded, end with it, also when it is killed, and leave Ctrl-C to it.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager, contextmanager

from innsyn.edge.loading.engine import Loader
from innsyn.edge.loading.outcome import Outcome
from innsyn.edge.loading.sources import Unit
from innsyn.main.loading.duty import Duty, loader

_LOOK_S = 0.5
_AHEAD = 2
"""Units handed out for each process: the next one is there when one is done."""


class Processes:
    """A crew of processes. Implements `edge.loading.load.Crew`."""

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        """pool: begun by `processes`."""
        self._pool = pool
        self.at_once = count * _AHEAD

    async def take(self, unit: Unit) -> Outcome:
        """Hand a unit to whoever is free."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _take, unit)


@contextmanager
def processes(duty: Duty, count: int) -> Iterator[Processes]:
    """Have a crew while the block lasts. Call it before anything starts a thread or an event loop."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, context, initializer=_begin, initargs=(duty, os.getpid())) as pool:
        pool.submit(_is_there).result()
        yield Processes(pool, count)


class _Worker:
    """What one process holds: its event loop, and the loader once the first unit has come."""

    def __init__(self, duty: Duty) -> None:
        self._duty = duty
        self._loop = asyncio.new_event_loop()
        self._opened: AbstractAsyncContextManager[Loader] | None = None
        self._loader: Loader | None = None

    def take(self, unit: Unit) -> Outcome:
        return self._loop.run_until_complete(self._take(unit))

    async def _take(self, unit: Unit) -> Outcome:
        if self._loader is None:
            self._opened = loader(self._duty)
            self._loader = await self._opened.__aenter__()
        return await self._loader.take(unit)


_workers: list[_Worker] = []


def _begin(duty: Duty, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _workers.append(_Worker(duty))


def _end_with(parent: int) -> None:
    """End when the program has ended without a word."""
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def _is_there() -> bool:
    return True


def _take(unit: Unit) -> Outcome:
    return _workers[0].take(unit)
