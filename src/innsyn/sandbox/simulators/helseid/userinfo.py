"""The userinfo endpoint of the simulated HelseID, which also shows how a resource checks a bound token.

Source: OpenID Connect Core §5.3, RFC 9449 §7."""

from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from litestar import Response

from innsyn.sandbox.simulators.helseid.proof import Call, thumbprint_of
from innsyn.sandbox.simulators.helseid.running_helseid import Helseid, helseid_of
from innsyn.sandbox.simulators.openid.refused import Refused
from innsyn.sandbox.simulators.openid.wire import WireRequest, json_answer

PATH = "/connect/userinfo"
LEFT_OUT = frozenset({"iss", "aud", "iat", "nbf", "exp", "jti", "cnf", "scope", "client_id"})


async def userinfo(request: WireRequest) -> Response[Any]:
    """Repeat the claims about the person to the holder of token and key."""
    provider = helseid_of(request)
    scheme, _, access_token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "dpop":
        raise Refused("invalid_token", "the token must be sent with the scheme DPoP", 401)
    claims = _read(provider, access_token)
    call = Call(method="GET", address=provider.address(PATH), access_token=access_token)
    if thumbprint_of(request.headers.get("dpop"), call, provider) != claims.get("cnf", {}).get("jkt"):
        raise Refused("invalid_token", "the token is bound to another key", 401)
    return json_answer({key: value for key, value in claims.items() if key not in LEFT_OUT})


def _read(provider: Helseid, access_token: str) -> dict[str, Any]:
    try:
        token = jwt.decode(access_token, provider.keys.current, algorithms=["RS256"])
    except (JoseError, ValueError) as problem:
        raise Refused("invalid_token", "not a token of ours", 401) from problem
    if token.header.get("typ") != "at+jwt" or token.claims["exp"] <= provider.clock().timestamp():
        raise Refused("invalid_token", "not an access token, or too old", 401)
    return token.claims
