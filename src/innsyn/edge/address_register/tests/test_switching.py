"""What every way of switching a service keeps, in memory or over the wire; and what the wire alone can do wrong."""

import httpx
import pytest

from innsyn.edge.address_register import Caller, RegisterSwitches
from innsyn.edge.address_register.tests.world import BASE, NOW, PARTIES, STRANGER, expected, her_id
from innsyn.sandbox.simulators.address_register import Fault
from innsyn.web.health_contacts import NotSwitchable, RegisterSilent, Switched, processes
from innsyn.web.health_contacts.memory import MemoryHealthContacts
from innsyn.web.health_contacts.switches import NoServiceSwitches

LIEN = her_id("lien-trollkatten")


def over_the_wire(world):
    async def refresh(now):
        return await world.adapter.refresh(now=now)

    return RegisterSwitches(BASE, Caller(httpx.AsyncClient(transport=world.wire), world.word, 60.0), refresh)


@pytest.fixture
def wired(world):
    return over_the_wire(world)


@pytest.fixture
def memory():
    return MemoryHealthContacts(expected(key) for key in PARTIES)


@pytest.fixture(params=["memory", "wire"])
def both(request, memory, world, wired):
    """A way to switch, and the contacts that show it."""
    return {"memory": (memory, memory), "wire": (wired, world.adapter)}[request.param]


@pytest.fixture(params=["memory", "wire"])
def silent(request, memory, world, wired):
    memory.is_available = False
    world.faults.add(Fault.DOWN)
    return {"memory": memory, "wire": wired}[request.param]


async def takes(contacts, process):
    return (await contacts.contact(LIEN, now=NOW)).takes(process, now=NOW)


async def test_what_is_switched_off_and_on_again_is_seen_at_once_without_asking_anew(both):
    switches, contacts = both
    assert switches.is_here
    assert await takes(contacts, processes.E_CONSULTATION)
    for is_on in (False, True):
        assert await switches.switch(LIEN, processes.E_CONSULTATION, is_on=is_on, now=NOW) == Switched()
        assert await takes(contacts, processes.E_CONSULTATION) is is_on
        assert await takes(contacts, processes.E_CONTACT)


@pytest.mark.parametrize("is_on", [False, True])
async def test_switching_to_what_already_holds_is_no_mistake(both, is_on):
    switches, contacts = both
    for _ in range(2):
        assert await switches.switch(LIEN, processes.E_CONSULTATION, is_on=is_on, now=NOW) == Switched()
    assert await takes(contacts, processes.E_CONSULTATION) is is_on


async def test_a_contact_nobody_has_is_not_switched(both):
    assert await both[0].switch(STRANGER, processes.E_CONTACT, is_on=False, now=NOW) == NotSwitchable()


async def test_a_register_that_is_silent_switches_nothing_that_is_known(silent):
    assert await silent.switch(LIEN, processes.E_CONTACT, is_on=False, now=NOW) == RegisterSilent()


async def test_where_vendors_own_systems_tell_nothing_is_switched(memory):
    memory.is_here = False
    for switches in (memory, NoServiceSwitches()):
        assert not switches.is_here
        assert await switches.switch(LIEN, processes.E_CONTACT, is_on=False, now=NOW) == NotSwitchable()
    assert await takes(memory, processes.E_CONTACT)


async def test_a_process_the_register_does_not_know_is_not_switched(wired):
    assert await wired.switch(LIEN, "Dialog_Innbygger_Kaffe", is_on=True, now=NOW) == NotSwitchable()


@pytest.mark.parametrize("broken", [httpx.ReadTimeout("x"), httpx.ReadError("x")])
async def test_a_connection_that_breaks_leaves_it_unknown(world, wired, broken):
    world.wire.breaks.append(broken)
    assert await wired.switch(LIEN, processes.E_CONTACT, is_on=False, now=NOW) == RegisterSilent()
