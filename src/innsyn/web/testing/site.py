"""A whole site in the process, with a clock that moves when told, and readers with cookies of their own."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import httpx

from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant, SteppingClock
from innsyn.web.app import build_app
from innsyn.web.arrivals import Doors
from innsyn.web.calendar_feeds.memory import MemoryCalendarFeeds
from innsyn.web.clients.memory import MemoryClients
from innsyn.web.feature import Feature
from innsyn.web.health_contacts.memory import MemoryHealthContacts
from innsyn.web.messaging import Messaging
from innsyn.web.messaging.answer_times_memory import MemoryAnswerTimes
from innsyn.web.messaging.carrying import ByAddress
from innsyn.web.messaging.scanning import SignatureScanner
from innsyn.web.messaging.seen_memory import MemorySeen
from innsyn.web.messaging.watchers_memory import MemoryWatchers
from innsyn.web.notices.memory import MemoryNotices
from innsyn.web.notices.memory_reach import MemoryBrowsers, MemoryContacts, MemoryWishes
from innsyn.web.notices.reach import Reach
from innsyn.web.ports import Ports
from innsyn.web.preferences.memory import MemoryPreferences
from innsyn.web.security.forgery import FIELD
from innsyn.web.sessions.memory import MemorySessions
from innsyn.web.sessions.session import OpenVisit, Session
from innsyn.web.settings import WebSettings
from innsyn.web.testing.building import read_once
from innsyn.web.testing.fakes import NOW, FakeGate, fake_doors
from innsyn.web.testing.pages import FetchedPage, checked
from innsyn.web.waiting_times.memory import MemoryWaitingTimes

ORIGIN = "http://innsyn.test"
TOKEN = "the-token-of-this-session"  # noqa: S105 - of tests


class Site:
    """The application with these features, on `http://innsyn.test`."""

    def __init__(
        self,
        features: Sequence[Feature],
        *,
        gate: Any = None,
        doors: Doors | None = None,
        text_folders: Sequence[Path] = (),
        settings: Mapping[str, Any] | None = None,
        now: Instant = NOW,
        unavailable: tuple[type[Exception], ...] = (),
        more_routes: Sequence[Any] = (),
    ) -> None:
        """Build it. gate: the real one, or a FakeGate. settings: instead of those a test usually wants."""
        read_once()
        self.clock = SteppingClock(now)
        self.settings = WebSettings(**{"origin": ORIGIN, "is_strict": True, **(settings or {})})
        self.sessions = MemorySessions(idle_s=self.settings.idle_s, absolute_s=self.settings.absolute_s)
        self.preferences = MemoryPreferences()
        self.notices = MemoryNotices()
        self.contacts = MemoryContacts()
        self.reach = Reach(
            wishes=MemoryWishes(), browsers=MemoryBrowsers(), contacts=self.contacts, preferences=self.preferences, push_key="BKey"
        )
        self.health_contacts = MemoryHealthContacts()
        self.messaging = Messaging(
            carriers=ByAddress(), scanner=SignatureScanner(), seen=MemorySeen(), answer_times=MemoryAnswerTimes(), watchers=MemoryWatchers()
        )
        self.clients = MemoryClients()
        self.waiting_times = MemoryWaitingTimes()
        self.gate: Any = FakeGate() if gate is None else gate
        self.doors = doors or fake_doors()
        self.statements: list[tuple[str, int]] = []
        self._random = random.Random(7)  # noqa: S311 - tests want the same bytes each time
        self.calendar_feeds = MemoryCalendarFeeds(self._random.randbytes)
        self.ports = Ports(
            preferences=self.preferences,
            notices=self.notices,
            reach=self.reach,
            health_contacts=self.health_contacts,
            service_switches=self.health_contacts,
            messaging=self.messaging,
            calendar_feeds=self.calendar_feeds,
            clients=self.clients,
            waiting_times=self.waiting_times,
        )
        self.app = build_app(
            features,
            gate=cast(Any, self.gate),
            doors=self.doors,
            sessions=self.sessions,
            ports=self.ports,
            settings=self.settings,
            clock=self.clock,
            random_bytes=self._random.randbytes,
            text_folders=text_folders,
            unavailable=unavailable,
            more_routes=more_routes,
            on_done=lambda route, count: self.statements.append((route, count)),
        )

    def stranger(self, **headers: str) -> "Reader":
        """Say a reader who is not logged in. headers: sent with everything, underscores as dashes."""
        return Reader(self, {name.replace("_", "-"): value for name, value in headers.items()})

    async def citizen(self, actor: Actor, *visits: Visit, **headers: str) -> "Reader":
        """Say a citizen who is logged in and inside the last of `visits`; the first is to her own record."""
        return await self._logged_in(actor, tuple(OpenVisit(visit.id, visit.owner, visit.role) for visit in visits), headers)

    async def staff(self, actor: Actor, *visits: Visit, posts: tuple[str, ...] = (), **headers: str) -> "Reader":
        """Say a health worker who is logged in, with these visits open. posts: those she held when she logged in."""
        return await self._logged_in(actor, tuple(OpenVisit(visit.id, visit.owner, visit.role) for visit in visits), headers, posts)

    async def _logged_in(
        self, actor: Actor, visits: tuple[OpenVisit, ...], headers: Mapping[str, str], posts: tuple[str, ...] = ()
    ) -> "Reader":
        reader, token = self.stranger(**headers), self._random.randbytes(16).hex()
        session = Session(actor=actor, csrf=TOKEN, visits=visits, opened_at=self.clock(), posts=posts)
        await self.sessions.start(session, token=token, now=self.clock())
        reader.client.cookies.set("__Host-innsyn" if self.settings.is_https else "innsyn", token, domain=httpx.URL(ORIGIN).host)
        return reader


class Reader:
    """One browser. `get` and `post` check every page they fetch; `client` is there for what must go wrong on purpose."""

    def __init__(self, site: Site, headers: Mapping[str, str]) -> None:
        """Use `site`, sending `headers` with everything."""
        transport = httpx.ASGITransport(app=site.app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url=site.settings.origin, headers=dict(headers))

    async def get(self, path: str, *, status: int = 200) -> FetchedPage:
        """Fetch a page and check it. status: what is expected."""
        return self._page(await self.client.get(path), status)

    async def post(self, path: str, fields: Mapping[str, Any] | None = None, *, status: int = 303) -> FetchedPage | str:
        """Post a form of ours. Returns the address it leads to, or the checked page when there is one."""
        answer = await self.client.post(path, data={FIELD: TOKEN, **(fields or {})}, headers={"sec-fetch-site": "same-origin"})
        if answer.status_code == 303 and status == 303:
            return str(answer.headers["location"])
        return self._page(answer, status)

    async def follow(self, path: str) -> FetchedPage:
        """Fetch a page, going where it sends us."""
        return self._page(await self.client.get(path, follow_redirects=True), 200)

    @staticmethod
    def _page(answer: httpx.Response, status: int) -> FetchedPage:
        if answer.status_code != status:
            raise AssertionError(f"{answer.request.url.path} answered {answer.status_code}, not {status}: {answer.text[:300]}")
        return checked(answer)
