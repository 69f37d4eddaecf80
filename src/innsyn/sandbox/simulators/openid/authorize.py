"""The authorization endpoint of a simulated provider.

Source: RFC 6749 §4.1.1, RFC 9126 §4."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid.authorization_request import AuthorizationRequest, read_request
from innsyn.sandbox.simulators.openid.kind import EIDS, eid_with_key
from innsyn.sandbox.simulators.openid.login import Choice, cookie_name, hand_out_code, log_in, may_reuse, redirect, with_cookie
from innsyn.sandbox.simulators.openid.people import person_with_key
from innsyn.sandbox.simulators.openid.provider import Attempt, Provider, with_query
from innsyn.sandbox.simulators.openid.refused import invalid_request
from innsyn.sandbox.simulators.openid.wire import WireRequest, provider_of


async def authorize(request: WireRequest) -> Response[Any]:
    """Answer at once for a `login_hint` or a living session, else send the browser to the page."""
    provider = provider_of(request)
    wanted = _wanted(provider, dict(request.query_params))
    browser = request.cookies.get(cookie_name(provider)) or provider.new_secret()
    return with_cookie(provider, browser, _answer(provider, wanted, browser))


def _answer(provider: Provider, wanted: AuthorizationRequest, browser: str) -> Response[Any]:
    hinted = _hinted(provider, wanted.login_hint)
    if hinted:
        return log_in(provider, wanted, browser, hinted)
    session = provider.sessions.get(browser, now=provider.clock())
    if session and may_reuse(provider, wanted, session):
        return hand_out_code(provider, wanted, session)
    attempt_id = provider.new_secret()
    provider.attempts.put(attempt_id, Attempt(request=wanted, browser=browser), now=provider.clock())
    return redirect(with_query(provider.address("/choose"), attempt=attempt_id, language=wanted.locale))


def _wanted(provider: Provider, parameters: Mapping[str, str]) -> AuthorizationRequest:
    client = provider.clients.get(parameters.get("client_id", ""))
    if client is None:
        raise invalid_request("unknown client")
    if "request_uri" in parameters:
        pushed = provider.pushed.take(parameters["request_uri"], now=provider.clock())
        if pushed is None or pushed.client != client:
            raise invalid_request("request_uri is unknown, used, or too old")
        return pushed
    if provider.kind.pushed_only:
        raise invalid_request("the request must be pushed first")
    wanted = read_request(parameters, client)
    provider.kind.check(wanted)
    return wanted


def _hinted(provider: Provider, hint: str) -> Choice | None:
    """Read `key`, `key:eid` or `key:organisation`: the way in for scripts. An unknown key leads to the page."""
    key, _, rest = hint.partition(":")
    person = person_with_key(provider.shown_people(), key)
    if person is None:
        return None
    organisation = rest if person.employment_at(rest) else ""
    return Choice(person=person, eid=eid_with_key(rest) or EIDS[0], organisation=organisation)
