"""The way out: here, everywhere, at the provider too, and when the provider says so. And staying a little longer."""

from dataclasses import dataclass

from litestar import Response
from litestar.datastructures import Cookie

from innsyn.web.answers import View
from innsyn.web.security.cookies import cookie
from innsyn.web.security.forgery import FIELD, HEADER, is_from_ours, is_same_token
from innsyn.web.serving.caller import AnyRequest, Caller, recognise, stranger
from innsyn.web.serving.dispatch import FORGED
from innsyn.web.serving.house import House
from innsyn.web.serving.incoming import form_of, query_of
from innsyn.web.serving.outgoing import AnyResponse, draw, send_away
from innsyn.web.serving.shell import page_facts
from innsyn.web.sessions.session import Session
from innsyn.web.sessions.store import DoorName


@dataclass(frozen=True)
class WayOut:
    """The routes that lead out, for one house."""

    house: House

    async def leave(self, request: AnyRequest) -> AnyResponse:
        """POST /logout: end this session, then the provider's."""
        return await self._leave(request, everywhere=False)

    async def leave_everywhere(self, request: AnyRequest) -> AnyResponse:
        """POST /logout/everywhere: end every session of this person, in every browser."""
        return await self._leave(request, everywhere=True)

    async def left(self, request: AnyRequest) -> AnyResponse:
        """GET /logged-out: say so, and why when it happened by itself."""
        why = "idle" if query_of(request).get("why") == "idle" else "left"
        caller = stranger(self.house, request)
        return self._draw(View("login/left.html", {"why": why}, title=f"login.{why}.title"), caller, request)

    async def stay(self, request: AnyRequest) -> AnyResponse:
        """POST /session/stay: the reader is still there. The script asks this from the warning; being recognised is the answer."""
        caller = await recognise(self.house, request)
        if caller.session is None:
            return Response(b"", status_code=403)
        if not await self._is_genuine(request, caller.session):
            return self._draw(FORGED, caller, request)
        lasts_s = page_facts(self.house, caller, title="login.title", door="plain").lasts_s
        return Response(str(lasts_s).encode(), media_type="text/plain", headers={"cache-control": "no-store"})

    async def citizen_called_out(self, request: AnyRequest) -> AnyResponse:
        """GET /logout/front-channel: the citizens' provider ends a session."""
        return await self._called_out(request, "citizen")

    async def staff_called_out(self, request: AnyRequest) -> AnyResponse:
        """GET /desk/logout/front-channel: the personnel's provider ends a session."""
        return await self._called_out(request, "staff")

    async def _called_out(self, request: AnyRequest, name: DoorName) -> AnyResponse:
        query = query_of(request)
        door = self.house.doors.citizen if name == "citizen" else self.house.doors.staff
        sid = door.front_channel(iss=query.get("iss"), sid=query.get("sid"))
        if sid is not None:
            await self.house.sessions.end_provider_session(sid)
        return Response(b"", status_code=200 if sid is not None else 400, headers={"cache-control": "no-store"})

    async def _leave(self, request: AnyRequest, *, everywhere: bool) -> AnyResponse:
        caller = await recognise(self.house, request)
        if caller.session is None:
            return send_away("/logged-out", [self._forget()])
        if not await self._is_genuine(request, caller.session):
            return self._draw(FORGED, caller, request)
        await self.house.sessions.end(caller.token)
        if everywhere:
            await self.house.sessions.end_all_of(caller.session.actor.key)
        return send_away(await self._provider_logout(caller.session), [self._forget()])

    async def _provider_logout(self, session: Session) -> str:
        door = self.house.doors.staff if session.actor.kind == "staff" else self.house.doors.citizen
        return await door.logout_url(id_token=session.id_token, return_to=f"{self.house.settings.origin}/logged-out")

    async def _is_genuine(self, request: AnyRequest, session: Session) -> bool:
        form = await form_of(request)
        given = request.headers.get(HEADER) or form.get(FIELD)
        return is_from_ours(request.headers, host=request.headers.get("host", "")) and is_same_token(given, session.csrf)

    def _forget(self) -> Cookie:
        return cookie("session", "", is_https=self.house.settings.is_https, max_age_s=0)

    def _draw(self, view: View, caller: Caller, request: AnyRequest) -> AnyResponse:
        reference = request.scope["state"].get("reference", "")
        page = page_facts(self.house, caller, title=view.title or "login.title", door="plain", reference=reference)
        return draw(self.house, view, caller, page)
