"""Is the program alive, and can it serve? Two addresses for whoever runs it; no word about why not."""

from collections.abc import Awaitable, Callable

from litestar import Response
from litestar.handlers import HTTPRouteHandler

Ready = Callable[[], Awaitable[bool]]
"""Says whether the record answers."""


def health_routes(is_ready: Ready) -> list[HTTPRouteHandler]:
    """Make `/health/live` (the process answers) and `/health/ready` (it can serve: 200, else 503)."""

    async def live() -> Response[str]:
        return _plain("alive", 200)

    async def ready() -> Response[str]:
        return _plain("ready", 200) if await is_ready() else _plain("not ready", 503)

    return [
        HTTPRouteHandler("/health/live", http_method=["GET"], opt={"need": "health"}, status_code=200)(live),
        HTTPRouteHandler("/health/ready", http_method=["GET"], opt={"need": "health"}, status_code=200)(ready),
    ]


def _plain(word: str, status: int) -> Response[str]:
    return Response(word, status_code=status, media_type="text/plain", headers={"cache-control": "no-store"})
