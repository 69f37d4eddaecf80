"""A simulated provider as an ASGI application: mounted below a path or alone."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from litestar import Litestar, Response, get, post
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from innsyn.sandbox.simulators.openid.authorize import authorize
from innsyn.sandbox.simulators.openid.back_channel import discovery, published_keys, push
from innsyn.sandbox.simulators.openid.choice import choose, show_choice
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.logout import end_session
from innsyn.sandbox.simulators.openid.provider import Provider
from innsyn.sandbox.simulators.openid.refused import Refused
from innsyn.sandbox.simulators.openid.wire import WireRequest, refuse_in_json, refuse_on_page

BODY_LARGEST = 200_000
_STYLE = (Path(__file__).parent / "static" / "provider.css").read_bytes()
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def running(provider: Provider, more: Sequence[HTTPRouteHandler], *, slow_s: float) -> ASGIApp:
    """Build the application.

    more: handlers of this kind only, such as the token endpoint. slow_s: how late answers come under the fault SLOW."""
    application = Litestar(
        route_handlers=[*_back_channel(provider), *_in_browser(provider), *more],
        state=State({"provider": provider}),
        exception_handlers={Refused: refuse_in_json},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=BODY_LARGEST,
        response_headers=_HEADERS,
    )

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and Fault.SLOW in provider.faults:
            await asyncio.sleep(slow_s)
        if scope["type"] == ScopeType.HTTP and Fault.DOWN in provider.faults:
            await _say_down(send)
            return
        await application(_below(provider.prefix, scope), receive, send)

    return serve


def _back_channel(provider: Provider) -> list[HTTPRouteHandler]:
    paths = provider.kind.paths
    return [
        get("/.well-known/openid-configuration")(discovery),
        get(paths.jwks)(published_keys),
        post(paths.pushed)(push),
        get("/provider.css")(style),
    ]


def _in_browser(provider: Provider) -> list[HTTPRouteHandler]:
    paths = provider.kind.paths
    shown: dict[Any, Any] = {Refused: refuse_on_page}
    return [
        get(paths.authorize, exception_handlers=shown)(authorize),
        get("/choose", exception_handlers=shown)(show_choice),
        post("/choose", exception_handlers=shown)(choose),
        get(paths.end_session, exception_handlers=shown)(end_session),
    ]


async def style(request: WireRequest) -> Response[Any]:  # noqa: ARG001
    """The simulators' own small style sheet."""
    return Response(content=_STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


def _below(prefix: str, scope: Scope) -> Scope:
    """Take the mount's prefix off the path, whether the outer application has done so or not, and forget the outer one's state."""
    path = scope["path"].removeprefix(prefix) or "/"
    inner: Any = {**scope, "path": path, "raw_path": path.encode(), "root_path": "", "state": {}}
    return inner  # type: ignore[no-any-return]


async def _say_down(send: Send) -> None:
    await send({"type": "http.response.start", "status": 503, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"down", "more_body": False})
