"""Finishing a login at a simulated provider: which workplace, the session in the browser, the code, the way back.

Source: RFC 6749 §4.1.2, RFC 9207 §2."""

from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from innsyn.sandbox.simulators.openid.authorization_request import AuthorizationRequest
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.kind import Eid
from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson
from innsyn.sandbox.simulators.openid.provider import BrowserSession, Grant, Login, Provider, with_query


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Who logs in, with what, for which organisation (empty: not said)."""

    person: SimulatedPerson
    eid: Eid
    organisation: str = ""


def must_ask_for_workplace(provider: Provider, wanted: AuthorizationRequest, choice: Choice) -> bool:
    """Say whether the person works in several places and nobody has said which one this login is for."""
    if not provider.kind.asks_for_workplace or provider.kind.organisation_in(wanted):
        return False
    return len(choice.person.employments) > 1 and choice.person.employment_at(choice.organisation) is None


def log_in(provider: Provider, wanted: AuthorizationRequest, browser: str, choice: Choice) -> Response[Any]:
    """Begin a session in this browser and send it back with a code, or with `access_denied` when the workplace is not the person's."""
    organisation = provider.kind.organisation_in(wanted) or choice.organisation
    employment = _employment(choice.person, organisation) if provider.kind.asks_for_workplace else None
    if provider.kind.organisation_in(wanted) and employment is None:
        return refuse(provider, wanted, "access_denied")
    now = provider.clock()
    login = Login(person=choice.person, eid=choice.eid, employment=employment, auth_time=now, sid=provider.new_secret())
    session = BrowserSession(login=login, clients=[])
    provider.sessions.put(browser, session, now=now)
    return hand_out_code(provider, wanted, session)


def may_reuse(provider: Provider, wanted: AuthorizationRequest, session: BrowserSession) -> bool:
    """Say whether single sign-on answers this request: high enough, not forbidden, for the same organisation."""
    organisation = provider.kind.organisation_in(wanted)
    employment = session.login.employment
    is_same_place = not organisation or (employment is not None and organisation in (employment.point_of_care, employment.legal_entity))
    return session.login.eid.is_high and not wanted.must_log_in and is_same_place


def hand_out_code(provider: Provider, wanted: AuthorizationRequest, session: BrowserSession) -> Response[Any]:
    """Send the browser back to the client with a code."""
    code = provider.new_secret()
    if Fault.SPENT_CODE not in provider.faults:
        provider.codes.put(code, Grant(request=wanted, login=session.login), now=provider.clock())
    if wanted.client not in session.clients:
        session.clients.append(wanted.client)
    return redirect(with_query(wanted.redirect_uri, code=code, state=wanted.state, iss=_stated_issuer(provider)))


def refuse(provider: Provider, wanted: AuthorizationRequest, error: str) -> Response[Any]:
    """Send the browser back to the client with an error code of RFC 6749 §4.1.2.1."""
    return redirect(with_query(wanted.redirect_uri, error=error, state=wanted.state, iss=_stated_issuer(provider)))


def redirect(address: str) -> Response[Any]:
    """Send the browser on with a GET."""
    return Response(content=b"", status_code=303, headers={"Location": address})


def cookie_name(provider: Provider) -> str:
    """The name of the browser's cookie at this kind of provider."""
    return f"{provider.kind.name}_simulator"


def with_cookie(provider: Provider, browser: str, answer: Response[Any]) -> Response[Any]:
    """Mark the browser, so that an attempt cannot be finished in another one."""
    cookie = Cookie(
        key=cookie_name(provider),
        value=browser,
        path=provider.prefix or "/",
        httponly=True,
        samesite="lax",
        secure=provider.issuer.startswith("https:"),
    )
    answer.set_cookie(cookie)
    return answer


def _employment(person: SimulatedPerson, organisation: str) -> Employment | None:
    return person.employment_at(organisation) if organisation else next(iter(person.employments), None)


def _stated_issuer(provider: Provider) -> str:
    return "https://other.example" if Fault.WRONG_RESPONSE_ISSUER in provider.faults else provider.issuer
