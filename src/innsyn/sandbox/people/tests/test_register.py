"""The population register's view: responsibility, residence, protection, death and guardianship."""

from dataclasses import fields

import pytest

from innsyn.sandbox.people import RegisterEntry, population_register


@pytest.fixture(scope="session")
def register(land):
    entries = population_register(land)
    return {entry.key: entry for entry in entries.values()}


def test_everyone_is_in_the_register_by_number(land):
    assert set(population_register(land)) == {person.number for person in land.people.values()}


def test_mother_of_a_child_at_her_address_is_responsible_for_it(register):
    children = {child.number: child for child in register["hodan"].children}
    assert children[register["amina"].number].shares_address
    assert register["amina"].responsibility == "joint"


def test_father_elsewhere_is_responsible_but_shares_no_address(register):
    assert [child.shares_address for child in register["morten"].children] == [False, False]
    assert [child.shares_address for child in register["trine"].children] == [True, True]
    assert register["jakob"].second_home is not None


def test_sole_responsibility_names_the_parent_who_has_it(register):
    assert register["nils"].responsibility == "mother"
    assert register["nils"].responsible == (register["tone"].number,)


def test_parents_who_both_live_elsewhere_are_responsible_and_share_no_address(register):
    assert register["ylva"].responsible == (register["marte"].number, register["henrik"].number)
    assert not any(child.shares_address for parent in ("marte", "henrik") for child in register[parent].children)


def test_father_can_be_a_father_without_responsibility(register):
    assert register["jens"].number in register["sofie"].parents
    assert register["sofie"].responsible == (register["astrid"].number,)
    assert register["jens"].children == ()


def test_mother_alone_is_responsible_when_the_father_has_died(register):
    assert register["storm"].parents == (register["signe"].number, register["tarjei"].number)
    assert register["storm"].responsibility == "mother"


def test_child_can_have_nobody_registered_as_responsible(register):
    assert register["leon"].responsible == ()
    assert register["leon"].responsibility == "unknown"


def test_somebody_other_than_a_parent_can_be_responsible(register):
    assert register["vilde"].responsibility == "others"
    assert [child.number for child in register["gunn"].children] == [register["vilde"].number]
    assert register["siri"].children == ()


def test_parent_under_protection_can_have_a_child_who_is_not(register):
    assert register["runa"].address is None
    assert register["iben"].address is not None
    assert register["runa"].number in register["iben"].responsible


def test_grown_ups_have_no_parental_responsibility_over_them(register):
    assert register["hilde"].responsibility is None
    assert register["arne"].children == ()


def test_co_mother_is_a_parent_with_responsibility(register):
    assert register["ella"].parents == (register["ingrid"].number, register["sunniva"].number)
    assert register["sunniva"].children[0].number == register["ella"].number


def test_address_is_given_out_only_without_protection(register):
    assert register["tone"].address is None
    assert register["benedicte"].address is None
    assert register["kari"].address is not None


def test_guardian_is_registered_with_scope(register):
    assert register["bjorg"].guardian.number == register["marit"].number
    assert register["bjorg"].guardian.scope == "personal_and_financial"
    assert register["espen"].guardian.scope == "personal"
    assert register["sverre"].guardian.scope == "financial"
    assert register["oddmund"].guardian.scope == "municipal_care"
    assert register["kari"].guardian is None


def test_minor_can_have_a_guardian(register, land):
    assert register["samir"].guardian.number == register["kjersti"].number
    assert land.people["samir"].age(land.today) < 12


def test_status_tells_residents_from_visitors_and_the_dead(register):
    assert register["kari"].status == "resident"
    assert register["piotr"].status == "temporary"
    assert register["olav"].status == "dead"
    assert register["olav"].died_on is not None


def test_marriage_is_told_from_both_sides_and_ends_with_divorce(register):
    assert register["kari"].spouse == register["eirik"].number
    assert register["eirik"].spouse == register["kari"].number
    assert register["trine"].spouse is None
    assert register["arne"].spouse is None


def test_entry_shows_no_number_in_its_repr(register):
    assert repr(register["kari"]) == "RegisterEntry(kari)"
    assert "number" in {field.name for field in fields(RegisterEntry)}
