"""Where the system is reached: the platform knocks here, and the sandbox switches what it does wrong.

What is switched is said in one body, `{"slow": false, "answers": true}`; the words are in `faults.py`."""

import json
from typing import Any

from litestar import Litestar, Request, Response, post
from litestar.datastructures import State
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.clinic_system.faults import Behaviour, Fault
from innsyn.sandbox.simulators.clinic_system.system import ClinicSystem

KNOCK, SWITCHES = "/knock", "/switches"
_MOST_OCTETS = 50_000

WireRequest = Request[Any, Any, State]


def simulator(system: ClinicSystem, behaviour: Behaviour) -> ASGIApp:
    """Build the ASGI application of one office's system."""

    async def knock(request: WireRequest) -> Response[Any]:  # noqa: ARG001 - nothing in it matters
        """Take a notification: there is something to fetch."""
        if system.is_away:
            return _said(503)
        system.wake()
        return _said(200)

    async def switch(request: WireRequest) -> Response[Any]:
        """Switch faults, all or none. The body must be called JSON: no page can forge that."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _said(400)
        try:
            switches = {Fault(word): is_on for word, is_on in json.loads(await request.body()).items()}
        except (ValueError, AttributeError):
            return _said(400)
        if not all(isinstance(is_on, bool) for is_on in switches.values()):
            return _said(400)
        behaviour.change(switches)
        system.wake()
        return _said(200)

    routes = [post(KNOCK, status_code=200)(knock), post(SWITCHES, status_code=200)(switch)]
    return Litestar(route_handlers=routes, openapi_config=None, logging_config=None, request_max_body_size=_MOST_OCTETS)


def _said(status: int) -> Response[Any]:
    return Response({"status": status}, status_code=status, media_type="application/json")
