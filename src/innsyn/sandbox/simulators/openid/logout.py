"""Logging out at a simulated provider, and telling the other clients through hidden frames.

Source: OpenID Connect RP-Initiated Logout 1.0 §2, OpenID Connect Front-Channel Logout 1.0 §3."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from litestar import Response

from innsyn.sandbox.simulators.openid import pages
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.login import cookie_name, redirect
from innsyn.sandbox.simulators.openid.provider import BrowserSession, Provider, with_query
from innsyn.sandbox.simulators.openid.refused import invalid_request
from innsyn.sandbox.simulators.openid.texts import LANGUAGES
from innsyn.sandbox.simulators.openid.wire import WireRequest, provider_of


async def end_session(request: WireRequest) -> Response[Any]:
    """End the session the id_token names, or this browser's when there is none, and tell every other client in it."""
    provider = provider_of(request)
    parameters = dict(request.query_params)
    hint = _read_hint(provider, parameters.get("id_token_hint", ""))
    client = provider.clients.get(str(hint.get("aud", "")))
    go_on = _way_back(client, parameters)
    sid = str(hint.get("sid", "")) or _sid_in_browser(provider, request)
    calls = [_call(provider, other, sid) for other in _end(provider, sid) if other != client and other.frontchannel_logout_uri]
    if go_on and not calls:
        return redirect(go_on)
    language = next((word for word in parameters.get("ui_locales", "").split() if word in LANGUAGES), LANGUAGES[0])
    return pages.logged_out(provider, calls=calls, go_on=go_on, language=language)


def _read_hint(provider: Provider, token: str) -> Mapping[str, Any]:
    """Read an id_token of ours, old ones too. Raises Refused when it is not ours."""
    if not token:
        return {}
    try:
        return jwt.decode(token, provider.keys.current, algorithms=["RS256"]).claims
    except (JoseError, ValueError) as problem:
        raise invalid_request("id_token_hint is not one of ours") from problem


def _way_back(client: RegisteredClient | None, parameters: Mapping[str, str]) -> str:
    address = parameters.get("post_logout_redirect_uri", "")
    if client is None or address not in client.post_logout_redirect_uris:
        return ""
    return with_query(address, state=parameters.get("state", ""))


def _sid_in_browser(provider: Provider, request: WireRequest) -> str:
    session = provider.sessions.get(request.cookies.get(cookie_name(provider), ""), now=provider.clock())
    return session.login.sid if session else ""


def _end(provider: Provider, sid: str) -> list[RegisteredClient]:
    """End a session. Returns the clients that were part of it."""
    ended: list[BrowserSession] = []
    for browser, session in provider.sessions.all(now=provider.clock()):
        if session.login.sid == sid:
            provider.sessions.take(browser, now=provider.clock())
            ended.append(session)
    return [client for session in ended for client in session.clients]


def _call(provider: Provider, client: RegisteredClient, sid: str) -> str:
    return with_query(client.frontchannel_logout_uri, iss=provider.issuer, sid=sid)
