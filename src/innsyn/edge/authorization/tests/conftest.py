"""An authorization server over a small world, and an integrator made by hand, word by word, so that every word can be wrong."""

import base64
import json
import secrets
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from litestar import Litestar

from innsyn.edge.authorization.fetching import KeyFetcher
from innsyn.edge.authorization.routes import Limits, oauth_routes
from innsyn.edge.authorization.server import Foundation, authorization_server
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.used_proofs import UsedProofs
from innsyn.gate.tests.samples import HOSPITAL, NOW, NURSE_HPR, OTHER_TRUST, TRUST, World, a_number
from innsyn.kernel.clock import SteppingClock
from innsyn.record.record import Record
from innsyn.web.clients import By, RegisteredClient
from innsyn.web.clients.memory import MemoryClients
from innsyn.web.sessions.memory import MemorySessions

ORIGIN = "https://innsyn.example"
TOKEN = f"{ORIGIN}/oauth/token"
HELSEID, IDPORTEN = "https://helseid.example", "https://idporten.example"
KEY, OTHER_KEY, DPOP_KEY = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(3))
SERVER_KEY, PROVIDER_KEY, OTHER_RSA = (RSAKey.generate_key(2048, auto_kid=True) for _ in range(3))
EVA = By("eva", "Eva")
SCOPES = "system/*.cruds user/*.rs patient/*.rs"


def without_none(claims):
    return {name: value for name, value in claims.items() if value is not None}


