"""An application below a path of another one: it sees its own path, and nothing of the outer one's state."""

from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send


def below(prefix: str, application: ASGIApp) -> ASGIApp:
    """Give an application to be mounted at `prefix`, whether the outer one takes the prefix off the path or not."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            path = scope["path"].removeprefix(prefix) or "/"
            inner: Any = {**scope, "path": path, "raw_path": path.encode(), "root_path": "", "state": {}}
            await application(inner, receive, send)

    return serve
