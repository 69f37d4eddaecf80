"""A person number may not stand in an address."""

from datetime import date

import pytest

from innsyn.edge.fhir_api.person_numbers import names_person
from innsyn.kernel.ids import synthetic_person_number
from innsyn.kernel.systems import PERSON_NUMBER

NUMBER = next(filter(None, (synthetic_person_number(date(1980, 2, 3), each) for each in range(50))))


@pytest.mark.parametrize(
    "form", ["{}", "a|{}", f"{PERSON_NUMBER}|{{}}", "x,{}", "Patient?identifier={}"], ids=["bare", "system", "official", "second", "nested"]
)
def test_number_in_a_value_is_found(form):
    assert names_person(("Patient",), [("identifier", form.format(NUMBER))])


def test_number_in_the_path_is_found():
    assert names_person(("Patient", NUMBER), [])


def test_number_in_a_name_is_found():
    assert names_person(("Patient",), [(NUMBER, "")])


def test_mistyped_number_under_a_persons_system_is_found():
    assert names_person(("Patient",), [("identifier", f"{PERSON_NUMBER}|12345")])


@pytest.mark.parametrize("value", ["12345678901", "2026-11-22T08:00:00", "http://loinc.org|8480-6", f"{PERSON_NUMBER}|"], ids=str)
def test_other_values_may_stand(value):
    assert not names_person(("Observation",), [("code", value)])
