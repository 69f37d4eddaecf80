"""The population register joined to the program: the real one that the settings name, the sandbox's simulator, or none."""

import hashlib
import json
import secrets
from dataclasses import dataclass

import httpx
from joserfc.jwk import Key
from litestar.types import ASGIApp

from innsyn.edge.openid.signing_key import published
from innsyn.edge.population_register import Feed, Folkeregisteret, Maskinporten
from innsyn.edge.population_register.calls import Caller
from innsyn.edge.population_register.maskinporten import Tokens
from innsyn.gate.register import PopulationRegister
from innsyn.gate.register_memory import NoRegister
from innsyn.kernel.clock import Clock
from innsyn.main.doors import new_secret
from innsyn.main.keeping import client_key
from innsyn.main.settings import SettingProblem, Settings
from innsyn.main.world import demo_organisation
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.register_documents import register_documents
from innsyn.sandbox.simulators import population_register as simulated
from innsyn.sandbox.simulators.openid.clients import RegisteredClient

SIMULATED_REGISTER = "/sandbox/population-register"
DEADLINE_S = 5.0


@dataclass(frozen=True, slots=True)
class Register:
    """The way to the register. feed: of what changes in it, None where no register is connected."""

    people: PopulationRegister
    feed: Feed | None


def population_register(settings: Settings, http: httpx.AsyncClient) -> Register:
    """Make the way to the population register: the named one, the simulator in the sandbox, otherwise one that knows nobody.

    Raises SettingProblem when the key is none that Maskinporten takes, or when a register is named without its token issuer."""
    if not settings.population_register_url and not settings.is_sandbox:
        return Register(NoRegister(), None)
    caller, key = Caller(http, DEADLINE_S), _key(settings)
    us = Maskinporten(
        issuer=_issuer(settings),
        client_id=settings.maskinporten_client_id,
        key=key,
        scope=settings.population_register_scope,
        new_id=new_secret,
    )
    tokens = Tokens(us, caller)
    people = Folkeregisteret(_url(settings), tokens, caller, address_secret=_address_secret(key))
    return Register(people, Feed(_url(settings), tokens, caller))


def simulated_register(settings: Settings, nation: Nation, clock: Clock) -> ASGIApp:
    """Make the sandbox's register of the nation, in which we are the one client."""
    us = RegisteredClient(
        client_id=settings.maskinporten_client_id,
        name="Innsyn",
        public_keys=published(_key(settings)),
        scopes=frozenset({settings.population_register_scope}),
        legal_entity=demo_organisation(nation),
    )
    register = simulated.Register(register_documents(nation), clock=clock, new_id=lambda: secrets.token_hex(16))
    folder = settings.data / "sandbox" / "population-register"
    base = settings.base_url + SIMULATED_REGISTER
    return simulated.simulator(base, register, (us,), keys_folder=folder, clock=clock, new_secret=new_secret)


def _url(settings: Settings) -> str:
    return settings.population_register_url or settings.base_url + SIMULATED_REGISTER + simulated.API


def _issuer(settings: Settings) -> str:
    """Say whose tokens the register takes."""
    if settings.maskinporten_issuer:
        return settings.maskinporten_issuer.rstrip("/") + "/"
    if settings.population_register_url:
        raise SettingProblem("INNSYN_MASKINPORTEN_ISSUER takes the token issuer of the population register, https://maskinporten.no/")
    return f"{settings.base_url}{SIMULATED_REGISTER}{simulated.MASKINPORTEN}/"


def _key(settings: Settings) -> Key:
    key = client_key(settings, "maskinporten", settings.maskinporten_key)
    if key.key_type != "RSA":
        raise SettingProblem("INNSYN_MASKINPORTEN_KEY takes a file with a private RSA key: Maskinporten knows no other kind")
    return key


def _address_secret(key: Key) -> bytes:
    """Derive the secret of address keys from our own key, so that every process makes the same."""
    return hashlib.sha256(b"addresses:" + json.dumps(key.as_dict(private=True), sort_keys=True).encode()).digest()
