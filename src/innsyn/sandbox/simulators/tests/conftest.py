"""Clients made by hand, word by word, so that every word can be wrong. Nothing of our own clients is used here."""

import base64
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators import helseid, idporten
from innsyn.sandbox.simulators.openid.clients import RegisteredClient
from innsyn.sandbox.simulators.openid.faults import Fault
from innsyn.sandbox.simulators.openid.people import Employment, SimulatedPerson
from innsyn.sandbox.simulators.tests.clinic import KEY as CLINICS_KEY
from innsyn.sandbox.simulators.tests.clinic import Clinic
from innsyn.sandbox.simulators.tests.clinic_platform import Platform

ISSUER = "https://op.example/below"
CALLBACK = "https://client.example/back"
KEY = ECKey.generate_key("P-256", auto_kid=True)
OTHER_KEY = ECKey.generate_key("P-256", auto_kid=True)
VERIFIER = "v" * 43
API = "nhn:phr/read"
SCOPES = {
    "openid",
    "profile",
    "helseid://scopes/identity/pid",
    "helseid://scopes/identity/security_level",
    "helseid://scopes/identity/assurance_level",
    "helseid://scopes/identity/network",
    "helseid://scopes/hpr/hpr_number",
    API,
}
START = instant("2026-11-22T08:00:00+00:00")

WARD = Employment(
    legal_entity="990000018", legal_entity_name="Fjordheim HF", point_of_care="990000026", place="Sengepost", authorization="SP"
)
CLINIC = Employment(
    legal_entity="990000034", legal_entity_name="Storvik kommune", point_of_care="990000042", place="Helsestasjon", authorization="SP"
)
KARI = SimulatedPerson(
    key="kari", given_name="Kari", family_name="Aune", number="17859010067", is_cast=True, story={"nb": "Venter <barn>", "en": "Pregnant"}
)
LISE = SimulatedPerson(
    key="lise", given_name="Lise", family_name="Berg", number="03828410015", hpr_number="9123456", is_cast=True, employments=(WARD,)
)
TOR = SimulatedPerson(
    key="tor", given_name="Tor", family_name="Vik", number="30917510071", hpr_number="9222222", employments=(WARD, CLINIC)
)
DINA = SimulatedPerson(key="dina", given_name="Dina", family_name="Dale", number="41887510073", employments=(WARD,))
CROWD = tuple(
    SimulatedPerson(key=f"extra{number}", given_name="Ekstra", family_name=f"Person{number}", number=f"{number:011}")
    for number in range(30)
)


def client(client_id: str, **more: Any) -> RegisteredClient:
    ours = {"name": f"Klient {client_id}", "public_keys": {"keys": [KEY.as_dict(private=False)]}, "redirect_uris": (CALLBACK,)}
    return RegisteredClient(client_id=client_id, **ours | {"scopes": SCOPES} | more)


CLIENTS = [
    client("one", post_logout_redirect_uris=("https://client.example/",)),
    client("two"),
    client("machine", grants={"client_credentials"}, redirect_uris=(), legal_entity="990000018"),
]


