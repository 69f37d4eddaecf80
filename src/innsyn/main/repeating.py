"""What a program does again and again for as long as it runs, though the database may go away and come back meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.clients import ClientsUnavailable
from innsyn.web.notices import NoticesUnavailable
from innsyn.web.serving.technical_log import kinds, trail
from innsyn.web.sessions.store import SessionsUnavailable

UNAVAILABLE = (RecordUnavailable, SessionsUnavailable, ClientsUnavailable, NoticesUnavailable)
"""How each part that uses the database says that it is away."""

Step = Callable[[], Awaitable[bool]]
"""Does a part of it. Returns whether there is more to do at once."""


@asynccontextmanager
async def repeating(name: str, step: Step, *, every_s: float, begins_after_s: float = 0.0) -> AsyncIterator[None]:
    """Repeat a step while the block lasts. name: of what is done, in the technical log."""
    task = asyncio.create_task(_repeated(name, step, every_s, begins_after_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _repeated(name: str, step: Step, every_s: float, begins_after_s: float) -> None:
    log = structlog.get_logger(f"innsyn.{name}")
    await asyncio.sleep(begins_after_s)
    while True:
        try:
            while await step():
                pass
        except UNAVAILABLE:
            log.warning(f"{name}.waiting", why="the database is away")
        except Exception as failure:  # Whatever it was, the next time begins from what is kept.
            log.error(f"{name}.stumbled", kinds=kinds(failure), trail=trail(failure))
        await asyncio.sleep(every_s)
