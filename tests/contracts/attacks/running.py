"""The whole real application in the process: a migrated database, both simulators with faults that can be set, and browsers."""

import io
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import httpx
from lxml import html

import innsyn.main.doors as doors_module
import innsyn.main.platform as platform_module
import innsyn.main.sandbox as sandbox_module
from innsyn.kernel.clock import SteppingClock, system_clock
from innsyn.main.settings import Settings, read_settings
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.web.serving.technical_log import configure

ORIGIN = "http://innsyn.test"
SAME = {"sec-fetch-site": "same-origin"}
_addresses = count(1)
PATIENCE_S = 60
"""So long a provider is waited for: a machine that stands still for a while is no provider that is down."""


@dataclass
class Running:
    """The application. clock: moves when told. faults: of both simulators, read at each request.

    technical: the technical log."""

    app: Any
    clock: SteppingClock
    faults: set[Fault]
    settings: Settings
    dsn: str
    technical: io.StringIO = field(repr=False)

    def browser(self, **headers: str) -> "Browser":
        """Give a new browser. headers: sent with everything, underscores as dashes."""
        return Browser(self, {name.replace("_", "-"): value for name, value in headers.items()})

    async def logged_in(self, key: str) -> "Browser":
        """Give a browser in which this member of the cast has come as far as the doors let them."""
        browser = self.browser()
        await browser.log_in(key)
        return browser


class Browser:
    """One browser with cookies of its own."""

    def __init__(self, running: Running, headers: dict[str, str]) -> None:
        self.running = running
        transport = httpx.ASGITransport(app=running.app, raise_app_exceptions=False, client=(f"2001:db8::{next(_addresses):x}", 4711))
        self.client = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)

    async def log_in(self, key: str, return_to: str = "/") -> httpx.Response:
        """Log in through the simulator and back. Returns the first answer that is not a redirect of the login."""
        address = f"/login?login_hint={key}&return_to={return_to}"
        for _ in range(10):
            answer = await self.client.get(address)
            if not answer.is_redirect:
                return answer
            address = answer.headers["location"]
            if urlsplit(address).netloc == "" and "login" not in address:
                return answer
        raise AssertionError("the login does not end")

    @property
    def token(self) -> str | None:
        """The session's cookie."""
        return self.client.cookies.get("innsyn")

    async def form_token(self, page: str = "/") -> str:
        """Read the session's form token off a page of this browser."""
        tokens = html.document_fromstring((await self.client.get(page)).text).xpath("//input[@name='form_token']/@value")
        return tokens[0] if tokens else ""

    async def post(self, path: str, fields: dict[str, Any] | None = None, *, page: str = "/") -> httpx.Response:
        """Post a form as our own page would."""
        return await self.client.post(path, data={"form_token": await self.form_token(page), **(fields or {})}, headers=SAME)

    async def find(self, number: str) -> dict[str, str]:
        """Find a patient at the desk. Returns the fields that open the record."""
        answer = await self.post("/desk/find", {"number": number}, page="/desk")
        assert answer.status_code == 200, f"{answer.status_code} {html.document_fromstring(answer.text).findtext('.//h1')}"
        form = next(each for each in html.document_fromstring(answer.text).xpath("//form") if each.get("action") == "/desk/open")
        return {"patient": form.fields["patient"], "finding": form.fields["finding"]}

    async def open_record(self, number: str) -> str:
        """Open a patient's record at the desk. Returns the visit's address."""
        found = await self.find(number)
        ground = {"purpose": "TREAT", "basis": "gate.basis.appointment"}
        answer = await self.post("/desk/open", {**found, **ground}, page="/desk")
        assert answer.status_code == 303, f"{answer.status_code} {html.document_fromstring(answer.text).findtext('.//h1')}"
        return answer.headers["location"]


class _Waiting(httpx.AsyncBaseTransport):
    """Carries the application's own calls to its simulators: in the process, once it is there."""

    def __init__(self) -> None:
        self.app: Any = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await httpx.ASGITransport(app=self.app).handle_async_request(request)


@asynccontextmanager
async def running(folder: Path, dsn: str, **changed: Any) -> AsyncIterator[Running]:
    """Open the platform as the server process does. changed: settings instead of the usual ones."""
    given = {"INNSYN_DATA": str(folder), "INNSYN_BASE_URL": ORIGIN, "INNSYN_SANDBOX": "on", **changed}
    settings, faults, clock, wire = read_settings(given), set[Fault](), SteppingClock(system_clock()), _Waiting()
    technical = io.StringIO()
    with ExitStack() as stack:
        stack.enter_context(_instead(platform_module, httpx=SimpleNamespace(AsyncClient=partial(httpx.AsyncClient, transport=wire))))
        for name in ("idporten", "helseid"):
            simulator = partial(getattr(sandbox_module, name).simulator, faults=faults)
            stack.enter_context(_instead(sandbox_module, **{name: SimpleNamespace(simulator=simulator)}))
        for name in ("IdportenSettings", "HelseidSettings"):
            patient = partial(getattr(doors_module, name), deadline_s=PATIENCE_S)
            stack.enter_context(_instead(doors_module, **{name: patient}))
        configure(level="debug", stream=technical)
        async with platform_module.platform(settings, dsn, clock=clock) as app:
            wire.app = app
            yield Running(app, clock, faults, settings, dsn, technical)


class _instead:  # noqa: N801 - reads as a word
    def __init__(self, module: Any, **others: Any) -> None:
        self._module, self._others, self._former = module, others, {}

    def __enter__(self) -> None:
        self._former = {name: getattr(self._module, name) for name in self._others}
        for name, other in self._others.items():
            setattr(self._module, name, other)

    def __exit__(self, *_: object) -> None:
        for name, former in self._former.items():
            setattr(self._module, name, former)
