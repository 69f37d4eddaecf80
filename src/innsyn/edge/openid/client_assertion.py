"""Proving who we are to a provider: private_key_jwt.

Source: RFC 7523 §2.2 and §3, OpenID Connect Core §9; NHN, HelseID client assertion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import Key

from innsyn.edge.openid.signing_key import algorithm_for
from innsyn.kernel.clock import Instant

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LIFETIME_S = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """Ourselves as a provider knows us.

    assertion_typ: header `typ` the provider wants (`JWT`, or HelseID's `client-authentication+jwt`)."""

    client_id: str
    key: Key
    assertion_typ: str = "JWT"


def client_assertion(client: Client, *, issuer: str, jti: str, now: Instant, details: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Make the form fields that authenticate us, good for one request within 30 seconds.

    issuer: the provider, the only audience (RFC 7523bis closes the hole of several). details: `authorization_details` for a token
    request."""
    at = int(now.timestamp())
    claims: dict[str, Any] = {"iss": client.client_id, "sub": client.client_id, "aud": issuer, "jti": jti}
    claims |= {"iat": at, "nbf": at, "exp": at + LIFETIME_S}
    if details is not None:
        claims["authorization_details"] = [details]
    header = {"alg": algorithm_for(client.key), "typ": client.assertion_typ, "kid": client.key.kid}
    return {
        "client_id": client.client_id,
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": jwt.encode(header, claims, client.key, algorithms=[header["alg"] or ""]),
    }
