"""The token endpoint of the simulated ID-porten, and its id_token.

Source: docs.digdir.no, ID-porten, id_token; OpenID Connect Core §3.1.3."""

from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.back_channel import authenticated, check_grant_type, redeem
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.provider import Grant, Provider
from innsyn.sandbox.simulators.openid.tokens import pairwise_subject, signed, token_hash
from innsyn.sandbox.simulators.openid.wire import WireRequest, form_of, json_answer, provider_of

ID_TOKEN_LIFETIME_S = 120
ACCESS_TOKEN_LIFETIME_S = 600


async def token(request: WireRequest) -> Response[Any]:
    """Exchange a code for an id_token, and an access token that opens nothing."""
    provider, form = provider_of(request), await form_of(request)
    by = authenticated(provider, form)
    check_grant_type(form, by)
    grant = redeem(provider, form, by)
    access_token = provider.new_secret()
    return json_answer(
        {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": ACCESS_TOKEN_LIFETIME_S,
            "scope": " ".join(sorted(grant.request.scope)),
            "id_token": signed(_claims(provider, grant, access_token), typ="JWT", keys=provider.keys, faults=provider.faults),
        }
    )


def _claims(provider: Provider, grant: Grant, access_token: str) -> dict[str, Any]:
    login, wanted = grant.login, grant.request
    now = int(provider.clock().timestamp())
    is_high = login.eid.is_high and Fault.LOWER_LEVEL not in provider.faults
    hashed = "another" if Fault.WRONG_TOKEN_HASH in provider.faults else access_token
    return {
        "iss": provider.issuer,
        "aud": wanted.client.client_id,
        "sub": pairwise_subject(provider.keys, client_id=wanted.client.client_id, number=login.person.number),
        "pid": login.person.number,
        "amr": [login.eid.amr],
        "acr": "idporten-loa-high" if is_high else "idporten-loa-substantial",
        "auth_time": int(login.auth_time.timestamp()),
        "iat": now,
        "exp": now + ID_TOKEN_LIFETIME_S,
        "jti": provider.new_secret(),
        "sid": login.sid,
        "locale": wanted.locale,
        "at_hash": token_hash(hashed),
        **({"nonce": _nonce(provider, grant)} if wanted.nonce else {}),
    }


def _nonce(provider: Provider, grant: Grant) -> str:
    return "another" if Fault.WRONG_NONCE in provider.faults else grant.request.nonce
