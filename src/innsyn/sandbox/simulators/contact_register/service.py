"""The register's look-up: up to a thousand persons in one POST.

Source: docs.digdir.no, Kontaktregisteret, Oppslagstjenesten REST: `POST /rest/v2/personer`.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from litestar import Litestar, Request, Response, post
from litestar.datastructures import State
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.contact_register.faults import Fault
from innsyn.sandbox.simulators.contact_register.registered import Registered, unknown

PATH = "/rest/v2/personer"
_MOST = 1_000


def simulator(
    registered: Mapping[str, Registered],
    *,
    accepts: Callable[[str], bool],
    clock: Callable[[], datetime],
    faults: Collection[Fault] = (),
    slow_s: float = 30,
) -> ASGIApp:
    """Build the register as an ASGI application.

    registered: by number, read at each request. accepts: says whether a token is one of ours."""

    async def look_up(request: Request[Any, Any, State]) -> Response[Any]:
        if Fault.SLOW in faults:
            await asyncio.sleep(slow_s)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if Fault.DOWN in faults:
            return _problem(503)
        if kind.lower() != "bearer" or not accepts(token):
            return _problem(401)
        if Fault.FORBIDDEN in faults:
            return _problem(403)
        if Fault.NO_JSON in faults:
            return Response("<html>", media_type="text/html", status_code=200)
        numbers = _numbers(await request.json())
        if numbers is None:
            return _problem(400)
        asked = numbers[1:] if Fault.LEAVES_OUT in faults else numbers
        people = [registered[number].answer(clock()) if number in registered else unknown(number) for number in asked]
        return Response({"personer": people}, status_code=200)

    return Litestar(route_handlers=[post(PATH)(look_up)], openapi_config=None, logging_config=None)


def _numbers(content: Any) -> list[str] | None:
    numbers = content.get("personidentifikatorer") if isinstance(content, dict) else None
    if not isinstance(numbers, list) or not 0 < len(numbers) <= _MOST:
        return None
    return numbers if all(isinstance(number, str) for number in numbers) else None


def _problem(status: int) -> Response[Any]:
    return Response({"status": status}, status_code=status, media_type="application/problem+json")
