"""What every population register keeps, whether it knows nobody, remembers by itself, or asks over the wire."""

from dataclasses import replace

import pytest

from innsyn.edge.population_register.tests.world import LAND, NOW, STRANGER, expected, numbered
from innsyn.gate.register import NotRegistered, RegisterUnavailable
from innsyn.gate.register_memory import MemoryRegister, NoRegister
from innsyn.sandbox.simulators.population_register import Fault

FAMILIES = ("jonas", "ella", "selma", "jakob", "nils", "iben", "ylva", "sofie", "storm", "leon", "vilde", "samir", "tuva", "frida")
OTHERS = ("kari", "tone", "arne", "olav", "piotr", "bjorg", "espen", "sverre", "torunn", "gunn", "jens", "henrik")


@pytest.fixture
def memory():
    return MemoryRegister(expected(key) for key in LAND.people)


@pytest.fixture(params=["none", "memory", "wire"])
def register(request, memory, world):
    return {"none": NoRegister(), "memory": memory, "wire": world.adapter}[request.param]


@pytest.fixture(params=["memory", "wire"])
def knowing(request, memory, world):
    return {"memory": memory, "wire": world.adapter}[request.param]


@pytest.fixture(params=["memory", "wire"])
def failing(request, memory, world):
    memory.is_available = False
    world.faults.add(Fault.DOWN)
    return {"memory": memory, "wire": world.adapter}[request.param]


async def test_nobody_is_found_under_a_number_that_nobody_has(register):
    assert await register.person(STRANGER, now=NOW) == NotRegistered()


async def test_same_question_has_the_same_answer(register):
    assert await register.person(numbered("jonas"), now=NOW) == await register.person(numbered("jonas"), now=NOW)


@pytest.mark.parametrize("key", ["jonas", "bjorg", "kari"])
async def test_answer_shows_no_number_no_name_and_no_birth_date(register, key):
    shown = repr(await register.person(numbered(key), now=NOW))
    assert not any(person.number in shown or person.name.family in shown for person in LAND.people.values())
    assert "born_on" not in shown


@pytest.mark.parametrize("key", [*FAMILIES, *OTHERS])
async def test_person_is_as_the_nation_has_her(knowing, key):
    found = await knowing.person(numbered(key), now=NOW)
    assert replace(found, address_key=None) == expected(key)


async def test_child_who_lives_with_both_has_two_parents_with_responsibility(knowing):
    jonas = await knowing.person(numbered("jonas"), now=NOW)
    assert [(each.relation, each.has_responsibility, each.shares_address) for each in jonas.parents] == [
        ("mother", True, True),
        ("father", True, True),
    ]


@pytest.mark.parametrize("number", [numbered("jonas"), STRANGER])
async def test_register_that_fails_says_so_of_whoever_is_asked_for(failing, number):
    assert await failing.person(number, now=NOW) == RegisterUnavailable()
