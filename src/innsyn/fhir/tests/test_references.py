"""References by id, by address, by identifier."""

import pytest

from innsyn.fhir.references import Reference, contained, read_literal, read_reference
from innsyn.kernel import systems

SUBJECT = ("Device", "Group", "Location", "Patient")
PERFORMER = ("Organization", "Patient", "Practitioner")
NUMBER = "13810110000"


def by_number(system=systems.PERSON_NUMBER, value=NUMBER, **more):
    return {"identifier": {"system": system, "value": value}, **more}


@pytest.mark.parametrize(
    ("literal", "reference"),
    [
        ("Patient/1", Reference("Patient", "1")),
        ("Patient/1/_history/2", Reference("Patient", "1")),
        ("https://other.example/fhir/Patient/1", Reference("Patient", None, "https://other.example/fhir/Patient/1")),
        ("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0", Reference(None, None, "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0")),
        ("Unicorn/1", Reference(None, None, "Unicorn/1")),
        ("", None),
    ],
)
def test_a_literal_says_type_and_id_only_for_our_own_resources(literal, reference):
    assert read_literal(literal) == reference


def test_an_address_is_written_only_for_own_resources():
    assert Reference("Patient", "1").address == "Patient/1"
    assert Reference("Patient", None, "https://other.example/Patient/1").address is None


def test_a_person_number_means_patient_where_no_other_person_is_allowed():
    assert read_reference(by_number(), targets=SUBJECT) == Reference("Patient", None, None, systems.PERSON_NUMBER, NUMBER)


def test_a_person_number_means_nobody_in_particular_where_a_practitioner_is_allowed_too():
    assert read_reference(by_number(), targets=PERFORMER).type is None
    assert read_reference(by_number()).type is None


def test_a_stated_type_settles_it():
    assert read_reference(by_number(type="Patient"), targets=PERFORMER).type == "Patient"
    assert read_reference(by_number(type="http://hl7.org/fhir/StructureDefinition/Patient")).type == "Patient"


def test_registers_of_one_kind_say_the_type():
    assert read_reference(by_number(systems.HPR_NUMBER, "9"), targets=PERFORMER).type == "Practitioner"
    assert read_reference(by_number("http://hl7.no/fhir/NamingSystem/RESHid", "9")).type == "Organization"
    assert read_reference(by_number(systems.HPR_NUMBER, "9"), targets=SUBJECT).type is None
    assert read_reference(by_number("urn:local", "9"), targets=("Patient",)).type == "Patient"


def test_a_reference_may_have_both_id_and_identifier():
    found = read_reference(by_number(reference="Patient/1"))
    assert found == Reference("Patient", "1", None, systems.PERSON_NUMBER, NUMBER)


def test_a_contained_resource_is_known_by_its_identifier():
    inner = {"resourceType": "Patient", "id": "p", "identifier": [7, {"system": "http://hl7.no/fhir/NamingSystem/FNR", "value": NUMBER}]}
    within = {"contained": [3, inner]}
    assert read_reference({"reference": "#p"}, within) == Reference("Patient", None, None, systems.PERSON_NUMBER, NUMBER)
    assert contained(within, "p") is inner


def test_a_contained_resource_that_is_missing_is_nobody():
    assert read_reference({"reference": "#p"}, {"contained": "none"}) is None
    assert read_reference({"reference": "#p"}) is None


@pytest.mark.parametrize("value", [{"display": "Kari"}, {}, {"reference": 7}, {"identifier": "x"}, {"identifier": {"system": "urn:x"}}])
def test_a_reference_that_points_nowhere_is_none(value):
    assert read_reference(value) is None
