"""Verifying a signed token before a word of it is believed.

Source: RFC 7515 §5.2, RFC 8725 §3.1 to §3.3 and §3.11."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry, extract_compact

from innsyn.edge.openid.refusal import Refusal, refused

ASYMMETRIC = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")


class _RoomyRegistry(JWSRegistry):
    """An RSA key in the header of a proof needs more than the library's 512 bytes."""

    max_header_length = 4096


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token whose signature holds. What it says has not been judged."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]


def header_of(token: str) -> Mapping[str, Any] | Refusal:
    """Read the header of a compact token, to find the key: nothing in it is believed yet."""
    try:
        return extract_compact(token.encode(), registry=_registry(ASYMMETRIC)).headers()
    except (JoseError, ValueError):
        return refused("token.form")


def unproved_claims(token: str) -> Mapping[str, Any] | Refusal:
    """Read what a token claims, to find whose key to ask for: nothing in it is believed before `verified` has said so."""
    try:
        claims = json.loads(extract_compact(token.encode(), registry=_registry(ASYMMETRIC)).payload or b"")
    except (JoseError, ValueError):
        return refused("token.form")
    return claims if isinstance(claims, dict) else refused("token.form")


def verified(token: str, key: Key, *, algorithms: Collection[str]) -> SignedToken | Refusal:
    """Verify the signature with one key and an algorithm we allow.

    algorithms: a part of `ASYMMETRIC`; `none` and shared secrets can never be asked for."""
    allowed = tuple(name for name in algorithms if name in ASYMMETRIC)
    if key.key_type not in ("RSA", "EC") or not allowed:
        return refused("token.key_type")
    try:
        read = jwt.decode(token, key, registry=_registry(allowed))
    except (JoseError, ValueError):
        return refused("token.signature")
    return SignedToken(header=read.header, claims=read.claims)


def _registry(algorithms: Collection[str]) -> JWSRegistry:
    return _RoomyRegistry(algorithms=algorithms, strict_check_header=False)
