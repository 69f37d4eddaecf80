"""The simulated register as an ASGI application: mounted below a path or alone."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from litestar import Litestar, get, post
from litestar.datastructures import State
from litestar.enums import ScopeType
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, Receive, Scope, Send

from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.refused import Refused
from innsyn.sandbox.simulators.openid.signing_keys import keys_in
from innsyn.sandbox.simulators.openid.wire import refuse_in_json
from innsyn.sandbox.simulators.population_register.changing import change
from innsyn.sandbox.simulators.population_register.faults import Fault
from innsyn.sandbox.simulators.population_register.feed import feed_page, last_sequence, one_event
from innsyn.sandbox.simulators.population_register.persons import many_persons, one_person
from innsyn.sandbox.simulators.population_register.refused import RegisterRefused, refuse
from innsyn.sandbox.simulators.population_register.register import Register
from innsyn.sandbox.simulators.population_register.running_register import API, MASKINPORTEN, RunningRegister
from innsyn.sandbox.simulators.population_register.token_endpoint import metadata, published_keys, token

CHANGES = "/changes"
BODY_LARGEST = 200_000
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


def simulator(
    base: str,
    register: Register,
    clients: Sequence[RegisteredClient],
    *,
    keys_folder: Path,
    clock: Callable[[], datetime],
    new_secret: Callable[[], str],
    faults: Collection[Fault] = (),
    slow_s: float = 30,
) -> ASGIApp:
    """Build the register and its token endpoint.

    base: its address without a trailing slash; the path is where it is mounted. register: its content, which the caller may change
    while it runs. keys_folder: the key that signs tokens is made there at the first start. faults: read at each request.
    Returns an ASGI application without start-up work, for a mount or a server of its own."""
    here = RunningRegister(
        base=base,
        register=register,
        clients={client.client_id: client for client in clients},
        keys=keys_in(keys_folder),
        clock=clock,
        new_secret=new_secret,
        faults=faults,
    )
    application = Litestar(
        route_handlers=_routes(),
        state=State({"running": here}),
        exception_handlers={Refused: refuse_in_json, RegisterRefused: refuse},
        openapi_config=None,
        logging_config=None,
        request_max_body_size=BODY_LARGEST,
        response_headers=_HEADERS,
    )

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and Fault.SLOW in here.faults:
            await asyncio.sleep(slow_s)
        await application(_below(here.prefix, scope), receive, send)

    return serve


def _routes() -> list[HTTPRouteHandler]:
    return [
        post(f"{MASKINPORTEN}/token", status_code=200)(token),
        get(f"{MASKINPORTEN}/jwk")(published_keys),
        get(f"{MASKINPORTEN}/.well-known/oauth-authorization-server")(metadata),
        get(f"{API}/v1/personer/{{number:str}}")(one_person),
        post(f"{API}/v1/personer/bulkoppslag", status_code=200)(many_persons),
        get(f"{API}/v1/hendelser/feed")(feed_page),
        get(f"{API}/v1/hendelser/siste/sekvensnummer")(last_sequence),
        get(f"{API}/v1/hendelser/{{event_id:str}}")(one_event),
        post(CHANGES, status_code=200)(change),
    ]


def _below(prefix: str, scope: Scope) -> Scope:
    """Take the mount's prefix off the path, whether the outer application has done so or not, and forget the outer one's state."""
    path = scope["path"].removeprefix(prefix) or "/"
    inner: Any = {**scope, "path": path, "raw_path": path.encode(), "root_path": "", "state": {}}
    return inner  # type: ignore[no-any-return]
