"""Signed tokens of a simulated provider, and their forgeries when a fault asks for them."""

import base64
import hmac
import json
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from joserfc import jwt

from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.signing_keys import SigningKeys

AN_HOUR_S = 3600


def signed(claims: dict[str, Any], *, typ: str, keys: SigningKeys, faults: Collection[Fault]) -> str:
    """Sign claims with RS256, or do one of the wrongs of `TOKEN_FAULTS`.

    typ: media type in the header (`JWT`, `at+jwt`). Returns a compact JWS. Source: RFC 7515 §7.1, RFC 9068 §2.1."""
    claims = _spoilt(claims, faults)
    header = {"alg": "RS256", "typ": typ, "kid": keys.current.kid}
    if Fault.ALG_NONE in faults:
        return f"{_part({**header, 'alg': 'none'})}.{_part(claims)}."
    if Fault.HS256_WITH_PUBLIC_KEY in faults:
        return _signed_with_public_key({**header, "alg": "HS256"}, claims, keys)
    if Fault.UNKNOWN_KEY in faults:
        return jwt.encode({**header, "kid": keys.stray.kid}, claims, keys.stray)
    token = jwt.encode(header, claims, keys.current)
    if Fault.BAD_SIGNATURE in faults:
        other = jwt.encode(header, {**claims, "jti": "other"}, keys.current)
        return ".".join([*token.split(".")[:2], other.split(".")[2]])
    return token


def token_hash(token: str) -> str:
    """The left half of the token's SHA-256: `at_hash`. Source: OpenID Connect Core §3.1.3.6."""
    return base64.urlsafe_b64encode(sha256(token.encode()).digest()[:16]).rstrip(b"=").decode()


def pairwise_subject(keys: SigningKeys, *, client_id: str, number: str) -> str:
    """The same person is another subject at each client. Source: OpenID Connect Core §8.1."""
    text = f"{client_id}:{number}".encode()
    return base64.urlsafe_b64encode(hmac.digest(keys.pairwise_secret(), text, "sha256")).rstrip(b"=").decode()


def _spoilt(claims: dict[str, Any], faults: Collection[Fault]) -> dict[str, Any]:
    if Fault.WRONG_AUDIENCE in faults:
        claims = {**claims, "aud": "somebody-else"}
    if Fault.WRONG_ISSUER in faults:
        claims = {**claims, "iss": "https://other.example"}
    if Fault.EXPIRED_TOKEN in faults:
        claims = {**claims, "iat": claims["iat"] - AN_HOUR_S, "exp": claims["iat"] - AN_HOUR_S + 60}
    return claims


def _signed_with_public_key(header: dict[str, Any], claims: dict[str, Any], keys: SigningKeys) -> str:
    signing_input = f"{_part(header)}.{_part(claims)}"
    mac = hmac.digest(keys.current.as_pem(private=False), signing_input.encode(), "sha256")
    return f"{signing_input}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
