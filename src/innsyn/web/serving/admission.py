"""May this caller open this page? Each need is answered with a call for the handler, or with what the caller gets instead."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from innsyn.web.answers import ABSENT, Answer, Redirect, View
from innsyn.web.calls import CitizenCall, OpenCall, StaffCall, VisitCall
from innsyn.web.feature import Route
from innsyn.web.fields import Fields
from innsyn.web.need import Need
from innsyn.web.serving.blocks import fill_blocks, fill_extract
from innsyn.web.serving.caller import Caller
from innsyn.web.serving.house import House
from innsyn.web.serving.out_of_reach import out_of_reach
from innsyn.web.serving.page_facts import Door, PageFacts
from innsyn.web.serving.shell import page_facts
from innsyn.web.sessions.session import Session

_KINDS = {Need.CITIZEN: "citizen", Need.STAFF: "staff", Need.STAFF_VISIT: "staff"}
_LOGIN = {"citizen": "/login", "staff": "/desk/login"}
DOOR_OF_NEED: dict[Need, Door] = {Need.OPEN: "open", Need.CITIZEN: "citizen", Need.STAFF: "desk", Need.STAFF_VISIT: "desk"}

OTHER_DOOR = View("errors/other_door.html", status=403, title="error.other_door.title")
SESSION_OVER = View("errors/session_over.html", status=403, title="error.session_over.title")
VISIT_OVER = View("errors/visit_over.html", status=403, title="error.visit_over.title")


@dataclass(frozen=True, slots=True)
class Admitted:
    """The caller may come in. call: what the handler is given. page: the shell around what it answers."""

    call: OpenCall
    page: PageFacts


async def admit(
    house: House, route: Route, caller: Caller, *, place: dict[str, str], query: Fields, form: Fields, reference: str
) -> Admitted | Answer:
    """Say yes with a call, or what the caller gets instead.

    place: names in the route's path, to values; `visit` is taken out of it. A visit that is not this session's is ABSENT."""
    session = caller.session
    if route.need is Need.OPEN:
        return _admitted(house, route, caller, OpenCall, {"actor": session.actor if session else None}, query, form, reference)
    if session is None:
        return SESSION_OVER if route.method == "POST" else Redirect(to=_login_address(route, caller, query))
    if session.actor.kind != _KINDS[route.need]:
        return OTHER_DOOR
    known: dict[str, Any] = {
        "actor": session.actor,
        "gate": house.gate,
        "notices": house.ports.notices,
        "health_contacts": house.ports.health_contacts,
        "messaging": house.ports.messaging,
    }
    at_the_desk = {"clients": house.ports.clients, "service_switches": house.ports.service_switches}
    if route.need is Need.STAFF:
        return _admitted(house, route, caller, StaffCall, known | at_the_desk, query, form, reference)
    if (closed := out_of_reach(route, caller, form)) is not None:
        return closed
    visit = await _visit(house, session, caller, place.pop("visit", None))
    if visit is None or visit is ABSENT:
        return ABSENT if visit is ABSENT else VISIT_OVER if route.need is Need.STAFF_VISIT else SESSION_OVER
    known["visit"] = visit
    if route.need is Need.STAFF_VISIT:
        return _admitted(house, route, caller, VisitCall, known | at_the_desk, query, form, reference)
    hers = {
        "preferences": house.ports.preferences,
        "calendar_feeds": house.ports.calendar_feeds,
        "waiting_times": house.ports.waiting_times,
        "origin": house.settings.origin,
        "reach": house.ports.reach,
        "acting": caller.acting,
        "drafts": session.drafts,
        "leads": lambda to: house.leads(to, caller.acting),
    }
    return _admitted(house, route, caller, CitizenCall, known | hers, query, form, reference)


async def knock(house: House, route: Route, caller: Caller, place: dict[str, str]) -> None:
    """Have it logged with whom it concerns that somebody we know was turned away at the address of one resource."""
    ids = [value for name, value in place.items() if name != "visit"]
    if route.asks_for and ids and caller.session is not None:
        await house.gate.knock(caller.session.actor, route.asks_for, ids[-1], caller.now)


async def _visit(house: House, session: Session, caller: Caller, named: str | None) -> Any:
    """Say the visit the page is in: the named one at the desk, the citizen's newest otherwise; ABSENT when it is not this session's.

    Where a visit to another's record is over, only pages that show nothing of a record come so far: they are in her own."""
    wanted = session.visit(_uuid(named)) if named is not None else (session.visits[-1] if session.visits else None)
    if wanted is None:
        return ABSENT if named is not None else None
    visit = await house.gate.resume(wanted.id, wanted.owner, session.actor, caller.now)
    if visit is None and caller.acting is not None and wanted.role != "self":
        own = session.at_home().visits
        return await house.gate.resume(own[0].id, own[0].owner, session.actor, caller.now) if own else None
    return visit


def _admitted(
    house: House, route: Route, caller: Caller, kind: type[OpenCall], known: dict[str, Any], query: Fields, form: Fields, reference: str
) -> Admitted:
    page = page_facts(house, caller, title=route.title, door=DOOR_OF_NEED[route.need], visit=known.get("visit"), reference=reference)
    if kind is VisitCall:
        known = known | {"draw": lambda asking, type_, id_: fill_extract(house, asking, page, type_, id_)}
    call = kind(
        now=caller.now,
        language=caller.language,
        path=caller.path,
        query=query,
        form=form,
        fill=lambda asking: fill_blocks(house, asking, page),
        choices=house.gate.choices,
        reaches=lambda to: house.reaches(to, caller.acting),
        **known,
    )
    return Admitted(call, page)


def _login_address(route: Route, caller: Caller, query: Fields) -> str:
    wish = caller.path if route.method == "GET" else "/"
    asked = "&".join(f"{quote(name)}={quote(value)}" for name in query for value in query.getlist(name))
    return f"{_LOGIN[_KINDS[route.need]]}?return_to={quote(wish + ('?' + asked if asked else ''), safe='/')}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
