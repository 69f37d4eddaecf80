"""A visit is found again by who opened it, until it is over or closed, also by another process."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from innsyn.gate.gate import Gate
from innsyn.gate.tests.samples import KEYS, LATER, NOW, a_number


async def test_a_visit_is_found_again_by_the_same_person_until_it_is_over(world):
    owner = await world.moves_in()
    nurse, other = await world.nurse(), await world.nurse()
    visit = await world.visits(owner, actor=nurse)
    fresh = Gate(world.record, KEYS)
    for gate in (world.gate, fresh, fresh):
        assert await gate.resume(visit.id, owner, nurse, LATER) == visit
        assert await gate.resume(visit.id, owner, other, LATER) is None
        assert await gate.resume(visit.id, owner, replace(nurse, unit=None), LATER) is None
        assert await gate.resume(visit.id, owner + 1, nurse, LATER) is None
        assert await gate.resume(visit.id, owner, nurse, NOW + timedelta(minutes=60)) is None
        assert await gate.resume(UUID(int=7), owner, nurse, LATER) is None


async def test_a_closed_visit_is_not_found_again(world):
    owner = await world.moves_in()
    nurse = await world.nurse()
    visit = await world.visits(owner, actor=nurse)
    await world.gate.close(visit, LATER)
    assert await world.gate.resume(visit.id, owner, nurse, LATER) is None
    assert await Gate(world.record, KEYS).resume(visit.id, owner, nurse, LATER) is None
    assert (await world.told(owner))[-1] == ("close", "done")


async def test_a_citizens_visit_is_found_again_after_a_restart_with_all_it_was_opened_with(world):
    number = a_number()
    owner = await world.moves_in(number)
    visit = await world.citizen(number)
    assert await Gate(world.record, KEYS).resume(visit.id, owner, visit.actor, LATER) == visit


async def test_an_emergency_visit_is_found_again_with_its_reason(world):
    owner = await world.moves_in()
    nurse = await world.nurse()
    visit = await world.breaks_the_glass(owner, actor=nurse)
    assert await Gate(world.record, KEYS).resume(visit.id, owner, nurse, LATER) == visit
