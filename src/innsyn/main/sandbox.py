"""The sandbox joined to the program: simulated providers, the cast's test logins, the component gallery. Only when the settings say so."""

from collections.abc import Sequence
from dataclasses import dataclass

from litestar import asgi
from litestar.types import ControllerRouterHandler

from innsyn.edge.loading.ledger import Ledger
from innsyn.kernel.clock import Clock
from innsyn.main.doors import SIMULATED_HELSEID, SIMULATED_IDPORTEN, new_secret, registrations
from innsyn.main.settings import Settings
from innsyn.main.world import LEDGER, known_world
from innsyn.sandbox.entrance import entrance
from innsyn.sandbox.entrance.feature import CastHints
from innsyn.sandbox.entrance.simulated import simulated_people
from innsyn.sandbox.simulators import helseid, idporten
from innsyn.sandbox.simulators.openid.people import SimulatedPerson
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
    people = (*simulated_people(world), *_loaded(settings))
    citizens, staff = registrations(settings)
    base, keys = settings.base_url, settings.data / "sandbox"
    simulated_idporten = idporten.simulator(
        base + SIMULATED_IDPORTEN, people, citizens, keys_folder=keys / "idporten", clock=clock, new_secret=new_secret
    )
    simulated_helseid = helseid.simulator(
        base + SIMULATED_HELSEID, people, staff, keys_folder=keys / "helseid", clock=clock, new_secret=new_secret
    )
    routes = (
        asgi(SIMULATED_IDPORTEN, is_mount=True, copy_scope=True)(simulated_idporten),
        asgi(SIMULATED_HELSEID, is_mount=True, copy_scope=True)(simulated_helseid),
    )
    return Sandbox((entrance(people),), routes, CastHints(people))


def _loaded(settings: Settings) -> tuple[SimulatedPerson, ...]:
    """Give those whom a load brought in with a synthetic number: they can log in as the nation's own people can."""
    people = Ledger(settings.data / LEDGER).people()
    return tuple(
        SimulatedPerson(key=person.key, given_name=person.given_name, family_name=person.family_name, number=person.number)
        for person in people
        if person.number is not None
    )
