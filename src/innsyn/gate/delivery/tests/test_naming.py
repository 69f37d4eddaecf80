"""The same resource always gets the same id; what nothing names in the whole world gets it from its unit alone."""

from random import Random

import pytest

from innsyn.fhir.bundle import Entry
from innsyn.gate.delivery.naming import ByChance, ByOrigin, is_worldwide
from innsyn.record.ids import owner_of

# ruff: noqa: S311 -- seeded chance, so that a failure comes back.

UUID = "urn:uuid:0696ac49-3128-87d3-7344-04510aa4f324"


def an_entry(full_url, type_="Observation", index=0, id_=None):
    return Entry(index, full_url, "PUT" if id_ else "POST", f"{type_}/{id_}" if id_ else type_, {}, {}, b"{}")


@pytest.mark.parametrize("full_url", [UUID, UUID.upper().replace("URN:UUID", "urn:uuid"), "https://ehr.example/fhir/Observation/1"])
def test_a_name_for_the_whole_world_gives_the_same_id_from_every_unit(full_url):
    assert is_worldwide(full_url)
    assert ByOrigin("a").id(an_entry(full_url), 7) == ByOrigin("b").id(an_entry(full_url, index=3), 7)
    assert ByOrigin("a").owner(an_entry(full_url, "Patient")) == ByOrigin("b").owner(an_entry(full_url, "Patient"))


def test_letters_of_a_uuid_may_be_large_or_small():
    large = UUID.replace("abcdef", "ABCDEF").replace("aa4f", "AA4F")
    assert ByOrigin("a").id(an_entry(large), 7) == ByOrigin("a").id(an_entry(UUID), 7)


@pytest.mark.parametrize("full_url", [None, "", "urn:uuid:p", "urn:uuid:11111111-1111-1111-1111-111111111111", "Patient/1", "#x"])
def test_any_other_name_gives_an_id_of_its_own_in_every_unit_and_place(full_url):
    assert not is_worldwide(full_url or "")
    ids = {ByOrigin(unit).id(an_entry(full_url, index=index), 7) for unit in "ab" for index in (0, 1)}
    assert len(ids) == 4
    assert ByOrigin("a").id(an_entry(full_url), 7) in ids


def test_a_patient_who_keeps_an_id_gets_a_record_that_follows_from_it():
    assert ByOrigin("a").owner(an_entry(None, "Patient", id_="ola")) == ByOrigin("b").owner(an_entry(UUID, "Patient", id_="ola"))
    assert ByOrigin("a").owner(an_entry(None, "Patient", id_="ola")) != ByOrigin("a").owner(an_entry(None, "Patient", id_="kari"))


def test_by_chance_nothing_is_the_same_twice():
    naming = ByChance(Random(1).getrandbits)
    assert naming.owner(an_entry(UUID)) != naming.owner(an_entry(UUID))
    first, second = naming.id(an_entry(UUID), 7), naming.id(an_entry(UUID), 7)
    assert first != second
    assert owner_of(first) == owner_of(second) == 7
