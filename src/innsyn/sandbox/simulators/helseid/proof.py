"""Checking a DPoP proof at the simulated provider.

Source: RFC 9449 §4.3, §5 and §8."""

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key
from joserfc.jws import JWSRegistry

from innsyn.sandbox.simulators.helseid.running_helseid import Helseid
from innsyn.sandbox.simulators.openid.client_authentication import ALGORITHMS
from innsyn.sandbox.simulators.openid.refused import Refused

PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
OLDEST_S = 60
SKEW_S = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """The request a proof must be made for. access_token: at a resource, else empty."""

    method: str
    address: str
    access_token: str = ""


class _RoomyRegistry(JWSRegistry):
    """An RSA key in the header needs more than the library's 512 bytes."""

    max_header_length = 4096


def thumbprint_of(proof: str | None, call: Call, provider: Helseid) -> str:
    """Check a proof. Returns the thumbprint of its key. Raises Refused `invalid_dpop_proof` or `use_dpop_nonce`."""
    header = _header(proof or "")
    key = _public_key(header)
    try:
        claims = jwt.decode(proof or "", key, registry=_RoomyRegistry(algorithms=ALGORITHMS, strict_check_header=False)).claims
    except (JoseError, ValueError) as problem:
        raise _bad("the signature does not hold") from problem
    _check_claims(claims, call, provider)
    return key.thumbprint()


def _header(proof: str) -> Mapping[str, Any]:
    try:
        part = proof.split(".")[0]
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except ValueError as problem:
        raise _bad("not a token") from problem
    if not isinstance(header, dict) or header.get("typ") != "dpop+jwt" or header.get("alg") not in ALGORITHMS:
        raise _bad("typ or alg")
    return header


def _public_key(header: Mapping[str, Any]) -> Key:
    jwk = header.get("jwk")
    if not isinstance(jwk, dict) or PRIVATE_MEMBERS & jwk.keys() or jwk.get("kty") not in ("EC", "RSA"):
        raise _bad("jwk must be a public key")
    try:
        return import_key(jwk)
    except (JoseError, ValueError) as problem:
        raise _bad("jwk cannot be read") from problem


def _check_claims(claims: Mapping[str, Any], call: Call, provider: Helseid) -> None:
    now = provider.clock()
    issued, jti = claims.get("iat"), claims.get("jti")
    if claims.get("htm") != call.method or claims.get("htu") != call.address:
        raise _bad("htm or htu")
    if not isinstance(issued, int) or not now.timestamp() - OLDEST_S <= issued <= now.timestamp() + SKEW_S:
        raise _bad("iat")
    if call.access_token and not hmac.compare_digest(str(claims.get("ath", "")), _hash(call.access_token)):
        raise _bad("ath")
    if provider.requires_nonce and not call.access_token and not provider.nonces.get(str(claims.get("nonce", "")), now=now):
        raise _ask_for_nonce(provider)
    if not isinstance(jti, str) or not jti or provider.proofs.get(jti, now=now):
        raise _bad("jti missing or used")
    provider.proofs.put(jti, thing=True, now=now)


def _hash(token: str) -> str:
    return base64.urlsafe_b64encode(sha256(token.encode()).digest()).rstrip(b"=").decode()


def _ask_for_nonce(provider: Helseid) -> Refused:
    nonce = provider.new_secret()
    provider.nonces.put(nonce, thing=True, now=provider.clock())
    return Refused("use_dpop_nonce", "a nonce is required in the proof", headers={"DPoP-Nonce": nonce})


def _bad(what: str) -> Refused:
    return Refused("invalid_dpop_proof", what)
