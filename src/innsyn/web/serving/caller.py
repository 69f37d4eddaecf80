"""Who sends this request: the session behind the cookie, the language, and the notice a former page left."""

from dataclasses import dataclass, field, replace
from typing import Any

from litestar import Request

from innsyn.gate.acting import Acting, ended
from innsyn.kernel.clock import Instant
from innsyn.web.language import Language
from innsyn.web.security.cookies import cookie_name
from innsyn.web.serving.given_back import NOTHING, GivenBack
from innsyn.web.serving.house import House
from innsyn.web.serving.language_choice import choose_locale
from innsyn.web.sessions.session import Living, Session

AnyRequest = Request[Any, Any, Any]

GIVEN_BACK = "given_back"
"""Where a request's state holds what its sender has written, also for the pages that are drawn when something breaks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """One request's sender. token: of the session, empty when there is none. notice: text key, empty when none.

    acting: for whom a citizen acts; None in her own record, and for everybody else.
    given_back: what she has written in the form she posts, for the page that turns her away."""

    now: Instant
    language: Language
    path: str
    token: str = field(default="", repr=False)
    living: Living | None = None
    notice: str = ""
    acting: Acting | None = None
    given_back: GivenBack = NOTHING

    @property
    def session(self) -> Session | None:
        """Say the living session, if any."""
        return self.living.session if self.living else None


async def recognise(house: House, request: AnyRequest) -> Caller:
    """Say who calls. One statement when a session's cookie came, none otherwise."""
    now = house.clock()
    token = _cookie(house, request, "session")
    living = await house.sessions.find(token, now=now) if token else None
    return Caller(
        now=now,
        language=_language(house, request, living.session.locale if living else ""),
        path=request.scope["path"],
        token=token if living else "",
        living=living,
        notice=_notice(house, request),
        given_back=_given_back(request),
    )


async def standing_for(house: House, caller: Caller) -> Caller:
    """Say for whom she acts, when her newest visit is in another's record: one statement then, none otherwise."""
    session = caller.session
    if session is None or session.actor.kind != "citizen" or not session.visits or session.visits[-1].role == "self":
        return caller
    newest = session.visits[-1]
    visit = await house.gate.resume(newest.id, newest.owner, session.actor, caller.now)
    if visit is None:
        return replace(caller, acting=ended(newest.role))
    return replace(caller, acting=await house.gate.acting(visit, caller.now))


async def with_posts(house: House, caller: Caller) -> Caller:
    """Say the same caller with the posts she holds now: asked when somebody's posts have changed since hers were, and none otherwise.

    What another request has put into the session meanwhile stands: then her next one asks again."""
    living = caller.living
    if living is None or living.session.actor.kind != "staff" or living.posts_stamp == living.session.posts_stamp:
        return caller
    held = await house.gate.posts_shown(living.session.actor)
    session = replace(living.session, posts=held, posts_stamp=living.posts_stamp)
    await house.sessions.change_unless_changed(session, living, token=caller.token)
    return replace(caller, living=replace(living, session=session))


def stranger(house: House, request: AnyRequest) -> Caller:
    """Say who calls without asking the store: for pages that must work when it is away."""
    language = _language(house, request, "")
    return Caller(now=house.clock(), language=language, path=request.scope["path"], given_back=_given_back(request))


def _language(house: House, request: AnyRequest, chosen: str) -> Language:
    accept = request.headers.get("accept-language", "")
    return house.language(choose_locale(chosen=chosen, cookie=_cookie(house, request, "language"), accept_language=accept))


def _given_back(request: AnyRequest) -> GivenBack:
    found: GivenBack = request.scope.get("state", {}).get(GIVEN_BACK, NOTHING)
    return found


def _notice(house: House, request: AnyRequest) -> str:
    key = _cookie(house, request, "notice")
    return key if key in house.texts.keys() else ""  # noqa: SIM118 - `keys` is ours, a set


def _cookie(house: House, request: AnyRequest, purpose: str) -> str:
    return request.cookies.get(cookie_name(purpose, is_https=house.settings.is_https), "")[:200]
