"""Judging an id_token.

Source: OpenID Connect Core §3.1.3.7 and §3.1.3.8, RFC 8725 §3."""

import base64
import hashlib
import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import SignedToken
from innsyn.kernel.clock import Instant

SKEW_S = 10
OLDEST_S = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class IdTokenRules:
    """What a token must say to be the answer to our own question. access_token: the one it came with."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str


def judge_id_token(token: SignedToken, rules: IdTokenRules, *, now: Instant) -> Refusal | None:
    """Say what is wrong with a token whose signature holds, or None when nothing is."""
    claims = token.claims
    if str(token.header.get("typ", "JWT")).upper() != "JWT":
        return refused("id_token.typ")
    if claims.get("iss") != rules.issuer:
        return refused("id_token.iss")
    if not _is_for(rules.client_id, claims):
        return refused("id_token.aud")
    if not _is_same(claims.get("nonce"), rules.nonce):
        return refused("id_token.nonce")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        return refused("id_token.sub")
    if "at_hash" in claims and not _is_same(claims["at_hash"], _half_hash(rules.access_token, str(token.header["alg"]))):
        return refused("id_token.at_hash")
    return judge_times(claims, now=now, name="id_token", oldest_s=OLDEST_S)


def judge_times(claims: Mapping[str, Any], *, now: Instant, name: str, oldest_s: float = math.inf) -> Refusal | None:
    """Say which of exp, iat and nbf does not hold, with ten seconds for clocks that differ. exp and iat are required."""
    at = now.timestamp()
    expires, issued, not_before = (_seconds(claims.get(claim)) for claim in ("exp", "iat", "nbf"))
    if expires is None or expires <= at - SKEW_S:
        return refused(f"{name}.exp")
    if issued is None or not at - SKEW_S - oldest_s <= issued <= at + SKEW_S:
        return refused(f"{name}.iat")
    if "nbf" in claims and (not_before is None or not_before > at + SKEW_S):
        return refused(f"{name}.nbf")
    return None


def _seconds(value: Any) -> float | None:
    """Read a NumericDate; a boolean, a text, NaN or infinity is none."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and math.isfinite(value) else None


def _is_for(client_id: str, claims: Mapping[str, Any]) -> bool:
    audience, authorized = claims.get("aud"), claims.get("azp", client_id)
    audiences = audience if isinstance(audience, list) else [audience]
    if client_id not in audiences or authorized != client_id:
        return False
    return len(audiences) == 1 or "azp" in claims


def _is_same(given: Any, expected: str) -> bool:
    return isinstance(given, str) and bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def _half_hash(access_token: str, algorithm: str) -> str:
    """The left half of the hash that goes with the signature's algorithm."""
    digest = hashlib.new(f"sha{algorithm[-3:]}", access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
