"""Who represents a patient, as those who treat her are told: in force today, names and no numbers, and nothing of the protected."""

import json
from dataclasses import replace
from datetime import date

import pytest

from innsyn.gate.representatives import Representative
from innsyn.gate.rules.relations import Grant, Period
from innsyn.gate.standing.consents import withdrawn
from innsyn.gate.standing.grants import grant_body
from innsyn.gate.tests.families import a_child, a_person, as_guardian, as_parent
from innsyn.gate.tests.samples import LATER, NOW, a_number, create
from innsyn.record.stored import Write

MOTHER = Representative(role="parent", name="Mor Hansen")


@pytest.fixture
def asks(alone):
    """Give a way for a nurse to ask who represents somebody."""

    async def asked(owner):
        return await alone.gate.representatives.of(await alone.visits(owner), LATER)

    return asked


async def a_child_of(alone, *, born=date(2020, 5, 30), child=None, **parent):
    number = a_number(born)
    mother = replace(as_parent(a_person(), **parent), name="Mor Hansen")
    alone.register.put(a_child(number, mother, born=born, **(child or {})))
    return await alone.moves_in(number, born=born.isoformat(), name="Lise Barn")


async def test_a_parent_with_responsibility_is_told_of(alone, asks):
    found = await asks(await a_child_of(alone))
    assert (found.people, found.is_complete, found.years) == ((MOTHER,), True, 6)


@pytest.mark.parametrize(
    "parent", [{"has_responsibility": False}, {"protection": "confidential"}, {"protection": "unknown"}, {"is_dead": True}]
)
async def test_one_without_responsibility_or_protected_or_dead_is_not(alone, asks, parent):
    assert (await asks(await a_child_of(alone, **parent))).people == ()


@pytest.mark.parametrize(("born", "people"), [(date(2008, 11, 23), (MOTHER,)), (date(2008, 11, 22), ())])
async def test_until_the_child_is_of_age(alone, asks, born, people):
    assert (await asks(await a_child_of(alone, born=born))).people == people


async def test_of_a_protected_patient_nothing_is_told(alone, asks):
    assert await asks(await a_child_of(alone, child={"protection": "strictly_confidential"})) is None


@pytest.mark.parametrize(
    ("days", "is_told"),
    [({}, True), ({"until": date(2026, 11, 22)}, True), ({"until": date(2026, 11, 21)}, False), ({"since": date(2026, 11, 23)}, False)],
)
async def test_a_guardian_in_force_is_told_of_with_the_mandate(alone, asks, days, is_told):
    guardian = replace(as_guardian(a_person(), **days), name="Marit Dalen")
    ward = a_person(a_number(date(1947, 11, 2)), born=date(1947, 11, 2), guardians=(guardian,))
    alone.register.put(ward)
    found = await asks(await alone.moves_in(ward.number, born="1947-11-02", name="Bjørg Dalen"))
    assert [(each.name, each.scope) for each in found.people] == ([("Marit Dalen", "personal")] if is_told else [])


async def test_a_protected_guardian_is_not_told_of(alone, asks):
    guardian = replace(as_guardian(a_person()), name="Marit Dalen", protection="confidential")
    ward = a_person(guardians=(guardian,))
    alone.register.put(ward)
    assert (await asks(await alone.moves_in(ward.number, name="Bjørg Dalen"))).people == ()


@pytest.fixture
async def giver(alone):
    """Somebody who gives powers of attorney: number and owner."""
    person = a_person()
    alone.register.put(person)
    return person.number, await alone.moves_in(person.number, name="Arne Haugen")


async def gives(alone, giver, receiver, *, period=None, **more):
    visit = await alone.citizen(giver[0])
    grant = Grant(id="", key="", areas=frozenset({"results"}), period=period or Period(), **more)
    return visit, await alone.gate.write(visit, [create(grant_body(grant, visit.patient_id, receiver, "Hilde Haugen", NOW))], NOW)


async def test_one_with_a_power_of_attorney_is_told_of_with_what_it_is_for(alone, asks, giver):
    await gives(alone, giver, a_number(), period=Period(None, date(2026, 12, 24)))
    (told,) = (await asks(giver[1])).people
    assert (told.role, told.name, told.areas, told.until) == ("attorney", "Hilde Haugen", {"results"}, date(2026, 12, 24))


@pytest.mark.parametrize("period", [Period(date(2026, 11, 23)), Period(None, date(2026, 11, 21))])
async def test_a_power_that_does_not_hold_today_is_not_told_of(alone, asks, giver, period):
    await gives(alone, giver, a_number(), period=period)
    assert (await asks(giver[1])).people == ()


async def test_a_power_that_was_withdrawn_is_not_told_of(alone, asks, giver):

    visit, (written,) = await gives(alone, giver, a_number())
    body = json.dumps(withdrawn(json.loads(written.stored.body))).encode()
    await alone.gate.write(visit, [Write("update", "Consent", body, id=written.stored.id)], NOW)
    assert (await asks(giver[1])).people == ()


async def test_a_protected_attorney_is_not_told_of(alone, asks, giver):
    hilde = a_person(protection="strictly_confidential")
    alone.register.put(hilde)
    await gives(alone, giver, hilde.number)
    assert (await asks(giver[1])).people == ()


async def test_that_the_register_is_away_is_told(alone, asks, giver):
    alone.register.is_available = False
    assert not (await asks(giver[1])).is_complete


async def test_a_citizen_asks_in_vain(alone, giver):
    assert await alone.gate.representatives.of(await alone.citizen(giver[0]), LATER) is None
