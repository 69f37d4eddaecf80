"""What clients ask a simulated provider directly: discovery, keys, pushed requests, and the code for the token endpoint.

Source: OpenID Connect Discovery 1.0 §3, RFC 8414 §2, RFC 9126 §2, RFC 7636 §4.6."""

import base64
import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.authorization_request import read_request
from innsyn.sandbox.simulators.openid.client_authentication import ALGORITHMS, AuthenticatedClient, authenticate
from innsyn.sandbox.simulators.openid.provider import Grant, Provider
from innsyn.sandbox.simulators.openid.refused import Refused, invalid_grant
from innsyn.sandbox.simulators.openid.wire import WireRequest, form_of, json_answer, provider_of

PUSHED_LIFETIME_S = 60


async def discovery(request: WireRequest) -> Response[Any]:
    """Say where everything is and what is supported."""
    provider = provider_of(request)
    paths = provider.kind.paths
    return json_answer(
        {
            "issuer": provider.issuer,
            "authorization_endpoint": provider.address(paths.authorize),
            "pushed_authorization_request_endpoint": provider.address(paths.pushed),
            "require_pushed_authorization_requests": provider.kind.pushed_only,
            "token_endpoint": provider.address(paths.token),
            "jwks_uri": provider.address(paths.jwks),
            "end_session_endpoint": provider.address(paths.end_session),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
            "ui_locales_supported": ["nb", "nn", "en", "se"],
            "authorization_response_iss_parameter_supported": True,
            "frontchannel_logout_supported": True,
            "frontchannel_logout_session_supported": True,
            **_addressed(provider),
        }
    )


async def published_keys(request: WireRequest) -> Response[Any]:
    """Publish the signing key."""
    return json_answer(provider_of(request).keys.published())


async def push(request: WireRequest) -> Response[Any]:
    """Take in an authorization request and give it a short name."""
    provider, form = provider_of(request), await form_of(request)
    by = authenticated(provider, form)
    wanted = read_request(provider.kind.opened(form, by), by.client)
    provider.kind.check(wanted)
    request_uri = f"urn:ietf:params:oauth:request_uri:{provider.new_secret()}"
    provider.pushed.put(request_uri, wanted, now=provider.clock())
    return json_answer({"request_uri": request_uri, "expires_in": PUSHED_LIFETIME_S}, status=201)


def authenticated(provider: Provider, form: Mapping[str, str]) -> AuthenticatedClient:
    """Check who posts this form. Raises Refused."""
    return authenticate(form, provider.clients, provider.kind.assertion, spent=provider.spent, now=provider.clock())


def redeem(provider: Provider, form: Mapping[str, str], by: AuthenticatedClient) -> Grant:
    """Exchange a code for what it stands for: once, by the client it was given to, from the same address, with the verifier.

    Raises Refused `invalid_grant`; the code is then spent as well."""
    grant = provider.codes.take(form.get("code", ""), now=provider.clock())
    if grant is None or grant.request.client != by.client:
        raise invalid_grant("the code is unknown, used, too old or another client's")
    if form.get("redirect_uri") != grant.request.redirect_uri:
        raise invalid_grant("redirect_uri is not the one the code was sent to")
    challenge = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
    if not hmac.compare_digest(challenge, grant.request.code_challenge):
        raise invalid_grant("code_verifier does not match")
    return grant


def check_grant_type(form: Mapping[str, str], by: AuthenticatedClient) -> str:
    """Say which grant is asked for. Raises Refused when it is none of the client's."""
    grant_type = form.get("grant_type", "")
    if grant_type not in by.client.grants:
        raise Refused("unauthorized_client", "this grant is not the client's")
    return grant_type


def _addressed(provider: Provider) -> dict[str, Any]:
    """Make members that end in `_endpoint` absolute."""
    return {key: provider.address(value) if key.endswith("_endpoint") else value for key, value in provider.kind.extra.items()}
