"""Who may receive a power of attorney: number and name belong together, of age, not protected; nothing else is told of anybody."""

from dataclasses import replace
from datetime import date

import pytest

from innsyn.gate.receiving import is_same_name
from innsyn.gate.tests.families import a_person
from innsyn.gate.tests.samples import KEYS, LATER, a_citizen_with, a_number
from innsyn.kernel.ids import person_number

HILDE = "Hilde Marie Haugen"


@pytest.fixture
async def giver(alone):
    """Somebody in her own record."""
    return (await a_citizen_with(alone))[0]


@pytest.fixture
def hilde(alone):
    """Somebody in the register."""
    person = replace(a_person(), name=HILDE)
    alone.register.put(person)
    return person


async def fit(alone, giver, number, name=HILDE):
    return await alone.gate.receiving.fit(giver, number, name, LATER)


async def test_a_grown_up_with_the_right_name_fits(alone, giver, hilde):
    assert await fit(alone, giver, hilde.number) == "fits"


async def test_a_wrong_name_and_a_number_nobody_has_look_the_same(alone, giver, hilde):
    assert await fit(alone, giver, hilde.number, "Gro Haugen") == "another_name"
    assert await fit(alone, giver, a_number()) == "another_name"


async def test_nobody_gives_one_to_herself(alone, giver):
    assert await fit(alone, giver, person_number(KEYS.number_behind(giver.actor.key))) == "oneself"


@pytest.mark.parametrize(("born", "answer"), [(date(2008, 11, 22), "fits"), (date(2008, 11, 23), "too_young")])
async def test_eighteen_is_old_enough_from_the_birthday_on(alone, giver, hilde, born, answer):
    alone.register.put(replace(hilde, born_on=born))
    assert await fit(alone, giver, hilde.number) == answer


@pytest.mark.parametrize("protection", ["confidential", "strictly_confidential", "unknown"])
async def test_a_protected_one_is_refused_without_a_reason(alone, giver, hilde, protection):
    alone.register.put(replace(hilde, protection=protection))
    assert await fit(alone, giver, hilde.number) == "not_online"


async def test_one_who_is_dead_looks_like_one_who_is_protected(alone, giver, hilde):
    alone.register.put(replace(hilde, is_dead=True))
    assert await fit(alone, giver, hilde.number) == "not_online"


async def test_of_a_wrong_name_it_is_not_told_that_she_is_protected_young_or_dead(alone, giver, hilde):
    for changed in ({"protection": "confidential"}, {"born_on": date(2015, 1, 1)}, {"is_dead": True}):
        alone.register.put(replace(hilde, **changed))
        assert await fit(alone, giver, hilde.number, "Gro Haugen") == "another_name"


async def test_an_unknown_age_is_not_of_age(alone, giver, hilde):
    alone.register.put(replace(hilde, born_on=None))
    assert await fit(alone, giver, hilde.number) == "unknown"


async def test_without_the_register_our_own_record_knows(alone, giver):
    number = a_number()
    await alone.moves_in(number, name=HILDE)
    alone.register.is_available = False
    assert await fit(alone, giver, number) == "fits"
    assert await fit(alone, giver, number, "Gro Haugen") == "another_name"


async def test_without_the_register_and_without_a_record_nobody_can_say(alone, giver):
    alone.register.is_available = False
    assert await fit(alone, giver, a_number()) == "unknown"


@pytest.mark.parametrize("written", [HILDE, "hilde haugen", "HAUGEN, Hilde", "  Hilde   Marie\tHaugen "])
def test_a_name_is_the_same_however_it_is_written(written):
    assert is_same_name(written, HILDE)


@pytest.mark.parametrize(
    ("written", "registered"),
    [("Bjorg Dalen", "Bjørg Dalen"), ("Ante Eira", "Ánte Mihkkal Eira"), ("Marius Satre", "Marius Sætre"), ("Ola", "Ola")],
)
def test_letters_not_on_everybodys_keyboard_do_not_count(written, registered):
    assert is_same_name(written, registered)


@pytest.mark.parametrize(
    "written", ["", "Hilde", "Haugen", "Hilde Marie", "Hilde Hansen Haugen", "Hildegunn Haugen", "...", "Haugen Haugen"]
)
def test_a_part_of_a_name_or_another_one_is_not_the_same(written):
    assert not is_same_name(written, HILDE)


def test_nobody_is_called_nothing():
    assert not is_same_name("", "")
    assert not is_same_name("Hilde Haugen", "")
