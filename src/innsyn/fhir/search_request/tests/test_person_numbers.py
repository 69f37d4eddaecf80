"""A person number in a search is seen wherever it stands, so that a URL with one can be refused."""

from datetime import date

import pytest

from innsyn.fhir.search_request import names_a_person_number
from innsyn.kernel.ids import synthetic_person_number
from innsyn.kernel.systems import D_NUMBER, HPR_NUMBER, PERSON_NUMBER

NUMBER = next(found for n in range(100, 200) if (found := synthetic_person_number(date(1980, 2, 3), n)))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("identifier", "{}"),
        ("identifier", PERSON_NUMBER + "|{}"),
        ("patient:identifier", PERSON_NUMBER + "|{}"),
        ("subject:Patient.identifier", "x,{}"),
        ("_has:Observation:subject:patient.identifier", "{}"),
        ("name", "Kari {}"),
        ("shoe-size", "{}"),
        ("identifier", "http://hl7.no/fhir/NamingSystem/FNR|{}"),
    ],
)
def test_a_person_number_is_seen_in_any_parameter(name, form):
    assert names_a_person_number([("gender", "female"), (name, form.format(NUMBER))])


def test_a_mistyped_number_in_the_system_of_person_numbers_counts():
    assert names_a_person_number([("identifier", f"{D_NUMBER}|123")])


def test_a_number_in_a_name_is_seen():
    assert names_a_person_number([(NUMBER, "x")])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identifier", f"{HPR_NUMBER}|9144889"),
        ("identifier", "12345678901"),
        ("identifier", f"{PERSON_NUMBER}|"),
        ("_id", "p0123456789abcdef"),
    ],
)
def test_other_numbers_are_not_taken_for_it(name, value):
    assert not names_a_person_number([(name, value)])
