"""What every source of health contacts keeps, whether it knows nobody, remembers by itself, or asks over the wire."""

from dataclasses import replace

import pytest

from innsyn.edge.address_register.tests.world import LAND, NOW, OWNERS, PARTIES, STRANGER, expected, her_id
from innsyn.sandbox.simulators.address_register import Fault
from innsyn.web.health_contacts import NoSuchContact, RegisterSilent, processes
from innsyn.web.health_contacts.memory import MemoryHealthContacts, NoHealthContacts

SOME = (
    "lien-trollkatten",
    "strom-reinrosa",
    "trollkatten",
    "lauvasen-hjemmetjeneste",
    "solvskogen-sykehus-hjerte",
    "solvskogen-sykehus-akutt",
)


@pytest.fixture
def memory():
    return MemoryHealthContacts(expected(key) for key in PARTIES)


@pytest.fixture(params=["none", "memory", "wire"])
def contacts(request, memory, world):
    return {"none": NoHealthContacts(), "memory": memory, "wire": world.adapter}[request.param]


@pytest.fixture(params=["memory", "wire"])
def knowing(request, memory, world):
    return {"memory": memory, "wire": world.adapter}[request.param]


@pytest.fixture(params=["memory", "wire"])
def silent(request, memory, world):
    memory.is_available = False
    world.faults.add(Fault.DOWN)
    return {"memory": memory, "wire": world.adapter}[request.param]


@pytest.fixture(params=["memory", "wire"])
def closing(request, memory, world):
    """A source, and what closes a process for a contact."""
    close = {"memory": memory.switch_off, "wire": lambda her_id, process: world.register.switch(her_id, process, None)}[request.param]
    return {"memory": memory, "wire": world.adapter}[request.param], close


async def test_nobody_is_found_under_a_her_id_that_nobody_has(contacts):
    assert await contacts.contact(STRANGER, now=NOW) == NoSuchContact()


async def test_organisation_nobody_knows_has_no_contacts(contacts):
    assert await contacts.contacts_of("290000000", now=NOW) == ()


async def test_hpr_number_nobody_has_is_nowhere(contacts):
    assert await contacts.doctors("1", now=NOW) == ()


@pytest.mark.parametrize("key", SOME)
async def test_contact_is_as_the_nation_has_it(knowing, key):
    found = await knowing.contact(her_id(key), now=NOW)
    assert replace(found, certificates=None) == expected(key)


async def test_contact_shows_no_name_of_anybody_in_a_log(knowing):
    shown = repr(await knowing.contact(her_id("lien-trollkatten"), now=NOW))
    assert "Lien" not in shown
    assert LAND.personnel["lien"].hpr not in shown


async def test_office_has_its_front_desk_and_each_of_its_doctors_and_their_profiles_are_not_read(knowing):
    found = await knowing.contacts_of(LAND.organisations["trollkatten"].number, now=NOW)
    below = {each.name: each for each in found if each.kind != "organisation"}
    assert below.keys() == {"Trollkatten legesenter", "Sigrid Lien", "Tobias Sveen", "Linh Tran"}
    assert {each.processes for each in below.values()} == {None}
    assert [each.her_id for each in found] == sorted(each.her_id for each in found)


async def test_doctor_is_found_where_she_works_by_her_hpr_number(knowing):
    found = await knowing.doctors(LAND.personnel["lien"].hpr, now=NOW)
    assert [(each.her_id, each.parent_name) for each in found] == [(her_id("lien-trollkatten"), "Trollkatten legesenter")]


async def test_contact_takes_what_it_has_and_not_what_it_has_not(knowing):
    lien = await knowing.contact(her_id("lien-trollkatten"), now=NOW)
    sveen = await knowing.contact(her_id("sveen-trollkatten"), now=NOW)
    assert lien.takes(processes.E_CONSULTATION, now=NOW) is True
    assert sveen.takes(processes.E_CONSULTATION, now=NOW) is False
    assert sveen.takes(processes.E_CONTACT, now=NOW) is True


async def test_contact_that_just_closed_a_service_takes_it_no_more_when_asked_anew(closing):
    contacts, close = closing
    assert (await contacts.contact(her_id("lien-trollkatten"), now=NOW)).takes(processes.E_CONSULTATION, now=NOW)
    close(her_id("lien-trollkatten"), processes.E_CONSULTATION)
    found = await contacts.contact(her_id("lien-trollkatten"), now=NOW, anew=True)
    assert found.takes(processes.E_CONSULTATION, now=NOW) is False
    assert found.takes(processes.E_CONTACT, now=NOW) is True


@pytest.mark.parametrize("wanted", [her_id("lien-trollkatten"), STRANGER])
@pytest.mark.parametrize("anew", [False, True])
async def test_source_that_is_silent_says_so_of_whoever_is_asked_for(silent, wanted, anew):
    assert await silent.contact(wanted, now=NOW, anew=anew) == RegisterSilent()
    assert await silent.contacts_of(OWNERS["trollkatten"].legal_entity.number, now=NOW) == RegisterSilent()
    assert await silent.doctors("1", now=NOW) == RegisterSilent()
