"""Machine clients of the sandbox: systems without a person, each with a key of its own, registered at the simulated HelseID.

Source: NHN, HelseID, client credentials; RFC 7523, RFC 9449.
"""

from collections.abc import Mapping

import httpx
from joserfc.jwk import ECKey

from innsyn.edge.helseid.machine import MachineClient, MachineToken
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal
from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import Clock
from innsyn.main.doors import SIMULATED_HELSEID, new_secret
from innsyn.main.keeping import client_key
from innsyn.main.settings import Settings
from innsyn.main.world import demo_organisation
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.simulators.openid.clients import RegisteredClient

MACHINES: Mapping[str, tuple[str, ...]] = {
    "innsyn-integrator": ("innsyn:fhir/read", "innsyn:fhir/write"),
    "innsyn-reader": ("innsyn:fhir/read",),
}
"""Client to its scopes."""

_DEADLINE_S = 10.0


def registered_machines(settings: Settings, nation: Nation) -> tuple[RegisteredClient, ...]:
    """Say how the simulated HelseID knows the machines."""
    return tuple(
        RegisteredClient(
            client_id=client_id,
            name=client_id,
            public_keys=published(client_key(settings, client_id, "")),
            scopes=frozenset(scopes),
            grants=frozenset({"client_credentials"}),
            legal_entity=demo_organisation(nation),
        )
        for client_id, scopes in MACHINES.items()
    )


async def machine_token(settings: Settings, client_id: str, scope: str, clock: Clock) -> MachineToken | Refusal:
    """Ask the simulated HelseID of a running server for a token, bound to a key made for it.

    settings: `base_url` is the server's address, `data` its folder, where the client's key lies. client_id: one of `MACHINES`."""
    async with httpx.AsyncClient(trust_env=False) as http:
        provider = Provider(settings.base_url + SIMULATED_HELSEID, Caller(http, _DEADLINE_S))
        client = MachineClient(provider=provider, client_id=client_id, key=client_key(settings, client_id, ""), new_secret=new_secret)
        return await client.token(scope, ECKey.generate_key("P-256", auto_kid=True), now=clock())
