"""The sandbox joined to the program: simulated providers, the cast's test logins, the component gallery. Only when the settings say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import asgi
from litestar.types import ControllerRouterHandler

from innsyn.kernel.clock import Clock
from innsyn.main.devices import sandbox_devices
from innsyn.main.doors import SIMULATED_HELSEID, SIMULATED_IDPORTEN, new_secret, registrations
from innsyn.main.health_contacts import SIMULATED_ADDRESS_REGISTER, simulated_address_register
from innsyn.main.machines import registered_app, registered_journal, registered_machines
from innsyn.main.population_register import SIMULATED_REGISTER, simulated_register
from innsyn.main.residents import Residents
from innsyn.main.settings import Settings
from innsyn.main.waiting_times import SIMULATED_WAITING_TIMES, simulated_waiting_times
from innsyn.main.world import LEDGER, known_world
from innsyn.sandbox.entrance import entrance
from innsyn.sandbox.entrance.feature import CastHints
from innsyn.sandbox.entrance.simulated import simulated_people
from innsyn.sandbox.simulators import helseid, idporten
from innsyn.web import Feature
from innsyn.web.arrivals import Hints


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What the sandbox adds to the program: nothing when it is off."""

    features: tuple[Feature, ...] = ()
    routes: Sequence[ControllerRouterHandler] = ()
    hints: Hints | None = None


def sandbox(settings: Settings, clock: Clock) -> Sandbox:
    """Build the sandbox around the synthetic nation that the data folder remembers."""
    world = known_world(settings.data, clock())
    people = Residents(simulated_people(world), settings.data / LEDGER)
    citizens, staff = registrations(settings)
    machines = (*registered_machines(settings, world), registered_journal(settings))
    base, keys = settings.base_url, settings.data / "sandbox"
    simulated_idporten = idporten.simulator(
        base + SIMULATED_IDPORTEN,
        people,
        (*citizens, registered_app(settings)),
        keys_folder=keys / "idporten",
        clock=clock,
        new_secret=new_secret,
    )
    simulated_helseid = helseid.simulator(
        base + SIMULATED_HELSEID, people, (*staff, *machines), keys_folder=keys / "helseid", clock=clock, new_secret=new_secret
    )
    seen, told = sandbox_devices(settings, world, clock)
    routes = (
        asgi(SIMULATED_IDPORTEN, is_mount=True, copy_scope=True)(simulated_idporten),
        asgi(SIMULATED_HELSEID, is_mount=True, copy_scope=True)(simulated_helseid),
        asgi(SIMULATED_REGISTER, is_mount=True, copy_scope=True)(simulated_register(settings, world, clock)),
        asgi(SIMULATED_ADDRESS_REGISTER, is_mount=True, copy_scope=True)(simulated_address_register(settings, world, clock)),
        asgi(SIMULATED_WAITING_TIMES, is_mount=True, copy_scope=True)(simulated_waiting_times(world, clock)),
        *told,
    )
    return Sandbox((entrance(people), seen), routes, CastHints(people))
