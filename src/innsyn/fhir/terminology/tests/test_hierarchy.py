"""What is below and above a code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.definitions.tables import code_systems
from innsyn.fhir.terminology import ancestors, descendants
from innsyn.fhir.terminology.hierarchy import code_system
from innsyn.kernel import systems

ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"


def test_below_a_code_stands_itself_and_its_children():
    found = descendants(ACT_REASON, "PurposeOfUse")
    assert {"PurposeOfUse", "TREAT", "ETREAT", "BTG"} <= found
    assert "OPTOUT" not in found


def test_above_a_code_stands_itself_and_its_parents():
    assert {"BTG", "ETREAT", "TREAT", "PurposeOfUse"} <= ancestors(ACT_REASON, "BTG")
    assert "HPAYMT" not in ancestors(ACT_REASON, "BTG")


def test_a_document_group_has_its_types_below_it():
    assert descendants(systems.DOCUMENT_TYPE, "E00-1") == {"E00-1", "E01-2", "E02-2"}
    assert ancestors(systems.DOCUMENT_TYPE, "A03-2") == {"A03-2", "A00-1"}


@pytest.mark.parametrize("look", [ancestors, descendants])
def test_a_code_without_relatives_is_alone(look):
    assert look("http://hl7.org/fhir/administrative-gender", "female") == {"female"}


@pytest.mark.parametrize("look", [ancestors, descendants])
def test_what_is_not_carried_is_unknown_and_a_wrong_code_is_nothing(look):
    assert look(systems.SNOMED_CT, "404684003") is None
    assert look("http://hl7.org/fhir/administrative-gender", "kvinne") == frozenset()


def test_a_system_is_found_by_any_of_its_names():
    assert code_system("http://helsedir.no/fhir/CodeSystem/no-kodeverk-9603") == code_system(systems.ACCESS_LABEL)
    assert "NORS" in code_system("http://helsedir.no/fhir/CodeSystem/no-kodeverk-9603").codes
    assert code_system("http://nobody.example") is None


@given(st.sampled_from(sorted(code_systems())))
def test_above_and_below_are_each_others_mirror(url):
    for code in sorted(code_system(url).codes)[:10]:
        assert all(code in ancestors(url, lower) for lower in descendants(url, code))
        assert all(code in descendants(url, upper) for upper in ancestors(url, code))
