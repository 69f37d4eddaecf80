"""Offices of the sandbox that have a system of their own: simulators on the wire, each with its account, its files and its page."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
from litestar import asgi
from litestar.types import ControllerRouterHandler

from innsyn.kernel.clock import Clock
from innsyn.main.keeping import small_client_key
from innsyn.main.sandbox_clients import CLINIC_SCOPES, CLINICS, clinic_address
from innsyn.main.settings import Settings
from innsyn.main.world import known_world
from innsyn.sandbox.clinics import Running, clinics
from innsyn.sandbox.people.address_parties import address_parties
from innsyn.sandbox.people.nation import Nation
from innsyn.sandbox.people.party_processes import BOOKING
from innsyn.sandbox.simulators import clinic_system as simulated
from innsyn.sandbox.simulators.below import below
from innsyn.web import Feature

_DEADLINE_S = 10.0
_KIND = "Legetime"


@dataclass(frozen=True, slots=True)
class ClinicSystems:
    """What they add to the program: nothing outside the sandbox."""

    features: tuple[Feature, ...] = ()
    routes: Sequence[ControllerRouterHandler] = ()


@asynccontextmanager
async def clinics_in_the_sandbox(settings: Settings, clock: Clock) -> AsyncIterator[ClinicSystems]:
    """Have the offices' systems at work while the block lasts. They call the program as anybody does: at its own address."""
    if not settings.is_sandbox:
        yield ClinicSystems()
        return
    async with httpx.AsyncClient(trust_env=False, timeout=_DEADLINE_S) as http:
        nation = known_world(settings.data, clock())
        running = {office: _running(settings, nation, office, http, clock) for office in CLINICS}
        tasks = [asyncio.create_task(one.system.run(), name=f"clinic {office}") for office, one in running.items()]
        try:
            yield ClinicSystems((clinics(running, _new_word),), _routes(settings, running))
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task


def _running(settings: Settings, nation: Nation, office: str, http: httpx.AsyncClient, clock: Clock) -> Running:
    folder, base = settings.data / "sandbox" / "clinic-system" / office, f"{settings.base_url}/fhir"
    behaviour = simulated.Behaviour(folder / "behaviour")
    account = simulated.Account(CLINICS[office], small_client_key(settings, CLINICS[office]), CLINIC_SCOPES)

    def interface() -> simulated.Interface:
        return simulated.Interface(http, base, simulated.Tokens(http, base, account, clock=clock, new_id=_new_word), faults=behaviour)

    knock = f"{clinic_address(settings, office)}{simulated.KNOCK}"
    listed = {person.number: str(person.name) for person in nation.people.values() if person.gp_office == office}
    whose = simulated.Office(office, nation.organisations[office].name, listed, _calendars(nation, office))
    return Running(simulated.ClinicSystem(whose, interface, knock, folder, clock=clock, faults=behaviour), behaviour)


def _calendars(nation: Nation, office: str) -> tuple[simulated.Calendar, ...]:
    """Say whose times an office offers: each doctor's who takes bookings."""
    doctors = [each for each in address_parties(nation) if each.doctor and each.unit.key == office and BOOKING in each.processes]
    return tuple(simulated.Calendar(each.her_id, str(each.doctor.name), _KIND, each.unit.name) for each in doctors if each.doctor)


def _routes(settings: Settings, running: Mapping[str, Running]) -> Sequence[ControllerRouterHandler]:
    paths = {clinic_address(settings, office).removeprefix(settings.base_url): one for office, one in running.items()}
    return [
        asgi(path, is_mount=True, copy_scope=True)(below(path, simulated.simulator(one.system, one.behaviour)))
        for path, one in paths.items()
    ]


def _new_word() -> str:
    return str(uuid.uuid4())
