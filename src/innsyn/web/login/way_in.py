"""The way in: choose a door, be sent to its provider, come back, and stand on the page one asked for."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from innsyn.gate.rules.book import is_rule
from innsyn.web.answers import View
from innsyn.web.arrivals import NotAdmitted
from innsyn.web.doors import CitizenDoor, CitizenLogin, Departure, LevelTooLow, LoginFailed, StaffDoor, StaffLogin
from innsyn.web.login.session_start import citizen_session, new_token, staff_session
from innsyn.web.security.cookies import cookie, cookie_name
from innsyn.web.security.local_path import local_path
from innsyn.web.serving.caller import AnyRequest, Caller, recognise
from innsyn.web.serving.dispatch import TOO_MANY, address_of
from innsyn.web.serving.house import House
from innsyn.web.serving.incoming import query_of
from innsyn.web.serving.outgoing import AnyResponse, draw, send_away
from innsyn.web.serving.shell import page_facts
from innsyn.web.sessions.session import Session
from innsyn.web.sessions.store import DoorName

_LOGINS_PER_MINUTE = 30
_FIRST_PAGE: dict[DoorName, str] = {"citizen": "/my-health", "staff": "/desk"}


@dataclass(frozen=True)
class WayIn:
    """The routes that lead in, for one house."""

    house: House

    async def choose(self, request: AnyRequest) -> AnyResponse:
        """GET /login: choose a door; with the sandbox's hint, go through it at once."""
        query = query_of(request)
        hint, hints = query.get("login_hint"), self.house.doors.hints
        door = hints.door_of(hint) if hints and hint else None
        if door:
            return await self._depart(request, door, hint=hint)
        caller = await recognise(self.house, request)
        return_to = local_path(query.get("return_to"))
        wished = quote(return_to, safe="/") if return_to != "/" else ""
        return self._draw(View("login/choose.html", {"return_to": wished}, title="login.title"), caller, request)

    async def citizen(self, request: AnyRequest) -> AnyResponse:
        """GET /login/citizen: to ID-porten's kind."""
        return await self._depart(request, "citizen", hint=None)

    async def staff(self, request: AnyRequest) -> AnyResponse:
        """GET /desk/login: to HelseID's kind."""
        return await self._depart(request, "staff", hint=None)

    async def citizen_back(self, request: AnyRequest) -> AnyResponse:
        """GET /login/callback: the citizens' provider sends the browser back."""
        return await self._arrive(request, "citizen")

    async def staff_back(self, request: AnyRequest) -> AnyResponse:
        """GET /desk/login/callback: the personnel's provider sends the browser back."""
        return await self._arrive(request, "staff")

    async def _depart(self, request: AnyRequest, door: DoorName, *, hint: str | None) -> AnyResponse:
        caller = await recognise(self.house, request)
        key = f"login {address_of(self.house, request)}"
        if not await self.house.sessions.allow(key, count=_LOGINS_PER_MINUTE, per_s=60, now=caller.now):
            return self._draw(TOO_MANY, caller, request)
        asked = query_of(request).get("return_to")
        departure = await self._door(door).begin(
            return_to=local_path(asked, _FIRST_PAGE[door]), locale=caller.language.code, login_hint=hint
        )
        if isinstance(departure, LoginFailed):
            return self._draw(_failed(departure, door), caller, request)
        return await self._send_out(departure, door, caller)

    async def _send_out(self, departure: Departure, door: DoorName, caller: Caller) -> AnyResponse:
        token = new_token(self.house.random_bytes)
        await self.house.sessions.depart(door, departure.pre_login, token=token, now=caller.now)
        return send_away(departure.url, [cookie("departure", token, is_https=self._is_https, max_age_s=600)])

    async def _arrive(self, request: AnyRequest, door: DoorName) -> AnyResponse:
        caller = await recognise(self.house, request)
        token = request.cookies.get(cookie_name("departure", is_https=self._is_https), "")
        pre_login = await self.house.sessions.return_from(door, token=token, now=caller.now) if token else None
        if pre_login is None:
            return self._draw(_failed(LoginFailed(reason_key="login.failed.stale", detail="no departure"), door), caller, request)
        query = query_of(request)
        outcome = await self._door(door).complete({name: query.get(name) for name in query}, pre_login, now=caller.now)
        if isinstance(outcome, LoginFailed):
            self.house.log.info("login_failed", door=door, reason=outcome.reason_key, detail=outcome.detail)
            return self._draw(_failed(outcome, door), caller, request)
        if isinstance(outcome, LevelTooLow):
            return await self._too_low(outcome, door, caller, request)
        return await self._enter(outcome, caller, request)

    async def _too_low(self, outcome: LevelTooLow, door: DoorName, caller: Caller, request: AnyRequest) -> AnyResponse:
        """Show which eIDs do, with a link that ends the provider's session first: it would answer with the same weak login again.

        The way back has no query: a provider compares it letter by letter with the addresses we have registered."""
        again = f"{self.house.settings.origin}{_login_path(door)}"
        address = await self._door(door).logout_url(id_token=outcome.id_token, return_to=again)
        return self._draw(
            View("login/level.html", {"eid": outcome.eid, "again": address, "door": door}, status=403, title="login.level.title"),
            caller,
            request,
        )

    async def _enter(self, login: CitizenLogin | StaffLogin, caller: Caller, request: AnyRequest) -> AnyResponse:
        session = await self._session(login, caller)
        if isinstance(session, NotAdmitted):
            verdict = session.verdict
            door = "staff" if isinstance(login, StaffLogin) else "citizen"
            context = {"reason": verdict.key, "door": door, "rule": verdict.rule if is_rule(verdict.rule) else ""}
            return self._draw(View("login/not_admitted.html", context, status=403, title="login.not_admitted.title"), caller, request)
        if caller.token:
            await self.house.sessions.end(caller.token)
        token = new_token(self.house.random_bytes)
        await self.house.sessions.start(session, token=token, now=caller.now)
        cookies = [
            cookie("session", token, is_https=self._is_https),
            cookie("departure", "", is_https=self._is_https, max_age_s=0),
        ]
        first = _FIRST_PAGE["staff" if isinstance(login, StaffLogin) else "citizen"]
        wished = local_path(login.return_to, first)
        return send_away(first if wished == "/" else wished, cookies)

    async def _session(self, login: CitizenLogin | StaffLogin, caller: Caller) -> Session | NotAdmitted:
        csrf = new_token(self.house.random_bytes)
        if isinstance(login, StaffLogin):
            stamp = await self.house.sessions.posts_stamp()
            staff = await self.house.doors.arrivals.staff(login, now=caller.now)
            if isinstance(staff, NotAdmitted):
                return staff
            return staff_session(login, staff, csrf=csrf, posts_stamp=stamp, now=caller.now)
        citizen = await self.house.doors.arrivals.citizen(login, now=caller.now)
        return citizen if isinstance(citizen, NotAdmitted) else citizen_session(login, citizen, csrf=csrf, now=caller.now)

    def _door(self, door: Literal["citizen", "staff"]) -> CitizenDoor | StaffDoor:
        return self.house.doors.citizen if door == "citizen" else self.house.doors.staff

    @property
    def _is_https(self) -> bool:
        return self.house.settings.is_https

    def _draw(self, view: View, caller: Caller, request: AnyRequest) -> AnyResponse:
        reference = request.scope["state"].get("reference", "")
        title = view.title or "login.title"
        return draw(self.house, view, caller, page_facts(self.house, caller, title=title, door="plain", reference=reference))


def _failed(outcome: LoginFailed, door: DoorName) -> View:
    again = f"{_login_path(door)}?return_to={quote(local_path(outcome.return_to), safe='/')}"
    context = {"reason": outcome.reason_key, "again": again}
    return View("login/failed.html", context, status=403, title="login.failed.title")


def _login_path(door: DoorName) -> str:
    return "/login/citizen" if door == "citizen" else "/desk/login"