@dataclass
class Wire:
    """A provider and a browser in front of it. assertion_typ, below: as this kind of provider wants them."""

    http: httpx.AsyncClient
    clock: SteppingClock
    faults: set[Fault]
    assertion_typ: str
    below: str
    key: ECKey

    def assertion(self, *, key: Any = KEY, typ: str | None = None, **changed: Any) -> dict[str, str]:
        """Make a client assertion, with claims changed or (None) left out."""
        at = int(self.clock().timestamp())
        claims = {"iss": "one", "sub": "one", "aud": ISSUER, "jti": secrets.token_hex(), "iat": at, "exp": at + 30} | changed
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": "ES256", "kid": KEY.kid, "typ": self.assertion_typ if typ is None else typ}
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        return {"client_assertion_type": kind, "client_assertion": jwt.encode(header, claims, key)}

    def request(self, **changed: str | None) -> dict[str, str]:
        """Make an authorization request, with parameters changed or (None) left out."""
        wanted = {
            "client_id": "one",
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid profile helseid://scopes/identity/pid",
            "state": "state",
            "nonce": "nonce",
            "code_challenge": base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).decode().rstrip("="),
            "code_challenge_method": "S256",
        } | changed
        return {name: value for name, value in wanted.items() if value is not None}

    async def push(self, *, proved: dict[str, str] | None = None, **changed: str | None) -> httpx.Response:
        """Push a request."""
        return await self.http.post(f"{ISSUER}{self.below}/par", data=self.request(**changed) | (proved or self.assertion()))

    async def authorize(self, **changed: str | None) -> httpx.Response:
        """Push a request and send the browser after it."""
        pushed = await self.push(**changed)
        assert pushed.status_code == 201, pushed.text
        return await self.http.get(
            f"{ISSUER}{self.below}/authorize", params={"client_id": "one", "request_uri": pushed.json()["request_uri"]}
        )

    async def code(self, **changed: str | None) -> str:
        """Log somebody in by hint. Returns the code."""
        answer = await self.authorize(**{"login_hint": "lise"} | changed)
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]

    async def token(
        self, code: str, *, proved: dict[str, str] | None = None, headers: dict[str, str] | None = None, **changed: str
    ) -> httpx.Response:
        """Redeem a code."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER} | changed
        return await self.http.post(
            f"{ISSUER}{self.below}/token", data=form | (proved or self.assertion()), headers=headers or self.proof()
        )

    def proof(self, *, key: Any = KEY, header: dict[str, Any] | None = None, **changed: Any) -> dict[str, str]:
        """Make a DPoP header for the token endpoint, with claims changed or (None) left out."""
        claims = {"jti": secrets.token_hex(), "htm": "POST", "htu": f"{ISSUER}{self.below}/token", "iat": int(self.clock().timestamp())}
        claims = {name: value for name, value in (claims | changed).items() if value is not None}
        public = {name: value for name, value in key.as_dict(private=False).items() if name != "kid"}
        return {"DPoP": jwt.encode({"typ": "dpop+jwt", "alg": "ES256", "jwk": public} | (header or {}), claims, key)}

    @staticmethod
    def attempt_on(answer: httpx.Response) -> str:
        """Read the attempt's id out of the redirect to the page."""
        return parse_qs(urlsplit(answer.headers["location"]).query)["attempt"][0]

    async def choose(self, attempt: str, **form: str) -> httpx.Response:
        """Post the page's form."""
        return await self.http.post(f"{ISSUER}/choose", data={"attempt": attempt, "language": "nb", "eid": "bankid"} | form)


@dataclass(frozen=True)
class Running:
    """A simulator, made once: reading its RSA key is slow. Clock and faults are set back for each test."""

    application: Any
    clock: SteppingClock
    faults: set[Fault]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Running]:
    folder = tmp_path_factory.mktemp("keys")
    return {
        "idporten": run(idporten, folder),
        "helseid": run(helseid, folder),
        "strict": run(helseid, folder, requires_nonce=True),
    }


def run(kind: Any, folder: Path, **more: Any) -> Running:
    clock, faults = SteppingClock(START), set()
    people = (KARI, LISE, TOR, DINA, *CROWD)
    around = {"keys_folder": folder, "clock": clock, "new_secret": lambda: secrets.token_urlsafe(32), "faults": faults}
    return Running(kind.simulator(ISSUER, people, CLIENTS, **around, **more), clock, faults)


async def wire_to(running: Running, typ: str, below: str) -> AsyncIterator[Wire]:
    running.faults.clear()
    running.clock.now = START
    async with httpx.AsyncClient(transport=httpx.ASGITransport(running.application)) as http:
        yield Wire(http=http, clock=running.clock, faults=running.faults, assertion_typ=typ, below=below, key=KEY)


@pytest.fixture
async def at_idporten(running: dict[str, Running]) -> AsyncIterator[Wire]:
    async for wire in wire_to(running["idporten"], "JWT", ""):
        yield wire


@pytest.fixture
async def at_helseid(running: dict[str, Running]) -> AsyncIterator[Wire]:
    async for wire in wire_to(running["helseid"], "client-authentication+jwt", "/connect"):
        yield wire


@pytest.fixture
async def at_strict_helseid(running: dict[str, Running]) -> AsyncIterator[Wire]:
    async for wire in wire_to(running["strict"], "client-authentication+jwt", "/connect"):
        yield wire


@pytest.fixture
def scopes() -> set[str]:
    return SCOPES


@pytest.fixture
def own_key() -> ECKey:
    return KEY


@pytest.fixture
def other_key() -> ECKey:
    return OTHER_KEY


@pytest.fixture(params=["at_idporten", "at_helseid"])
def wire(request: pytest.FixtureRequest) -> Wire:
    return request.getfixturevalue(request.param)


@pytest.fixture
def platform() -> Platform:
    return Platform(CLINICS_KEY)


@pytest.fixture
def clinic(tmp_path: Path, platform: Platform) -> Clinic:
    return Clinic(tmp_path / "clinic", platform)