def part(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def jwks(*keys):
    return json.dumps({"keys": [key.as_dict(private=False) for key in keys]})


class Town:
    """The server, its clock and registry, and what an integrator sends it."""

    def __init__(self, world, http):
        self.world, self.http = world, http
        self.clock = SteppingClock(NOW)
        self.clients = MemoryClients()
        self.key_sets = {}
        self.outside = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        self.asked = []
        self.server = authorization_server(self.foundation())
        self.limits = Limits(MemorySessions(idle_s=1, absolute_s=1))

    def foundation(self):
        async def somewhere(host, port):
            return ("93.184.215.14",)

        return Foundation(
            origin=ORIGIN,
            key=SERVER_KEY,
            clients=self.clients,
            memory=self.clients,
            proofs=UsedProofs(),
            fetcher=KeyFetcher(http=self.outside, resolve=somewhere),
            helseid=Provider(HELSEID, Caller(self.outside, 60)),
            idporten=Provider(IDPORTEN, Caller(self.outside, 60)),
            eids=("BankID",),
            gate=self.world.gate,
            clock=self.clock,
            new_secret=secrets.token_urlsafe,
        )

    def answer(self, request):
        """Be everybody outside: both providers, and the integrator's own address of keys."""
        self.asked.append(request.url.path)
        if request.url.path in self.key_sets:
            return self.key_sets[request.url.path]
        issuer = f"https://{request.url.host}"
        if request.url.path == "/jwks":
            return httpx.Response(200, json={"keys": [PROVIDER_KEY.as_dict(private=False)]})
        names = ("authorization_endpoint", "pushed_authorization_request_endpoint", "token_endpoint")
        return httpx.Response(200, json={"issuer": issuer, "jwks_uri": f"{issuer}/jwks", **dict.fromkeys(names, f"{issuer}/x")})

    async def register(self, client_id="journal", **more):
        """Register a client."""
        plain = {"name": "Journalsystemet", "organisation": TRUST, "keys": jwks(KEY), "scopes": SCOPES, "login_client": "app"}
        await self.clients.add(RegisteredClient(client_id=client_id, **plain | more), by=EVA, now=self.clock())

    async def change(self, client_id="journal", **more):
        """Change a registration."""
        assert await self.clients.change(replace(await self.clients.find(client_id), **more), by=EVA, now=self.clock())

    def assertion(self, *, key=KEY, header=None, client_id="journal", **changed):
        """A client assertion with claims changed or (None) left out."""
        at = int(self.clock().timestamp())
        claims = {"iss": client_id, "sub": client_id, "aud": TOKEN, "jti": secrets.token_hex(), "exp": at + 60}
        said = without_none({"alg": "ES256", "kid": key.kid, "typ": "JWT"} | (header or {}))
        signed = jwt.encode(said, without_none(claims | changed), key, algorithms=[said["alg"]])
        return {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion": signed}

    def proof(self, *, method="POST", address=TOKEN, token=None, key=DPOP_KEY, header=None, **changed):
        """A DPoP proof with claims changed or (None) left out."""
        hashed = base64.urlsafe_b64encode(sha256(token.encode()).digest()).decode().rstrip("=") if token else None
        claims = {"jti": secrets.token_hex(), "htm": method, "htu": address, "iat": int(self.clock().timestamp()), "ath": hashed}
        public = {name: value for name, value in key.as_dict(private=False).items() if name != "kid"}
        said = without_none({"typ": "dpop+jwt", "alg": "ES256", "jwk": public} | (header or {}))
        return jwt.encode(said, without_none(claims | changed), key, algorithms=[said["alg"]])

    async def ask(self, *, proved=None, proof="", path="/oauth/token", headers=None, **form):
        """Post a form. proof: made when not given; None sends none."""
        fields = {"grant_type": "client_credentials", "scope": "system/*.rs"} if path == "/oauth/token" else {}
        sent = {"DPoP": proof or self.proof()} if proof is not None else {}
        body = without_none(fields | (self.assertion() if proved is None else proved) | form)
        return await self.http.post(ORIGIN + path, data=body, headers=sent | (headers or {}))

    async def token(self, **more):
        """Get a token."""
        answer = await self.ask(**more)
        assert answer.status_code == 200, answer.text
        return answer.json()["access_token"]

    async def call(self, token, *, scheme="DPoP", method="GET", path="/fhir/Patient", proof="", headers=None):
        """Call the FHIR interface. proof: made when not given; None sends none."""
        proof = self.proof(method=method, address=ORIGIN + path, token=token) if proof == "" else proof
        sent = {"authorization": f"{scheme} {token}", **({"dpop": proof} if proof is not None else {})}
        return await self.server.callers.caller(method, ORIGIN + path, headers or sent)

    def from_provider(self, claims, *, issuer, key=PROVIDER_KEY, typ="at+jwt", alg="RS256"):
        """A token of a provider's, with claims changed or (None) left out."""
        at = int(self.clock().timestamp())
        times = {"iss": issuer, "iat": at, "nbf": at, "exp": at + 600, "jti": secrets.token_hex()}
        header = {"alg": alg, "typ": typ, "kid": PROVIDER_KEY.kid}
        return jwt.encode(header, without_none(times | claims), key, algorithms=[alg])

    def helseid(self, *, key=PROVIDER_KEY, typ="at+jwt", alg="RS256", **changed):
        """HelseID's token for a machine of the trust."""
        claims = {
            "aud": "innsyn:fhir",
            "scope": ["innsyn:fhir/read"],
            "client_id": "machine",
            "helseid://claims/client/client_name": "Maskinen",
            "helseid://claims/client/claims/orgnr_parent": TRUST,
            "cnf": {"jkt": DPOP_KEY.thumbprint()},
        }
        return self.from_provider(claims | changed, issuer=changed.pop("iss", HELSEID), key=key, typ=typ, alg=alg)


@pytest.fixture
async def world(database):
    """A record with a directory."""
    record = await Record.open(database, size=2)
    yield await World(record).settle()
    await record.close()


@pytest.fixture
async def town(world):
    """A server with one client, `journal`, whose tokens are bound to a key."""
    town = Town(world, None)
    app = Litestar(oauth_routes(town.server, town.limits), openapi_config=None, logging_config=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as http:
        town.http = http
        await town.register()
        yield town
    await town.outside.aclose()


class Names:
    """What tests call by name: keys, organisations, people and steps of time."""

    key, other_key, dpop_key, other_rsa = KEY, OTHER_KEY, DPOP_KEY, OTHER_RSA
    server_key, provider_key = SERVER_KEY, PROVIDER_KEY
    trust, hospital, other_trust, nurse_hpr = TRUST, HOSPITAL, OTHER_TRUST, NURSE_HPR
    origin, token, helseid, idporten, by = ORIGIN, TOKEN, HELSEID, IDPORTEN, EVA
    jwks, number, part = staticmethod(jwks), staticmethod(a_number), staticmethod(part)
    minute, second = timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture(scope="session")
def names():
    """Everything that has a name here."""
    return Names
