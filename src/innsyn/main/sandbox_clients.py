"""The sandbox's ready-made machine clients, in the platform's own registry: a journal, one that may do without a key, an office's system.

Their keys lie in the data folder like those of the machines that HelseID knows. Source: SMART App Launch 2.2, Backend Services."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from joserfc.jwk import Key

from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import Instant
from innsyn.main.keeping import client_key, small_client_key
from innsyn.main.settings import Settings
from innsyn.main.world import demo_organisation, known_world
from innsyn.web.clients import By, Clients, RegisteredClient
from innsyn.web.clients.registration import Wish, registration

DPOP_CLIENT, BEARER_CLIENT = "sandbox-journal", "sandbox-bearer"
LOGIN_CLIENT = "sandbox-app"
"""The client id a citizens' app of the sandbox has at the simulated ID-porten."""

CLINICS: Mapping[str, str] = {"storvika-legesenter": "sandbox-clinic-storvika"}
"""Offices that have a system of their own on the wire, by key, to its client id. Every other office works at our desk."""

CLINIC_SCOPES = (
    "system/Communication.crus system/Task.rus system/Appointment.rus system/Slot.crus system/Schedule.crus system/List.crus "
    "system/Subscription.crus"
)
"""What such a system needs, and no more."""

_SCOPES = "system/*.cruds user/*.cruds patient/*.cruds"
_BY = By("sandbox", "Innsyn sandbox")


@dataclass(frozen=True, slots=True)
class Ready:
    """One ready-made client."""

    client_id: str
    name: str
    allows_bearer: bool
    scopes: str = _SCOPES


READY = (Ready(DPOP_CLIENT, "Sandbox journal", False), Ready(BEARER_CLIENT, "Sandbox without DPoP", True))


def clinic_address(settings: Settings, office: str) -> str:
    """Say where an office's own system is reached. office: key."""
    return f"{settings.base_url}/sandbox/clinic-system/{office}"


async def settle_clients(settings: Settings, clients: Clients, *, now: Instant) -> None:
    """Register the sandbox's clients, once. One that somebody has changed or ended since stays as it is."""
    nation = known_world(settings.data, now)
    wanted = [(ready, demo_organisation(nation)) for ready in READY]
    for office, client_id in CLINICS.items():
        owner = nation.organisations[office]
        wanted.append((Ready(client_id, owner.name, False, CLINIC_SCOPES), owner.number or ""))
    for ready, organisation in wanted:
        if await clients.find(ready.client_id) is None:
            await clients.add(_client(_key(settings, ready), ready, organisation), by=_BY, now=now)


def _key(settings: Settings, ready: Ready) -> Key:
    is_clinic = ready.client_id in CLINICS.values()
    return small_client_key(settings, ready.client_id) if is_clinic else client_key(settings, ready.client_id, "")


def _client(key: Key, ready: Ready, organisation: str) -> RegisteredClient:
    wish = Wish(
        name=ready.name,
        contact="sandbox@innsyn.example",
        scopes=ready.scopes,
        keys=json.dumps(published(key)),
        allows_bearer=ready.allows_bearer,
        login_client=LOGIN_CLIENT,
    )
    unnamed = RegisteredClient(client_id=ready.client_id, name="", organisation=organisation, scopes="")
    made = registration(wish, unnamed)
    assert isinstance(made, RegisteredClient)  # noqa: S101 - our own words
    return made
