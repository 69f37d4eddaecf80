"""The token endpoint in front of the register: a signed grant for a short-lived access token, as Maskinporten gives them.

Source: RFC 7523 §2.1 and §3; docs.digdir.no, Maskinporten, JWT grant, /token endpoint and access token."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from litestar import Response

from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.refused import Refused, invalid_grant
from innsyn.sandbox.simulators.openid.wire import WireRequest, form_of, json_answer
from innsyn.sandbox.simulators.population_register.faults import Fault
from innsyn.sandbox.simulators.population_register.running_register import RunningRegister, running

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ALGORITHMS = ("RS256", "RS384", "RS512")
CLAIMS = frozenset({"aud", "iss", "iat", "exp", "jti", "scope", "resource"})
TOKEN_LIFETIME_S = 120
LONGEST_S = 120
SKEW_S = 10


async def token(request: WireRequest) -> Response[Any]:
    """Exchange a grant for an access token."""
    here, form = running(request), await form_of(request)
    if Fault.TOKENS_DOWN in here.faults:
        raise Refused("temporarily_unavailable", "down", 503)
    if form.get("grant_type") != GRANT_TYPE:
        raise Refused("unsupported_grant_type", "only the JWT bearer grant")
    client, claims = _granted(here, form.get("assertion", ""))
    wanted = str(claims.get("scope", "")).split()
    if not wanted or not set(wanted) <= set(client.scopes):
        raise Refused("invalid_scope", "scope is empty or not registered for this client")
    scope = "somebody:elses/scope" if Fault.WRONG_SCOPE in here.faults else " ".join(wanted)
    answer = {
        "access_token": _access_token(here, client, scope),
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFETIME_S - 1,
        "scope": scope,
    }
    return json_answer(answer)


async def metadata(request: WireRequest) -> Response[Any]:
    """Say where everything is. Source: RFC 8414."""
    here = running(request)
    return json_answer(
        {
            "issuer": here.issuer,
            "token_endpoint": f"{here.issuer}token",
            "jwks_uri": f"{here.issuer}jwk",
            "grant_types_supported": [GRANT_TYPE],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        }
    )


async def published_keys(request: WireRequest) -> Response[Any]:
    """Publish the key that signs the tokens."""
    return json_answer(running(request).keys.published())


def _granted(here: RunningRegister, assertion: str) -> tuple[RegisteredClient, Mapping[str, Any]]:
    """Read a grant. Raises Refused `invalid_grant`."""
    client = here.clients.get(_claimed_issuer(assertion))
    if client is None:
        raise invalid_grant("Invalid assertion. Client authentication failed. Unknown client")
    keys = KeySet.import_key_set({"keys": list(client.public_keys["keys"])})
    try:
        read = jwt.decode(assertion, keys, algorithms=list(ALGORITHMS))
    except (JoseError, ValueError) as problem:
        raise invalid_grant("Invalid assertion. Client authentication failed. Signature") from problem
    if "kid" not in read.header or not read.claims.keys() <= CLAIMS:
        raise invalid_grant("Invalid assertion. kid is missing, or a claim is not known")
    _check_times(here, read.claims)
    if read.claims.get("aud") != here.issuer:
        raise invalid_grant("Invalid assertion. Client authentication failed. Invalid JWT claim aud")
    _spend(here, client, str(read.claims.get("jti", "")))
    return client, read.claims


def _claimed_issuer(assertion: str) -> str:
    """Read who the grant claims to be from, before anything in it is believed."""
    try:
        payload = assertion.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))).get("iss"))
    except (IndexError, ValueError, AttributeError):
        return ""


def _check_times(here: RunningRegister, claims: Mapping[str, Any]) -> None:
    now, issued, expires = here.clock().timestamp(), claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int):
        raise invalid_grant("Invalid assertion. iat and exp are required")
    if abs(now - issued) > SKEW_S or expires <= now or expires - issued > LONGEST_S:
        raise invalid_grant("Invalid assertion. Not valid now, or for too long")


def _spend(here: RunningRegister, client: RegisteredClient, jti: str) -> None:
    key, now = f"{client.client_id} {jti}", here.clock()
    if jti and here.spent.get(key, now=now):
        raise invalid_grant("Invalid assertion. Used before")
    here.spent.put(key, thing=True, now=now)


def _access_token(here: RunningRegister, client: RegisteredClient, scope: str) -> str:
    at = int(here.clock().timestamp()) - (TOKEN_LIFETIME_S * 2 if Fault.EXPIRED_TOKEN in here.faults else 0)
    claims = {
        "iss": here.issuer,
        "client_id": client.client_id,
        "client_amr": "private_key_jwt",
        "token_type": "Bearer",
        "scope": scope,
        "consumer": {"authority": "iso6523-actorid-upis", "ID": f"0192:{client.legal_entity}"},
        "iat": at,
        "exp": at + TOKEN_LIFETIME_S,
        "jti": here.new_secret(),
    }
    return jwt.encode({"alg": "RS256", "kid": here.keys.current.kid}, claims, here.keys.current)
