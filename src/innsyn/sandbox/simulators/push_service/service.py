"""The push service: takes messages for subscriptions it has handed out, from whom they were handed out to, and holds them.

Source: RFC 8030 §§ 5 and 7, RFC 8292 §§ 3 and 4.
"""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey
from litestar import Litestar, Request, Response, post
from litestar.datastructures import State
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.push_service.faults import Fault

_LONGEST_BODY, _LONGEST_TTL_S, _DAY_S = 4_096, 2_419_200, 86_400


@dataclass
class PushService:
    """What it holds. base: its origin. owners: subscription to the public key of who may send there, base64url.

    held: subscription to the bodies that wait, by topic or by number."""

    base: str
    clock: Callable[[], datetime]
    owners: dict[str, str] = field(default_factory=dict)
    held: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def subscribe(self, name: str, owner: str) -> str:
        """Hand out a subscription. owner: the application's public key. Returns its address."""
        self.owners[name], self.held[name] = owner, {}
        return f"{self.base}/push/{name}"


def simulator(service: PushService, *, faults: Collection[Fault] = (), slow_s: float = 30) -> ASGIApp:
    """Build the service as an ASGI application. faults: read at each request."""

    async def take(request: Request[Any, Any, State]) -> Response[Any]:
        if Fault.SLOW in faults:
            await asyncio.sleep(slow_s)
        name, body = request.path_params["name"], await request.body()
        told = {Fault.DOWN: 503, Fault.GONE: 410, Fault.TOO_MANY: 429, Fault.REFUSES: 400}
        status = next((status for fault, status in told.items() if fault in faults), 0)
        status = status or _verdict(service, name, request.headers, body)
        if status == 201 and Fault.LOSES not in faults:
            service.held[name][request.headers.get("topic") or str(len(service.held[name]))] = body
        return Response(None, status_code=status, headers={"Location": f"{service.base}/message/{name}"} if status == 201 else {})

    return Litestar(route_handlers=[post("/push/{name:str}")(take)], openapi_config=None, logging_config=None)


def _verdict(service: PushService, name: str, headers: Any, body: bytes) -> int:
    if name not in service.owners:
        return 404
    if not _is_owner(headers.get("authorization", ""), service.owners[name], service.base, service.clock()):
        return 403
    ttl = headers.get("ttl", "")
    if not ttl.isdigit() or int(ttl) > _LONGEST_TTL_S or headers.get("content-encoding") != "aes128gcm":
        return 400
    return 413 if len(body) > _LONGEST_BODY else 201


def _is_owner(header: str, owner: str, audience: str, now: datetime) -> bool:
    kind, _, rest = header.partition(" ")
    given = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if kind.lower() != "vapid" or given.get("k") != owner:
        return False
    try:
        claims = jwt.decode(given.get("t", ""), _key(owner), algorithms=["ES256"]).claims
    except (JoseError, ValueError):
        return False
    left_s = claims.get("exp", 0) - now.timestamp()
    return claims.get("aud") == audience and 0 < left_s <= _DAY_S and str(claims.get("sub", "")).startswith(("mailto:", "https:"))


def _key(owner: str) -> ECKey:
    point = urlsafe_b64decode(owner + "=" * (-len(owner) % 4))
    x, y = (_text(part) for part in (point[1:33], point[33:]))
    return ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
