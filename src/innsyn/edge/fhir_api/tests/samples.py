"""The whole interface in the process, and callers who are who their token says."""

import secrets

import httpx
from litestar import Litestar

from innsyn.edge.fhir_api.mount import fhir_routes
from innsyn.edge.fhir_api.ports import Additions, Challenge
from innsyn.edge.fhir_api.search import Cursors
from innsyn.edge.fhir_api.service import Service
from innsyn.edge.fhir_api.settings import ApiSettings
from innsyn.gate.clients.client import Client
from innsyn.gate.delivery.naming import ByChance
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST
from innsyn.kernel.clock import SteppingClock

BASE = "http://innsyn.test/fhir"
ALL = "system/*.cruds"
CALLERS = {
    "journal": (TRUST, ALL),
    "reader": (TRUST, "system/*.rs"),
    "writer": (TRUST, "system/*.cud"),
    "narrow": (TRUST, "system/Observation.rs"),
    "other": (OTHER_TRUST, ALL),
}
"""Token to organisation and scopes."""


class TestCallers:
    """Knows the tokens above. A stranger is asked for one."""

    __test__ = False

    def __init__(self, world):
        self._world = world

    async def caller(self, method, url, headers):
        known = CALLERS.get(headers.get("authorization", "").removeprefix("Bearer "))
        if known is None:
            return Challenge(401, ('Bearer realm="innsyn"', 'DPoP algs="ES256"'), "invalid_token", "this address needs an access token")
        organisation, scopes = known
        actor = await self._world.gate.actors.system("Journalsystemet", organisation=organisation)
        return Client(actor, Scopes.parse(scopes))


class Api:
    """The interface of one test run, and clients to it."""

    def __init__(self, world, gate=None, additions=None, **settings):
        self.world, self.clock = world, SteppingClock(NOW)
        self.routes = fhir_routes(
            gate or world.gate.clients,
            TestCallers(world),
            self.clock,
            ApiSettings(base=BASE, **settings),
            secret=bytes(range(32)),
            random_bits=secrets.randbits,
            additions=additions or Additions(),
        )
        self.app = Litestar(self.routes, openapi_config=None, logging_config=None)

    def client(self, who="journal", **headers):
        """Give an HTTP client that calls with the token of this name; None is a stranger."""
        given = {"authorization": f"Bearer {who}"} if who else {}
        transport = httpx.ASGITransport(app=self.app)
        return httpx.AsyncClient(transport=transport, base_url=BASE, headers={**given, **headers})


def service_of(gate):
    """Give what the interactions are handed, over this gate: enough for what asks no gate."""
    return Service(gate=gate, naming=ByChance(secrets.randbits), settings=ApiSettings(base=BASE), cursors=Cursors(bytes(range(32))))
