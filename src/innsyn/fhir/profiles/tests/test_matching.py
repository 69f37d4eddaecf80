"""When a value is what a profile fixes, has its pattern, or belongs to a slice."""

import pytest

from innsyn.fhir.profiles.matching import belongs, coded_in, has_pattern, is_same
from innsyn.kernel import systems

GENDER = "http://hl7.org/fhir/ValueSet/administrative-gender"


@pytest.mark.parametrize(
    ("value", "wanted", "answer"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("http://hl7.no/fhir/NamingSystem/FNR", systems.PERSON_NUMBER, True),
        (True, True, True),
        (1, True, False),
        (None, "a", False),
        ({"a": 1}, {"a": 1}, True),
    ],
)
def test_a_value_is_the_fixed_one_or_not(value, wanted, answer):
    assert is_same(value, wanted) is answer


@pytest.mark.parametrize(
    ("value", "answer"),
    [({"code": "a", "system": "urn:x", "display": "A"}, True), ({"code": "a"}, False), ("a", False), (None, False)],
)
def test_a_pattern_is_the_least_there_must_be(value, answer):
    assert has_pattern(value, {"code": "a", "system": "urn:x"}) is answer


@pytest.mark.parametrize(
    ("value", "answer"),
    [("female", True), ("kvinne", False), ({"code": "female"}, False), ({"coding": []}, False), (7, False), ({"coding": "x"}, False)],
)
def test_a_code_is_in_a_value_set_or_not(value, answer):
    assert coded_in(value, GENDER) is answer


def test_of_an_unknown_value_set_nothing_is_known_and_nothing_belongs_to_its_slice():
    coding = {"system": "urn:x", "code": "a"}
    assert coded_in(coding, "http://nobody.example/ValueSet/x") is None
    assert not belongs(coding, {"$this": {"within": "http://nobody.example/ValueSet/x"}})
    assert belongs(coding, {"$this": {"code": "a"}})
    assert belongs(coding, {})
