"""The sandbox's ready-made machine clients, in the platform's own registry: one whose tokens are bound to a key, one that may do without.

Their keys lie in the data folder like those of the machines that HelseID knows. Source: SMART App Launch 2.2, Backend Services."""

import json
from dataclasses import dataclass

from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import Instant
from innsyn.main.keeping import client_key
from innsyn.main.settings import Settings
from innsyn.main.world import demo_organisation, known_world
from innsyn.web.clients import By, Clients, RegisteredClient
from innsyn.web.clients.registration import Wish, registration

DPOP_CLIENT, BEARER_CLIENT = "sandbox-journal", "sandbox-bearer"
LOGIN_CLIENT = "sandbox-app"
"""The client id a citizens' app of the sandbox has at the simulated ID-porten."""

_SCOPES = "system/*.cruds user/*.cruds patient/*.cruds"
_BY = By("sandbox", "Innsyn sandbox")


@dataclass(frozen=True, slots=True)
class Ready:
    """One ready-made client."""

    client_id: str
    name: str
    allows_bearer: bool


READY = (Ready(DPOP_CLIENT, "Sandbox journal", False), Ready(BEARER_CLIENT, "Sandbox without DPoP", True))


async def settle_clients(settings: Settings, clients: Clients, *, now: Instant) -> None:
    """Register the sandbox's clients, once. One that somebody has changed or ended since stays as it is."""
    organisation = demo_organisation(known_world(settings.data, now))
    for ready in READY:
        if await clients.find(ready.client_id) is None:
            await clients.add(_client(settings, ready, organisation), by=_BY, now=now)


def _client(settings: Settings, ready: Ready, organisation: str) -> RegisteredClient:
    wish = Wish(
        name=ready.name,
        contact="sandbox@innsyn.example",
        scopes=_SCOPES,
        keys=json.dumps(published(client_key(settings, ready.client_id, ""))),
        allows_bearer=ready.allows_bearer,
        login_client=LOGIN_CLIENT,
    )
    unnamed = RegisteredClient(client_id=ready.client_id, name="", organisation=organisation, scopes="")
    made = registration(wish, unnamed)
    assert isinstance(made, RegisteredClient)  # noqa: S101 - our own words
    return made
