"""Health contacts joined to the program: the address register that the settings name, the sandbox's simulator, or none."""

import secrets
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

import httpx
from litestar.types import ASGIApp

from innsyn.edge.address_register import Adresseregisteret, Caller, Credentials, RegisterSwitches
from innsyn.edge.helseid.machine import MachineClient
from innsyn.edge.openid.calls import Caller as ProviderCaller
from innsyn.edge.openid.provider import Provider
from innsyn.kernel.clock import Clock, Instant
from innsyn.main.devices import SANDBOX_TOKEN
from innsyn.main.doors import new_secret
from innsyn.main.keeping import client_key
from innsyn.main.machine_credentials import HelseidCredentials, WordCredentials
from innsyn.main.repeating import repeating
from innsyn.main.sandbox_clients import CLINICS, clinic_address
from innsyn.main.settings import SettingProblem, Settings
from innsyn.sandbox.people.address_documents import address_documents, address_processes
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.simulators import address_register as simulated
from innsyn.sandbox.simulators.below import below
from innsyn.web.health_contacts import HealthContacts, ServiceSwitches
from innsyn.web.health_contacts.memory import NoHealthContacts
from innsyn.web.health_contacts.switches import NoServiceSwitches

SIMULATED_ADDRESS_REGISTER = "/sandbox/address-register"
DEADLINE_S = 5.0
EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class Contacts:
    """The way to the contacts. register: to be followed, None where none is connected. switches: of what they take."""

    contacts: HealthContacts
    register: Adresseregisteret | None
    switches: ServiceSwitches


def health_contacts(settings: Settings, http: httpx.AsyncClient) -> Contacts:
    """Make the way to the contacts: the named register, the simulator in the sandbox, otherwise nobody.

    Raises SettingProblem when only half of the register is named, or nobody gives tokens for it."""
    named = (settings.address_register_url, settings.address_register_profiles_url)
    if not any(named) and not settings.is_sandbox:
        return Contacts(NoHealthContacts(), None, NoServiceSwitches())
    if any(named) and not all(named):
        raise SettingProblem("INNSYN_ADDRESS_REGISTER_URL and INNSYN_ADDRESS_REGISTER_PROFILES_URL are set both or neither")
    caller = Caller(http, _credentials(settings, http), DEADLINE_S)
    simulator = settings.base_url + SIMULATED_ADDRESS_REGISTER
    register = Adresseregisteret(named[0] or simulator, named[1] or simulator, caller)
    return Contacts(register, register, NoServiceSwitches() if any(named) else _switches(simulator, caller, register))


def _switches(simulator: str, caller: Caller, register: Adresseregisteret) -> RegisterSwitches:
    async def taken_in(now: Instant) -> bool:
        return await register.refresh(now=now)

    return RegisterSwitches(simulator, caller, taken_in)


def following_the_contacts(
    register: Adresseregisteret | None, clock: Clock, *, every_s: float = EVERY_S
) -> AbstractAsyncContextManager[None]:
    """Read what changes in the register while the block lasts, so that no page waits for it. register: None follows nothing."""
    if register is None:
        return nullcontext()

    async def step() -> bool:
        await register.refresh(now=clock())
        return False

    return repeating("address_register", step, every_s=every_s, begins_after_s=every_s)


def simulated_address_register(settings: Settings, nation: Nation, clock: Clock) -> ASGIApp:
    """Make the sandbox's register of the nation, to be mounted. What is switched in it lies in the data folder."""
    folder = settings.data / "sandbox" / "address-register"
    documents = address_documents(nation, {office: clinic_address(settings, office) for office in CLINICS})
    register = simulated.Register(
        documents, address_processes(nation), folder=folder / "events", clock=clock, new_id=lambda: secrets.token_hex(16)
    )
    certificates = simulated.Certificates(folder / "certificates", clock=clock)
    base = settings.base_url + SIMULATED_ADDRESS_REGISTER
    return below(
        SIMULATED_ADDRESS_REGISTER, simulated.simulator(base, register, certificates, accepts=lambda token: token == SANDBOX_TOKEN)
    )


def _credentials(settings: Settings, http: httpx.AsyncClient) -> Credentials:
    """Show a token of HelseID to a real register, and the sandbox's word to a simulator."""
    if not settings.address_register_url:
        return WordCredentials(SANDBOX_TOKEN)
    if not settings.helseid_issuer:
        raise SettingProblem("INNSYN_HELSEID_ISSUER takes the token issuer of the address register, https://helseid-sts.nhn.no")
    client = MachineClient(
        provider=Provider(settings.helseid_issuer, ProviderCaller(http, DEADLINE_S)),
        client_id=settings.address_register_client_id,
        key=client_key(settings, "address_register", settings.address_register_key),
        new_secret=new_secret,
    )
    return HelseidCredentials(client, settings.address_register_scope, new_id=new_secret)
