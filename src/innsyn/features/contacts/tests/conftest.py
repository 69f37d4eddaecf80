"""Somebody with a doctor and a ward, a child with her parents, and the office at its own page; the register is in memory."""

from dataclasses import replace

import pytest

from innsyn.features import contacts
from innsyn.features.conftest import NOW, THEN
from innsyn.features.contacts import samples
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.families import family
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.web import Feature, Need, View, page

LIEN = samples.contact(samples.GP, "Sigrid Lien", samples.EVERYTHING, organisation=TRUST, now=NOW)
WARD = samples.contact(
    samples.WARD, "Kirurgisk sengepost", (samples.processes.E_CONTACT,), organisation=TRUST, now=NOW, kind="service",
    service=samples.SURGERY, above="Fjordby helseforetak",
)  # fmt: skip
NURSES = samples.contact(
    samples.HOME_CARE, "Hjemmetjenesten", (samples.processes.E_CONTACT,), organisation=OTHER_TRUST, now=NOW, kind="service",
    service=samples.NURSING, above="Dalen kommune",
)  # fmt: skip
SERVED = (LIEN, WARD, NURSES)


@page("/messages/new", need=Need.CITIZEN, title="contacts.title")
async def write(call):
    """Stand where another slice writes messages."""
    return View("contacts/list.html", {"groups": [], "silent": []})


@page("/appointments/new", need=Need.CITIZEN, title="contacts.title")
async def book(call):
    """Stand where another slice books."""
    return View("contacts/list.html", {"groups": [], "silent": []})


MESSAGES = Feature(package="innsyn.features.diagnoses", pages=(write,), whose="record", area="dialogue")
BOOKING = Feature(package="innsyn.features.results", pages=(book,), whose="record", area="appointments")
FEATURES = (contacts.FEATURE, MESSAGES, BOOKING)


@pytest.fixture
def population_register():
    """A register, in memory."""
    return MemoryRegister()


@pytest.fixture
async def kari(world):
    """A grown-up whose doctor, ward and home care have told that she is theirs."""
    return await with_contacts(await world.citizen("kari", *FEATURES))


async def with_contacts(reader):
    """Let a doctor, a ward and home care tell that somebody is theirs, and the register know them."""
    await reader.has(samples.with_gp(), "e-gp")
    await reader.has(samples.episode(samples.WARD, "Kirurgisk sengepost", samples.SURGERY, "19", "21", unit="fjord-kir"), "e-ward")
    await reader.has(samples.episode(samples.HOME_CARE, "Hjemmetjenesten", samples.NURSING), "e-home", organisation=OTHER_TRUST)
    reader.site.health_contacts.put(*SERVED)
    return reader


@pytest.fixture
def parent_of(world):
    """Give a way to be the mother of a child born on a day, in the child's record."""

    async def settles(born):
        gate = world.gate_world
        mother, _, owner = await family(gate, born=born)
        await gate.moves_in(mother, name="Hanne Mor")
        visits = [await gate.citizen(mother, now=NOW), await gate.acts_for(mother, owner, "parent", now=NOW)]
        return await world.enters(owner, *visits, site=world.site(FEATURES))

    return settles


@pytest.fixture
def sits_down(world):
    """Give a way to be somebody at the desk of an organisation, with what the register knows."""

    async def at(*, site=None, **who):
        site = site or world.site(FEATURES)
        site.health_contacts.put(*SERVED)
        actor = await world.gate_world.nurse(**{"organisation": TRUST, "unit": TRUST, **who})
        return await site.staff(actor, accept_language="nb"), site

    return at


__all__ = ["THEN", "replace"]
