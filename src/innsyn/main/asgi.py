"""What the server process imports: an ASGI application that opens the platform when the server starts and closes it when it stops."""

import asyncio
import multiprocessing
import os
import signal
from contextlib import AsyncExitStack
from typing import Any

import structlog
from litestar.types import ASGIApp

from innsyn.main.platform import platform
from innsyn.main.settings import read_settings
from innsyn.web.serving.technical_log import configure

_LOOK_S = 0.5


class Application:
    """Answers the server's lifespan by itself; everything else goes to the opened platform."""

    def __init__(self) -> None:
        """Nothing is opened before the server says so."""
        self._stack = AsyncExitStack()
        self._app: ASGIApp | None = None
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one ASGI scope."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._open()
                self._watch = asyncio.create_task(_end_with_parent(_parent()))
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._stack.aclose()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _open(self) -> None:
        """Open the platform. What cannot be opened ends the server: nobody is served by half a platform."""
        settings = read_settings()
        configure(level=settings.log_level)
        try:
            self._app = await self._stack.enter_async_context(platform(settings, settings.database_url))
        except Exception:
            structlog.get_logger("innsyn.main").exception("platform.not_opened")
            if os.getppid() == _parent():
                os.kill(_parent(), signal.SIGTERM)
            raise


def _parent() -> int:
    """Say who started this process, as it was told at its birth: one that died while the platform opened is nobody's parent any more.

    A process born of Python's fork server has that one for its parent, which ends with the program."""
    told = multiprocessing.parent_process()
    is_born_elsewhere = multiprocessing.get_start_method() == "forkserver"
    return os.getppid() if told is None or told.pid is None or is_born_elsewhere else told.pid


async def _end_with_parent(parent: int) -> None:
    """End this process when the one that started it is gone without a word: an orphan would go on holding the port."""
    while os.getppid() == parent:  # noqa: ASYNC110 - no event tells that a parent has died
        await asyncio.sleep(_LOOK_S)
    os._exit(1)


application = Application()
