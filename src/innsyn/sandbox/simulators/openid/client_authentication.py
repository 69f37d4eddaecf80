"""Client authentication by private_key_jwt at a simulated provider.

Source: RFC 7523 §2.2 and §3, OpenID Connect Core §9, RFC 9126 §2."""

import base64
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.memory import Shelf
from innsyn.sandbox.simulators.openid.refused import invalid_client

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
SKEW_S = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class AssertionRules:
    """What this kind of provider demands of an assertion.

    types: accepted `typ` headers, lower case, empty string for none. audiences: accepted `aud`. longest_s: from iat to exp."""

    types: Collection[str]
    audiences: Collection[str]
    longest_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthenticatedClient:
    """A client that has proved itself, with what else its assertion said."""

    client: RegisteredClient
    claims: Mapping[str, Any]


def authenticate(
    form: Mapping[str, str], clients: Mapping[str, RegisteredClient], rules: AssertionRules, *, spent: Shelf[bool], now: datetime
) -> AuthenticatedClient:
    """Check the client assertion in a form post.

    spent: the `jti` seen, each good for one request. Raises Refused `invalid_client`."""
    if form.get("client_assertion_type") != ASSERTION_TYPE:
        raise invalid_client("client_assertion_type must be jwt-bearer")
    assertion = form.get("client_assertion", "")
    client = clients.get(_claimed_client(assertion))
    if client is None:
        raise invalid_client("unknown client")
    header, claims = read_signed_by(client, assertion)
    if form.get("client_id", client.client_id) != client.client_id:
        raise invalid_client("client_id is not the assertion's")
    if str(header.get("typ", "")).lower() not in rules.types:
        raise invalid_client("typ of the assertion")
    _check_claims(claims, client, rules, now)
    _spend(str(claims["jti"]), client, spent, now)
    return AuthenticatedClient(client=client, claims=claims)


def read_signed_by(client: RegisteredClient, token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Verify a token with the client's registered keys. Returns header and claims. Raises Refused `invalid_client`."""
    keys = KeySet.import_key_set({"keys": list(client.public_keys["keys"])})
    try:
        read = jwt.decode(token, keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False))
    except (JoseError, ValueError) as problem:
        raise invalid_client("the signature does not hold") from problem
    return read.header, read.claims


def _claimed_client(assertion: str) -> str:
    """Read who the assertion claims to be from, before anything in it is believed."""
    try:
        payload = assertion.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))).get("iss"))
    except (IndexError, ValueError, AttributeError):
        return ""


def _check_claims(claims: Mapping[str, Any], client: RegisteredClient, rules: AssertionRules, now: datetime) -> None:
    at = now.timestamp()
    issued, expires = claims.get("iat"), claims.get("exp")
    if claims.get("iss") != client.client_id or claims.get("sub") != client.client_id:
        raise invalid_client("iss and sub must be the client")
    if claims.get("aud") not in rules.audiences:
        raise invalid_client("aud of the assertion")
    if not isinstance(issued, int) or not isinstance(expires, int) or not claims.get("jti"):
        raise invalid_client("iat, exp and jti are required")
    if issued > at + SKEW_S or expires <= at - SKEW_S or expires - issued > rules.longest_s:
        raise invalid_client("the assertion is not valid now, or for too long")
    if claims.get("nbf", issued) > at + SKEW_S:
        raise invalid_client("the assertion is not valid yet")


def _spend(jti: str, client: RegisteredClient, spent: Shelf[bool], now: datetime) -> None:
    key = f"{client.client_id} {jti}"
    if spent.get(key, now=now):
        raise invalid_client("the assertion has been used")
    spent.put(key, thing=True, now=now)
