"""What is in a value set, what is not, and what nobody here knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.definitions.tables import value_set_parts
from innsyn.fhir.terminology import expand, is_in, is_known
from innsyn.fhir.terminology.membership import Expansion
from innsyn.kernel import systems

FHIR, V3 = "http://hl7.org/fhir", "http://terminology.hl7.org"
GENDER = f"{FHIR}/ValueSet/administrative-gender"
DOCUMENT_TYPES = "http://hl7.no/fhir/ValueSet/no-basis-documentreference-type"
VOLVEN = "urn:oid:2.16.578.1.12.4.1.1"


@pytest.mark.parametrize(
    ("value_set", "system", "code", "answer"),
    [
        (GENDER, f"{FHIR}/administrative-gender", "female", True),
        (f"{GENDER}|4.0.1", f"{FHIR}/administrative-gender", "female", True),
        (GENDER, None, "female", True),
        (GENDER, f"{FHIR}/administrative-gender", "kvinne", False),
        (GENDER, None, "kvinne", False),
        (GENDER, "urn:x", "female", False),
        (f"{V3}/ValueSet/v3-PurposeOfUse", f"{V3}/CodeSystem/v3-ActReason", "BTG", True),
        (f"{V3}/ValueSet/v3-PurposeOfUse", f"{V3}/CodeSystem/v3-ActReason", "OPTOUT", False),
        (DOCUMENT_TYPES, systems.DOCUMENT_TYPE, "A03-2", True),
        (DOCUMENT_TYPES, "http://helsedir.no/fhir/CodeSystem/no-kodeverk-9602", "A03-2", True),
        (DOCUMENT_TYPES, systems.DOCUMENT_TYPE, "A99-2", False),
        (DOCUMENT_TYPES, systems.LOINC, "34133-9", False),
        (f"{VOLVEN}.9060", systems.PROFESSION, "LE", True),
        (f"{VOLVEN}.9060", systems.PROFESSION, "QQ", False),
        (f"{VOLVEN}.8406", f"{VOLVEN}.8406", "1", True),
        (f"{VOLVEN}.8406", None, "1", None),
        (f"{VOLVEN}.8406", f"{VOLVEN}.8432", "1", False),
        ("http://hl7.no/fhir/ValueSet/no-basis-family-relation", "http://hl7.no/fhir/CodeSystem/no-basis-family-relation", "søsken", True),
        (f"{systems.LOINC}/vs", systems.LOINC, "29463-7", True),
        (f"{systems.LOINC}/vs", systems.SNOMED_CT, "29463-7", False),
        (f"{FHIR}/ValueSet/body-site", systems.SNOMED_CT, "368209003", None),
        ("http://nobody.example/ValueSet/x", None, "x", None),
        ("urn:oid:2.16.840.1.113883.1.11.20448", None, "TREAT", None),
        ("", None, "", None),
    ],
)
def test_a_code_is_in_or_out_or_nobody_knows(value_set, system, code, answer):
    assert is_in(value_set, system, code) is answer


def test_an_unknown_value_set_is_not_an_empty_one():
    assert expand("http://nobody.example/ValueSet/x") is None
    assert not is_known("http://nobody.example/ValueSet/x")
    assert is_known(GENDER)


def test_a_value_set_of_a_system_that_is_not_carried_says_so_and_names_it():
    assert expand(f"{VOLVEN}.8406") == Expansion(whole=frozenset({f"{VOLVEN}.8406"}))


def test_the_document_types_of_the_profile_are_those_of_volven_but_for_one_newer():
    found = expand(DOCUMENT_TYPES)
    assert expand(systems.DOCUMENT_TYPE).codes - found.codes == {(systems.DOCUMENT_TYPE, "E02-2")}
    assert len(found.codes) == 63
    assert {system for system, _ in found.codes} == {systems.DOCUMENT_TYPE}


def test_nearly_all_official_value_sets_can_be_told():
    unknown = [url for url in value_set_parts() if not is_known(url)]
    assert len(unknown) == 58
    assert not [url for url in unknown if "v2-" in url]


@given(st.sampled_from(sorted(value_set_parts())))
def test_everything_in_an_expansion_is_in_the_value_set(url):
    found = expand(url)
    for system, code in sorted(found.codes if found else ())[:5]:
        assert is_in(url, system, code)
        assert is_in(url, system, f"{code} not") is (system in found.whole)


@given(st.text(max_size=30), st.none() | st.text(max_size=10), st.text(max_size=10))
def test_no_value_set_name_makes_it_stumble(value_set, system, code):
    assert is_in(value_set, system, code) in (True, False, None)
