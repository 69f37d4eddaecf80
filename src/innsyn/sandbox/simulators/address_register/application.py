"""The simulated register as an ASGI application: the export, the events, the profiles, and the sandbox's own switch.

Source: Norsk helsenett, cpe.grunndata.nhn.no, CommunicationPartyExport and CommunicationPartyEvents; cppa.grunndata.nhn.no, Profiles."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State
from litestar.types import ASGIApp

from innsyn.sandbox.simulators.address_register.answers import broken_off, events_answer, export_answer, problem
from innsyn.sandbox.simulators.address_register.certificates import USES, Certificates
from innsyn.sandbox.simulators.address_register.faults import Fault
from innsyn.sandbox.simulators.address_register.profiles import profile
from innsyn.sandbox.simulators.address_register.register import BEGINNING, Json, Register
from innsyn.sandbox.simulators.address_register.switching import connect, switch

EXPORT, EVENTS, PROFILES = "/CommunicationPartyExport", "/CommunicationPartyEvents", "/Profiles"
SWITCHES, SYSTEMS = "/switches", "/systems"
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}

WireRequest = Request[Any, Any, State]


@dataclass(frozen=True)
class _Running:
    base: str
    register: Register
    certificates: Certificates
    accepts: Callable[[str], bool]
    faults: Collection[Fault]
    slow_s: float

    async def refusal(self, request: WireRequest, fault: Fault | None = None) -> Response[Any] | None:
        """Say no to whoever shows no token of ours, and to everybody when told so."""
        if Fault.SLOW in self.faults:
            await asyncio.sleep(self.slow_s)
        if Fault.DOWN in self.faults or (fault and fault in self.faults):
            return problem(503)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        return None if kind.lower() in ("bearer", "dpop") and self.accepts(token) else problem(401)

    async def export(self, request: WireRequest) -> Response[Any]:
        """Answer with every party, and the event after which to go on."""
        if (refused := await self.refusal(request)) is not None:
            return refused
        return self.sent(export_answer(self.register))

    async def events(self, request: WireRequest) -> Response[Any]:
        """Answer with what has changed since an event."""
        if (refused := await self.refusal(request, Fault.EVENTS_DOWN)) is not None:
            return refused
        found = self.register.after(request.query_params.get("EventId", BEGINNING) or BEGINNING)
        if found is None or Fault.EVENTS_FORGOTTEN in self.faults:
            return problem(404)
        return self.sent(events_answer(found, f"{self.base}{EVENTS}"))

    async def profile(self, request: WireRequest) -> Response[Any]:
        """Answer with a party's profile; 404 when it has none."""
        if (refused := await self.refusal(request, Fault.PROFILES_DOWN)) is not None:
            return refused
        document = self.register.document(request.path_params["her_id"])
        processes = self.register.processes(document["HerId"]) if document else {}
        if document is None or not processes:
            return problem(404)
        return self.sent(Response(self._written(document, processes), media_type="application/xml"))

    def _written(self, document: Json, processes: Any) -> bytes:
        owner = document["ParentHerId"] if document["ParentHerId"] > 0 else document["HerId"]
        held = {use: self.certificates.of(owner, use) for use in USES}
        her_id = document["HerId"] + 1 if Fault.WRONG_PARTY in self.faults else document["HerId"]
        address = next((str(each["Address"]) for each in document["ElectronicAddresses"] if each["TypeCodeValue"] == "E_SB_ASYNC"), "")
        return profile(her_id, document["Name"], processes, held, address)

    async def switch(self, request: WireRequest) -> Response[Any]:
        """Switch a process on or off, the sandbox's own way."""
        if Fault.DOWN in self.faults:
            return problem(503)
        return await switch(request, self.register)

    async def connect(self, request: WireRequest) -> Response[Any]:
        """Give an organisation a system of its own, the sandbox's own way."""
        return await connect(request, self.register)

    def sent(self, answer: Response[Any]) -> Response[Any]:
        """Send an answer, or half of it."""
        return broken_off(answer) if Fault.BROKEN_OFF in self.faults else answer


def simulator(
    base: str,
    register: Register,
    certificates: Certificates,
    *,
    accepts: Callable[[str], bool],
    faults: Collection[Fault] = (),
    slow_s: float = 30,
) -> ASGIApp:
    """Build the register as an ASGI application.

    base: its address without a trailing slash, for links. register: its content, which the caller may change while it runs.
    accepts: says whether a token is one of ours. faults: read at each request."""
    here = _Running(base, register, certificates, accepts, faults, slow_s)
    routes = [
        get(EXPORT)(here.export),
        get(EVENTS)(here.events),
        get(f"{PROFILES}/{{her_id:int}}")(here.profile),
        post(SWITCHES, status_code=200)(here.switch),
        post(SYSTEMS, status_code=200)(here.connect),
    ]
    return Litestar(route_handlers=routes, openapi_config=None, logging_config=None, response_headers=_HEADERS)
