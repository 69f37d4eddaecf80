"""An authorization request, read and checked before anybody is asked to log in.

Source: RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1, RFC 7636 §4.3, RFC 9396 §2."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.refused import Refused, invalid_request

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
_LANGUAGES = ("nb", "nn", "en", "se")


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorizationRequest:
    """What a client asks for.

    details: `authorization_details`, always as a tuple. locale: the first of `ui_locales` we have, else `nb`.
    dpop_jkt: thumbprint the code is bound to, or empty (RFC 9449 §10)."""

    client: RegisteredClient
    redirect_uri: str
    scope: frozenset[str]
    state: str
    nonce: str
    code_challenge: str
    acr_values: tuple[str, ...]
    locale: str
    must_log_in: bool
    login_hint: str
    dpop_jkt: str
    details: tuple[Mapping[str, Any], ...]


def read_request(parameters: Mapping[str, str], client: RegisteredClient) -> AuthorizationRequest:
    """Read the parameters of `/authorize` or a push. Raises Refused: the redirect address is not trusted before all of it holds."""
    redirect_uri = parameters.get("redirect_uri", "")
    if redirect_uri not in client.redirect_uris:
        raise invalid_request("redirect_uri is not registered")
    _check_form(parameters)
    scope = frozenset(parameters.get("scope", "").split())
    if "openid" not in scope or not scope <= frozenset(client.scopes):
        raise Refused("invalid_scope", "scope lacks openid or holds something not registered")
    return AuthorizationRequest(
        client=client,
        redirect_uri=redirect_uri,
        scope=scope,
        state=parameters.get("state", ""),
        nonce=parameters.get("nonce", ""),
        code_challenge=parameters["code_challenge"],
        acr_values=tuple(parameters.get("acr_values", "").split()),
        locale=next((word for word in parameters.get("ui_locales", "").split() if word in _LANGUAGES), "nb"),
        must_log_in=parameters.get("prompt") == "login",
        login_hint=parameters.get("login_hint", ""),
        dpop_jkt=parameters.get("dpop_jkt", ""),
        details=details_in(parameters.get("authorization_details", "")),
    )


def details_in(text: str) -> tuple[Mapping[str, Any], ...]:
    """Read `authorization_details`: an array as the standard says, or the single object Norwegian samples send."""
    if not text:
        return ()
    try:
        return as_details(json.loads(text))
    except ValueError as problem:
        raise Refused("invalid_authorization_details", "not JSON") from problem


def as_details(value: Any) -> tuple[Mapping[str, Any], ...]:
    """Make the tuple out of decoded `authorization_details`. Raises Refused when it is not objects with a `type`."""
    details = value if isinstance(value, list) else [value]
    if not all(isinstance(detail, dict) and isinstance(detail.get("type"), str) for detail in details):
        raise Refused("invalid_authorization_details", "every detail is an object with a type")
    return tuple(details)


def _check_form(parameters: Mapping[str, str]) -> None:
    if parameters.get("response_type") != "code":
        raise Refused("unsupported_response_type", "only the code flow")
    if parameters.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(parameters.get("code_challenge", "")):
        raise invalid_request("PKCE with S256 is required")
    if parameters.get("prompt", "login") != "login":
        raise invalid_request("only prompt=login is supported")
    if not parameters.get("state"):
        raise invalid_request("state is required")
    if "request_uri" in parameters:
        raise invalid_request("request_uri cannot be pushed")
