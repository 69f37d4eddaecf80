"""Around every request: a reference number, the security headers, a count of statements and bytes, and one line in the technical log."""

from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any

import structlog

from innsyn.kernel.tally import begin
from innsyn.web.serving.reference import new_reference

Message = MutableMapping[str, Any]
Asgi = Callable[[Any, Any, Any], Awaitable[None]]
"""Any ASGI application, ours or the framework's."""

Done = Callable[[str, int], None]
"""Told after each request: the route's template and how many statements it cost."""


def observed(
    app: Asgi,
    *,
    headers: dict[str, str],
    random_bytes: Callable[[int], bytes],
    log: structlog.typing.FilteringBoundLogger,
    on_done: Done | None = None,
) -> Asgi:
    """Wrap `app`. headers: put on every answer that has not set its own. on_done: for tests that hold statements per page constant."""
    fixed = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def watch(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state["reference"] = new_reference(random_bytes)
        tally, began, sent = begin(), perf_counter(), {"status": 0, "bytes": 0}

        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in fixed if pair[0] not in given)]
            elif message["type"] == "http.response.body":
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await app(scope, receive, pass_on)
        finally:
            route = _route(scope)
            spent_ms = round((perf_counter() - began) * 1000, 1)
            log.info(
                "request", method=scope["method"], route=route, ms=spent_ms, statements=tally.statements, ref=state["reference"], **sent
            )
            if on_done:
                on_done(route, tally.statements)

    return watch


def _route(scope: MutableMapping[str, Any]) -> str:
    """Say the template of the route that answered, or `-`: an address could hold anything."""
    return str(scope.get("path_template") or "-") if scope.get("route_handler") else "-"
