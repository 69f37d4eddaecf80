"""Both doors against both simulated providers, over the wire: our clients know nothing of the simulators, nor they of us."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc.jwk import Key
from litestar import Litestar, asgi

from innsyn.edge.helseid import Helseid, HelseidSettings, MachineClient
from innsyn.edge.idporten import Idporten, IdportenSettings
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.signing_key import published, signing_key_in
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators import helseid, idporten
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson
from innsyn.web.doors import Departure

START = instant("2026-11-22T08:00:00+00:00")
SITE = "https://innsyn.example"
IDPORTEN = f"{SITE}/sandbox/idporten"
HELSEID = f"{SITE}/sandbox/helseid"
CITIZEN_CALLBACK = f"{SITE}/login/callback"
STAFF_CALLBACK = f"{SITE}/desk/login/callback"
HOME = f"{SITE}/"
OTHER_PORTAL = "https://region.example"
PATIENCE_S = 60
"""So long an answer is waited for: a machine that stands still for a while is no provider that is down."""
IDENTITY_SCOPES = {
    "openid",
    "profile",
    "helseid://scopes/identity/pid",
    "helseid://scopes/identity/security_level",
    "helseid://scopes/hpr/hpr_number",
}

WARD = Employment(
    legal_entity="990000018",
    legal_entity_name="Fjordheim sykehus HF",
    point_of_care="990000026",
    place="Ortopedisk sengepost",
    authorization="SP",
)
CLINIC = Employment(
    legal_entity="990000034",
    legal_entity_name="Storvik kommune",
    point_of_care="990000042",
    place="Storvik helsestasjon",
    authorization="SP",
)
SOLVEIG = SimulatedPerson(
    key="solveig",
    given_name="Solveig",
    family_name="Aune",
    number="17859010067",
    is_cast=True,
    story={"nb": "Venter sitt første barn", "en": "Expecting her first child"},
)
LISE = SimulatedPerson(
    key="lise",
    given_name="Lise",
    middle_name="Marie",
    family_name="Berg",
    number="03828410015",
    is_cast=True,
    hpr_number="9123456",
    employments=(WARD,),
)
TOR = SimulatedPerson(
    key="tor", given_name="Tor", family_name="Vik", number="30917510071", hpr_number="9222222", employments=(WARD, CLINIC)
)
ODA = SimulatedPerson(key="oda", given_name="Oda", family_name="Uten-Nummer", number="01876810014", employments=(WARD,))
PEOPLE = (SOLVEIG, LISE, TOR, ODA)


@dataclass
class World:
    """One site with both simulators mounted below it, our two clients, and a browser."""

    site: "Site"
    wire: httpx.AsyncClient
    browser: httpx.AsyncClient
    citizens: Idporten
    staff: Helseid
    machine: MachineClient

    @property
    def clock(self) -> SteppingClock:
        return self.site.clock

    @property
    def faults(self) -> set[Fault]:
        return self.site.faults

    def citizens_with(self, **settings: Any) -> Idporten:
        """Our client, registered or set up differently."""
        return Idporten(idporten_settings(self.site, **settings), http=self.wire, clock=self.clock, new_secret=new_secret)

    def staff_with(self, **settings: Any) -> Helseid:
        """Our client, registered or set up differently."""
        return Helseid(helseid_settings(self.site, **settings), http=self.wire, clock=self.clock, new_secret=new_secret)

    async def leave(self, departure: object) -> dict[str, str]:
        """Follow the browser to the provider and back. Returns what the callback is called with."""
        assert isinstance(departure, Departure), departure
        return await self.follow(departure.url)

    async def follow(self, address: str) -> dict[str, str]:
        """Follow redirects within the provider until it sends the browser to a callback."""
        answer = await self.browser.get(address)
        while answer.is_redirect and not self.is_callback(answer.headers["location"]):
            answer = await self.browser.get(answer.headers["location"])
        assert answer.is_redirect, f"{answer.status_code}: {answer.text}"
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    @staticmethod
    def is_callback(address: str) -> bool:
        """Say whether the provider is done."""
        return address.startswith((CITIZEN_CALLBACK, STAFF_CALLBACK))


@dataclass
class Site:
    """What is slow to make: keys and simulators. Clock and faults are set back for each test."""

    application: Litestar
    clock: SteppingClock
    faults: set[Fault]
    keys: dict[str, Key]
    helseid_clients: list[RegisteredClient]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("keys")
    keys = {name: signing_key_in(folder, name) for name in ("citizens", "staff", "machine")}
    clock, faults, at_helseid = SteppingClock(START), set(), helseid_clients(keys["staff"], keys["machine"])
    common = {"clock": clock, "new_secret": new_secret, "faults": faults, "slow_s": 10 * PATIENCE_S}
    simulators = {
        "/sandbox/idporten": idporten.simulator(
            IDPORTEN, PEOPLE, idporten_clients(keys["citizens"]), keys_folder=folder / "idporten", **common
        ),
        "/sandbox/helseid": helseid.simulator(HELSEID, PEOPLE, at_helseid, keys_folder=folder / "helseid", **common),
    }
    mounts = [asgi(path, is_mount=True, copy_scope=True)(simulator) for path, simulator in simulators.items()]
    application = Litestar(route_handlers=mounts, openapi_config=None)
    return Site(application=application, clock=clock, faults=faults, keys=keys, helseid_clients=at_helseid)


@pytest.fixture
async def world(site: Site) -> AsyncIterator[World]:
    site.faults.clear()
    site.clock.now = START
    async with (
        httpx.AsyncClient(transport=httpx.ASGITransport(site.application)) as wire,
        httpx.AsyncClient(transport=httpx.ASGITransport(site.application)) as browser,
    ):
        around = {"http": wire, "clock": site.clock, "new_secret": new_secret}
        provider = Provider(HELSEID, Caller(wire, PATIENCE_S))
        yield World(
            site=site,
            wire=wire,
            browser=browser,
            citizens=Idporten(idporten_settings(site), **around),
            staff=Helseid(helseid_settings(site), **around),
            machine=MachineClient(provider=provider, client_id="innsyn-machine", key=site.keys["machine"], new_secret=new_secret),
        )


def idporten_settings(site: Site, **more) -> IdportenSettings:
    ours = {
        "issuer": IDPORTEN,
        "client_id": "innsyn",
        "redirect_uri": CITIZEN_CALLBACK,
        "key": site.keys["citizens"],
        "deadline_s": PATIENCE_S,
    }
    return IdportenSettings(**ours | more)


def helseid_settings(site: Site, **more) -> HelseidSettings:
    ours = {
        "issuer": HELSEID,
        "client_id": "innsyn-desk",
        "redirect_uri": STAFF_CALLBACK,
        "key": site.keys["staff"],
        "deadline_s": PATIENCE_S,
    }
    return HelseidSettings(**ours | more)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def idporten_clients(key) -> list[RegisteredClient]:
    return [
        RegisteredClient(
            client_id="innsyn",
            name="Innsyn",
            public_keys=published(key),
            redirect_uris=(CITIZEN_CALLBACK,),
            post_logout_redirect_uris=(HOME,),
            frontchannel_logout_uri=f"{SITE}/logout/front-channel",
        ),
        RegisteredClient(
            client_id="region",
            name="Regionens portal",
            public_keys=published(key),
            redirect_uris=(f"{OTHER_PORTAL}/back", CITIZEN_CALLBACK),
            frontchannel_logout_uri=f"{OTHER_PORTAL}/logout",
        ),
    ]


def helseid_clients(staff_key, machine_key) -> list[RegisteredClient]:
    return [
        RegisteredClient(
            client_id="innsyn-desk",
            name="Innsyn",
            public_keys=published(staff_key),
            redirect_uris=(STAFF_CALLBACK,),
            post_logout_redirect_uris=(HOME,),
            scopes=IDENTITY_SCOPES | {"innsyn:desk/use"},
        ),
        RegisteredClient(
            client_id="innsyn-machine",
            name="Innsyn uten folk",
            public_keys=published(machine_key),
            scopes={"innsyn:fhir/read", "innsyn:fhir/write"},
            grants={"client_credentials"},
            legal_entity="990000018",
        ),
    ]
