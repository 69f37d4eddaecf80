"""The error answers of the register, as they go over the wire.

Source: Skatteetaten, "Offentlig med hjemmel" 1.5, schema FolkeregisterFeilmelding."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.wire import WireRequest


@dataclass
class RegisterRefused(Exception):
    """A request is refused. code, text: as the register names and words it, nothing personal."""

    status: int
    code: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


def unauthenticated(text: str) -> RegisterRefused:
    """Refuse a request without a token that holds."""
    return RegisterRefused(401, "FREG-401", text, {"WWW-Authenticate": "Bearer"})


def forbidden(text: str) -> RegisterRefused:
    """Refuse an organisation that is known and lacks the right."""
    return RegisterRefused(403, "FREG-403", text)


def invalid(text: str) -> RegisterRefused:
    """Refuse a parameter or a body."""
    return RegisterRefused(400, "FREG-400", text)


def unknown(text: str) -> RegisterRefused:
    """Say that there is no such thing."""
    return RegisterRefused(404, "FREG-404", text)


def refuse(_: WireRequest, refused: RegisterRefused) -> Response[Any]:
    """Turn a refusal into the register's error answer."""
    content = {
        "alvorlighetsgrad": "ERROR",
        "feilkode": refused.code,
        "feilmelding": refused.text,
        "httpStatus": refused.status,
        "tilleggsinformasjon": {},
    }
    return Response(content=content, status_code=refused.status, media_type="application/json", headers=dict(refused.headers))
