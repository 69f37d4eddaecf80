"""Who reads the log of a record: the person it is about, and those who see all of it or have power to read the log; no personnel."""

from datetime import date, timedelta

import pytest

from innsyn.gate.log.line import LogPage
from innsyn.gate.refused import Refused
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.families import a_person, as_guardian, family, grants
from innsyn.gate.tests.samples import NOW, World, a_number, rule_of
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def world(shared_database):
    record = await Record.open(shared_database, size=6)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


async def a_patient(world):
    number = a_number()
    return number, await world.moves_in(number)


async def test_the_log_is_shown_to_no_personnel_and_to_nobody_after_her_visit(world):
    number, owner = await a_patient(world)
    visit = await world.visits(owner)
    assert rule_of(await world.gate.my_log(visit, NOW)) == "LOG-1"
    assert rule_of(await world.gate.proof(visit, visit.id, NOW)) == "LOG-1"
    over = await world.citizen(number, now=NOW - timedelta(hours=12))
    assert rule_of(await world.gate.my_log(over, NOW)) == "VIS-1"


async def test_the_log_of_a_small_child_is_shown_to_its_parent_until_the_twelfth_birthday(world):
    for born, answer in ((date(2014, 11, 23), LogPage), (date(2014, 11, 22), Refused)):
        mother, _number, owner = await family(world, born=born)
        visit = await world.acts_for(mother, owner, "parent")
        shown = visit if isinstance(visit, Refused) else await world.gate.my_log(visit, NOW)
        assert isinstance(shown, answer)


async def test_the_log_is_shown_to_an_attorney_who_has_power_to_read_it_and_to_no_other(world):
    number, owner = await a_patient(world)
    reader, other = a_person(), a_person()
    world.register.put(reader, other)
    own = await world.citizen(number)
    await grants(world, own, reader.number, "log")
    await grants(world, own, other.number, "documents", "results")
    assert isinstance(await world.gate.my_log(await world.acts_for(reader.number, owner, "attorney"), NOW), LogPage)
    assert rule_of(await world.gate.my_log(await world.acts_for(other.number, owner, "attorney"), NOW)) == "LOG-1"
    assert rule_of(await world.gate.proof(await world.acts_for(other.number, owner, "attorney"), own.id, NOW)) == "LOG-1"


async def test_the_log_is_shown_to_a_guardian_in_personal_matters(world):
    number, owner = await a_patient(world)
    guardian = a_person()
    world.register.put(guardian, a_person(number, guardians=(as_guardian(guardian),)))
    assert isinstance(await world.gate.my_log(await world.acts_for(guardian.number, owner, "guardian"), NOW), LogPage)
    world.register.put(a_person(number, guardians=(as_guardian(guardian, scope="financial"),)))
    await world.gate.register_changed(number, NOW)
    assert rule_of(await world.acts_for(guardian.number, owner, "guardian")) == "REP-22"
