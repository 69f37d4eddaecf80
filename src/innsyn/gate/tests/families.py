"""Families in a population register, for tests: whoever is put there answers for whom the test says. Every number is synthetic."""

from dataclasses import replace
from datetime import date

from innsyn.gate.register import RegisteredGuardian, RegisteredParent, RegisteredPerson
from innsyn.gate.rules.relations import ALWAYS, Grant
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.tests.samples import NOW, a_number, create

GROWN_UP = date(1980, 2, 3)


def a_person(number=None, *, born=GROWN_UP, **more):
    """Somebody in the register: alone, alive, with an open address."""
    bare = {"responsibility": None, "parents": (), "guardians": (), "children": (), "wards": (), "address_key": None}
    return RegisteredPerson(
        number=number or a_number(born), name="", born_on=born, died_on=None, is_dead=False, **({"protection": "none"} | bare | more)
    )  # fmt: skip


def a_child(number, *parents, born, **more):
    """A child in the register, with parents made by `as_parent`."""
    return a_person(number, born=born, responsibility="joint", parents=parents, **more)


def as_parent(person, *, has_responsibility=True, shares_address=True, **more):
    """A person as her child's row in the register names her."""
    told = {"protection": person.protection, "relation": "mother", "is_dead": False} | more
    return RegisteredParent(
        number=person.number, name="", born_on=person.born_on, has_responsibility=has_responsibility, shares_address=shares_address, **told
    )  # fmt: skip


def as_guardian(person, *, scope="personal", since=None, until=None):
    """A person as her ward's row in the register names her."""
    return RegisteredGuardian(
        number=person.number, name="", born_on=person.born_on, scope=scope, since=since, until=until, protection="none", is_dead=False
    )  # fmt: skip


async def family(world, *, born, **more):
    """A mother and her child, both in the world's register. Returns the mother's number, the child's, and the child's owner."""
    mother, number = a_person(), a_number(born)
    world.register.put(replace(mother, children=(number,)), a_child(number, as_parent(mother, **more), born=born))
    return mother.number, number, await world.moves_in(number, born=born.isoformat(), name="Lise Barn")


async def grants(world, visit, receiver, *areas, organisations=(), period=ALWAYS, now=NOW):
    """Let a patient give a power of attorney in her own visit. Returns the Consent as it is kept."""
    grant = Grant(id="", key="", areas=frozenset(areas), organisations=frozenset(organisations), period=period)
    (written,) = await world.gate.write(visit, [create(grant_body(grant, visit.patient_id, receiver, "", now))], now)
    return written.stored
