"""Ids carry their owner, and only those we gave."""

# ruff: noqa: S311 -- seeded chance, so that a failure comes back.

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from innsyn.record.ids import derived_id, derived_owner, is_id, new_id, new_owner, owner_of, patient_id
from innsyn.record.stored import SHARED

FHIR_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
owners = st.integers(1, (1 << 63) - 1)


@given(owners, st.integers(0))
def test_an_id_we_gave_leads_back_to_its_owner(owner, seed):
    random_bits = Random(seed).getrandbits
    for type_ in ("Patient", "Observation"):
        id_ = new_id(owner, type_, random_bits)
        assert owner_of(id_) == owner
        assert FHIR_ID.fullmatch(id_)


@given(owners, st.integers(1, 13), st.sampled_from("0123456789abcdefghjkmnpqrstvwxy"))
def test_an_id_with_one_wrong_character_leads_nowhere(owner, place, sign):
    id_ = patient_id(owner)
    mistyped = id_[:place] + sign + id_[place + 1 :]
    same_remainder = {id_[place], sign} == {"0", "z"}
    assert mistyped == id_ or same_remainder or owner_of(mistyped) is None


def test_two_swapped_characters_lead_nowhere():
    id_ = patient_id(0x0123456789ABCDEF)
    swapped = id_[:5] + id_[6] + id_[5] + id_[7:]
    assert id_[5] != id_[6]
    assert owner_of(swapped) is None


def test_ids_of_others_lead_nowhere():
    for foreign in (
        "maria",
        "0f2074a0-4173-1a32-988f-5316d7f1cbbe",
        "",
        "p",
        patient_id(7).upper(),
        patient_id(7) + "-",
        patient_id(7) + "x",
    ):
        assert owner_of(foreign) is None


def test_a_shared_id_says_that_it_belongs_to_nobody():
    assert owner_of(new_id(SHARED, "Organization", Random(1).getrandbits)) == SHARED


def test_no_patient_has_the_owner_of_what_is_shared():
    assert new_owner(lambda bits: 0) != SHARED


def test_two_resources_of_one_owner_get_different_ids():
    random_bits = Random(2).getrandbits
    assert new_id(5, "Observation", random_bits) != new_id(5, "Observation", random_bits)


def test_only_the_form_of_fhir_ids_is_an_id():
    assert is_id("a-B.9")
    assert not is_id("a" * 65)
    assert not is_id("æ")
    assert not is_id("a/b")
    assert not is_id("a\n")
    assert not is_id("")


@given(st.text())
def test_the_same_origin_always_leads_to_the_same_owner_and_id(origin):
    owner = derived_owner(origin)
    assert owner == derived_owner(origin)
    assert 0 < owner < 1 << 63
    assert owner_of(derived_id(owner, "Observation", origin)) == owner
    assert derived_id(owner, "Patient", origin) == patient_id(owner)


def test_another_origin_another_type_and_another_owner_lead_to_another_id():
    ids = {derived_id(owner, type_, origin) for owner in (5, 6) for type_ in ("Observation", "Condition") for origin in ("a", "b")}
    assert len(ids) == 8
    assert derived_owner("a") != derived_owner("b")


def test_a_derived_id_of_what_is_shared_says_so():
    assert owner_of(derived_id(SHARED, "Organization", "urn:uuid:a")) == SHARED
