"""One request to one route: recognise, refuse forgeries, admit, count, handle, draw."""

from dataclasses import replace

from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from innsyn.web.answers import Answer, Redirect, View
from innsyn.web.calls import OpenCall, VisitCall
from innsyn.web.feature import Route
from innsyn.web.fields import Fields
from innsyn.web.security.address import caller_address
from innsyn.web.security.forgery import FIELD, HEADER, is_from_ours, is_said_to_be_ours, is_same_token
from innsyn.web.serving.admission import DOOR_OF_NEED, Admitted, admit, knock
from innsyn.web.serving.caller import GIVEN_BACK, AnyRequest, Caller, recognise, standing_for, with_posts
from innsyn.web.serving.given_back import given_back
from innsyn.web.serving.house import House
from innsyn.web.serving.incoming import form_of, is_storable, query_of
from innsyn.web.serving.outgoing import AnyResponse, send, whole_again
from innsyn.web.serving.page_facts import PageFacts
from innsyn.web.serving.shell import page_facts

FORGED = View("errors/error.html", {"kind": "forged"}, status=403, title="error.forged.title")
TOO_MANY = View("errors/error.html", {"kind": "429"}, status=429, title="error.429.title")


def endpoint(house: House, route: Route) -> HTTPRouteHandler:
    """Make the framework's handler of a route. The route's need travels with it, for the test that walks all routes."""

    async def answer(request: AnyRequest) -> AnyResponse:
        return whole_again(request, await serve(house, route, request))

    return HTTPRouteHandler(
        route.path.replace("}", ":str}"),
        http_method=["GET", "HEAD"] if route.method == "GET" else ["POST"],
        opt={"need": route.need.value},
        status_code=200,
        request_max_body_size=route.max_body_bytes or house.settings.max_body_bytes,
    )(answer)


async def serve(house: House, route: Route, request: AnyRequest) -> AnyResponse:
    """Answer one request. Errors: what is not expected reaches the framework's exception handlers, which draw calm pages."""
    form = await form_of(request) if route.method == "POST" else Fields()
    if is_said_to_be_ours(request.headers, host=request.headers.get("host", "")):
        request.scope["state"][GIVEN_BACK] = given_back(route.words, form)
    caller = await standing_for(house, await with_posts(house, await recognise(house, request)))
    reference = request.scope["state"].get("reference", "")
    plain = page_facts(house, caller, title=route.title, door=DOOR_OF_NEED[route.need], reference=reference)
    if route.method == "POST" and not _is_genuine(request, caller, form):
        return send(house, FORGED, caller, plain)
    place = dict(request.path_params)
    if not all(map(is_storable, place.values())):
        raise NotFoundException
    outcome = await admit(house, route, caller, place=place, query=query_of(request), form=form, reference=reference)
    if not isinstance(outcome, Admitted):
        await knock(house, route, caller, place)
        own = page_facts(house, caller, title=route.title, door="open" if caller.session else "plain", reference=reference)
        return send(house, outcome, caller, own)
    if not await _is_within_limit(house, route, request, caller):
        return send(house, TOO_MANY, caller, plain)
    answer = await route.handler(outcome.call, **place)
    if isinstance(answer, Redirect):
        await _remember(house, caller, answer)
    return send(house, answer, caller, await _with_banner(house, outcome, answer))


def _is_genuine(request: AnyRequest, caller: Caller, form: Fields) -> bool:
    if not is_from_ours(request.headers, host=request.headers.get("host", "")):
        return False
    if caller.session is None:
        return True
    return is_same_token(request.headers.get(HEADER) or form.get(FIELD), caller.session.csrf)


async def _is_within_limit(house: House, route: Route, request: AnyRequest, caller: Caller) -> bool:
    if route.limit is None:
        return True
    who = caller.session.actor.key if caller.session else address_of(house, request)
    return await house.sessions.allow(f"{route.path} {who}", count=route.limit.count, per_s=route.limit.per_s, now=caller.now)


def address_of(house: House, request: AnyRequest) -> str:
    """Say the network address to count this caller by."""
    peer = request.client.host if request.client else ""
    return caller_address(peer, request.headers, trusted_hops=house.settings.trusted_hops)


async def _remember(house: House, caller: Caller, answer: Redirect) -> None:
    """Keep what the redirect says about the session: a visit opened or closed, a language chosen, a form filled in so far."""
    if caller.session is None or not (answer.opens or answer.closes or answer.locale or answer.keeps or answer.home):
        return
    session = caller.session
    session = session.at_home() if answer.home else session
    session = session.with_visit(answer.opens) if answer.opens else session
    session = session.without_visit(answer.closes.id) if answer.closes else session
    session = replace(session, locale=answer.locale) if answer.locale else session
    session = session.with_draft(answer.keeps.name, answer.keeps.fields) if answer.keeps else session
    await house.sessions.change(session, token=caller.token)


async def _with_banner(house: House, outcome: Admitted, answer: Answer) -> PageFacts:
    """Add whose record this is at the desk; that a citizen acts for somebody else the shell says by itself."""
    call: OpenCall = outcome.call
    if not isinstance(answer, View):
        return outcome.page
    banner = house.banner("desk") if isinstance(call, VisitCall) else None
    view = await banner.render(call) if banner else None
    if view is None:
        return outcome.page
    return replace(outcome.page, banner=house.drawer.draw(view, language=call.language, page=outcome.page))
