"""Whoever works in the nation opens records through the gate as the stories tell: once, at the told instant, marked as the rules mark."""

from collections import Counter
from datetime import timedelta

import pytest

from innsyn.gate.register import RegisteredPerson
from innsyn.gate.register_memory import MemoryRegister
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.ids import person_number
from innsyn.sandbox.accessing import tell_accesses
from innsyn.sandbox.stories.accesses import ACCESSES, AS_IT_SHOULD_BE, WORTH_A_LOOK
from innsyn.sandbox.tests.moment import NOW

WEEKS_LATER = timedelta(days=30)


@pytest.fixture(scope="module")
def people():
    return [access.person for access in ACCESSES]


@pytest.fixture(scope="module")
def register(land):
    """The population register of those two who live together."""
    return MemoryRegister(
        RegisteredPerson(
            number=person_number(land.people[key].number), name="", born_on=land.people[key].born_on, died_on=None, is_dead=False,
            protection="none", responsibility=None, parents=(), guardians=(), children=(), wards=(),
            address_key=land.people[key].household,
        )
        for key in ("ingrid", "sunniva")
    )  # fmt: skip


async def marks(gate, record):
    """What the watcher sees in all of it, by worker and patient."""
    found, now = {}, NOW + WEEKS_LATER

    async def nobody(_):
        return None

    while await gate.watcher.follow():
        pass
    for one in await gate.watcher.due(now, 500):
        seen = await gate.watcher.look(one, now, nobody)
        found[one.owner, one.visit] = (one, seen)
    return found


async def by_story(gate, record):
    found = await marks(gate, record)
    owners = {await gate.locate("Patient", access.person): access.person for access in ACCESSES}
    return [(owners[one.owner], one.opened_at, seen) for one, seen in found.values()]


async def test_what_deserves_a_look_is_marked_and_what_is_in_order_is_not(gate_with, record, land):
    await tell_accesses(gate_with, land, NOW)
    told_of = {(person, at.date()): seen for person, at, seen in await by_story(gate_with(), record)}

    def of(access):
        return told_of[access.person, norwegian_date(NOW) - timedelta(days=access.ago)]

    assert [of(access) for access in AS_IT_SHOULD_BE] == [()] * len(AS_IT_SHOULD_BE)
    emergency, namesake, neighbour, wife, colleague = (of(access) for access in WORTH_A_LOOK[:5])
    assert "no-follow-up" in emergency
    assert namesake == ("same-name",)
    assert neighbour == ("same-name", "no-contact")
    assert wife[:2] == ("same-name", "same-address")
    assert {"colleague", "night"} <= set(colleague)
    assert all("many-in-a-row" in of(access) for access in WORTH_A_LOOK[5:])


async def test_told_twice_it_is_one_visit_each(gate_with, record, land):
    for _ in range(2):
        await tell_accesses(gate_with, land, NOW)
    found = await by_story(gate_with(), record)
    assert len(found) == len(ACCESSES)
    assert Counter(person for person, _, _ in found) == Counter(access.person for access in ACCESSES)


async def test_a_privacy_officer_of_the_nation_holds_her_post_without_hpr_number(gate_with, land):
    gate = gate_with()
    for worker, trust in (("eva", "solvskogen"), ("ness", "tindefjord"), ("bongo", "nordlysvidda"), ("ask", "lauvasen")):
        organisation = land.organisations[trust].number
        number = person_number(land.personnel[worker].number)
        actor = await gate.actors.staff(
            number, name="", hpr="", legal_entity=organisation, point_of_care=organisation, level="high"
        )  # fmt: skip
        assert await gate.posts(actor) == ("privacy-officer",), worker


async def test_nobody_elses_post_is_given_by_a_key(gate_with, land):
    gate, organisation = gate_with(), land.organisations["solvskogen"].number
    number = person_number(land.personnel["zachariassen"].number)
    actor = await gate.actors.staff(
        number, name="", hpr="", legal_entity=organisation, point_of_care=organisation, level="high"
    )  # fmt: skip
    assert "privacy-officer" not in await gate.posts(actor)
