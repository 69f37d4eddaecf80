"""What the server process imports: an ASGI application that opens the platform when the server starts and closes it when it stops."""

from contextlib import AsyncExitStack
from typing import Any

from litestar.types import ASGIApp

from innsyn.main.platform import platform
from innsyn.main.settings import read_settings
from innsyn.main.technical_log import configure_technical_log


class Application:
    """Answers the server's lifespan by itself; everything else goes to the opened platform."""

    def __init__(self) -> None:
        """Nothing is opened before the server says so."""
        self._stack = AsyncExitStack()
        self._app: ASGIApp | None = None

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
                settings = read_settings()
                configure_technical_log(settings.log_level)
                self._app = await self._stack.enter_async_context(platform(settings, settings.database_url))
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._stack.aclose()
                await send({"type": "lifespan.shutdown.complete"})
                return


application = Application()
