"""Machine clients of the sandbox: systems without a person, each with a key of its own, registered at the simulated HelseID or with us.

Source: NHN, HelseID, client credentials; RFC 7523, RFC 9449.
"""

from collections.abc import Mapping
from datetime import timedelta

import httpx
from joserfc.jwk import ECKey

from innsyn.edge.authorization.terms import CLIENT_CREDENTIALS, TOKEN
from innsyn.edge.helseid.door import IDENTITY_SCOPES
from innsyn.edge.helseid.machine import MachineClient, MachineToken
from innsyn.edge.openid.calls import Caller
from innsyn.edge.openid.client_assertion import Client, client_assertion
from innsyn.edge.openid.dpop_proof import ProofCall, dpop_proof
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import Clock, Instant
from innsyn.main.doors import SIMULATED_HELSEID, new_secret
from innsyn.main.keeping import client_key
from innsyn.main.sandbox_clients import BEARER_CLIENT, DPOP_CLIENT, LOGIN_CLIENT, READY
from innsyn.main.settings import Settings
from innsyn.main.world import demo_organisation
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.simulators.openid.clients import RegisteredClient

MACHINES: Mapping[str, tuple[str, ...]] = {
    "innsyn-integrator": ("innsyn:fhir/read", "innsyn:fhir/write"),
    "innsyn-reader": ("innsyn:fhir/read",),
}
"""Clients at the simulated HelseID, to their scopes."""

OWN = {ready.client_id: ("system/*.cruds",) for ready in READY}
"""Clients in our own registry, to the scopes asked for when nobody says which."""

ALL = {**MACHINES, **OWN}

APP_CALLBACK = "http://127.0.0.1:8899/callback"
"""Where the sandbox's app and journal system wait for a login: on the integrator's own machine."""

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


def registered_app(settings: Settings) -> RegisteredClient:
    """Say how the simulated ID-porten knows the sandbox's app for citizens, whose logins our own clients exchange."""
    return RegisteredClient(
        client_id=LOGIN_CLIENT,
        name="Sandbox app",
        public_keys=published(client_key(settings, LOGIN_CLIENT, "")),
        redirect_uris=(APP_CALLBACK,),
    )


def registered_journal(settings: Settings) -> RegisteredClient:
    """Say how the simulated HelseID knows the sandbox's journal system, in which personnel log in."""
    return RegisteredClient(
        client_id=DPOP_CLIENT,
        name="Sandbox journal",
        public_keys=published(client_key(settings, DPOP_CLIENT, "")),
        redirect_uris=(APP_CALLBACK,),
        scopes=frozenset((*IDENTITY_SCOPES, "innsyn:fhir/read", "innsyn:fhir/write")),
    )


async def machine_token(settings: Settings, client_id: str, scope: str, clock: Clock) -> MachineToken | Refusal:
    """Ask a running server for a token, bound to a key made for it, or plain for the client that may do without.

    settings: `base_url` is the server's address, `data` its folder, where the client's key lies. client_id: one of `ALL`."""
    async with httpx.AsyncClient(trust_env=False) as http:
        caller = Caller(http, _DEADLINE_S)
        if client_id in OWN:
            return await _own_token(settings, client_id, scope, caller, clock())
        provider = Provider(settings.base_url + SIMULATED_HELSEID, caller)
        client = MachineClient(provider=provider, client_id=client_id, key=client_key(settings, client_id, ""), new_secret=new_secret)
        return await client.token(scope, ECKey.generate_key("P-256", auto_kid=True), now=clock())


async def _own_token(settings: Settings, client_id: str, scope: str, caller: Caller, now: Instant) -> MachineToken | Refusal:
    """Ask our own authorization server. Source: SMART App Launch 2.2, Backend Services."""
    address = settings.base_url + TOKEN
    client = Client(client_id=client_id, key=client_key(settings, client_id, ""))
    form = {"grant_type": CLIENT_CREDENTIALS, "scope": scope, **client_assertion(client, issuer=address, jti=new_secret(), now=now)}
    key = None if client_id == BEARER_CLIENT else ECKey.generate_key("P-256", auto_kid=True)
    proof = {"DPoP": dpop_proof(key, ProofCall(method="POST", address=address), jti=new_secret(), now=now)} if key else {}
    answer = await caller.post(address, form, proof)
    if isinstance(answer, Refusal):
        return answer
    token, lifetime_s = answer.content.get("access_token"), answer.content.get("expires_in")
    if not isinstance(token, str) or not isinstance(lifetime_s, int):
        return refused(f"token.{answer.error()}")
    granted = str(answer.content.get("scope", ""))
    return MachineToken(access_token=token, key=key, scope=granted, expires_at=now + timedelta(seconds=lifetime_s))
