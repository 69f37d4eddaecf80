"""Making DPoP proofs: showing that we hold the key a token is bound to.

Source: RFC 9449 §4.1 and §4.2."""

import base64
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from innsyn.kernel.clock import Instant

ALGORITHM = "ES256"


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofCall:
    """The request a proof is for.

    address: without query and fragment. access_token: at a resource, empty at the token endpoint. nonce: when the server demanded one."""

    method: str
    address: str
    access_token: str = ""
    nonce: str = ""


def new_dpop_key() -> ECKey:
    """Make a key for one session."""
    return ECKey.generate_key("P-256", private=True)


def dpop_key_from(text: str | bytes) -> ECKey:
    """Read a key kept in a session. text: private JWK as JSON."""
    return ECKey.import_key(json.loads(text))


def dpop_key_text(key: ECKey) -> str:
    """Write a key for keeping in a session on the server."""
    return json.dumps(key.as_dict(private=True))


def dpop_proof(key: ECKey, call: ProofCall, *, jti: str, now: Instant) -> str:
    """Make a proof, good for one request. jti: never used before."""
    claims: dict[str, Any] = {"jti": jti, "htm": call.method, "htu": call.address, "iat": int(now.timestamp())}
    if call.access_token:
        claims["ath"] = token_hash(call.access_token)
    if call.nonce:
        claims["nonce"] = call.nonce
    public = {name: key.as_dict(private=False)[name] for name in ("kty", "crv", "x", "y")}
    return jwt.encode({"typ": "dpop+jwt", "alg": ALGORITHM, "jwk": public}, claims, key, algorithms=[ALGORITHM])


def token_hash(access_token: str) -> str:
    """The value of `ath`. Source: RFC 9449 §4.2."""
    return base64.urlsafe_b64encode(sha256(access_token.encode()).digest()).rstrip(b"=").decode()
