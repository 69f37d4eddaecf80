"""The parameters that say whose a resource is are known for each type."""

import pytest

from innsyn.edge.fhir_api.search.owning import is_owned, owning_parameters, patient_parameter
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import parameter


@pytest.mark.parametrize(
    ("type_", "owning", "only"),
    [
        ("Observation", {"patient", "subject"}, "patient"),
        ("DocumentReference", {"patient", "subject"}, "patient"),
        ("MedicationRequest", {"patient", "subject"}, "patient"),
        ("AllergyIntolerance", {"patient"}, "patient"),
        ("Coverage", {"patient", "beneficiary"}, "patient"),
        ("Task", {"patient", "subject"}, "patient"),
        ("Device", {"patient"}, "patient"),
        ("Account", {"patient", "subject"}, "patient"),
        ("AdverseEvent", {"subject"}, None),
    ],
)
def test_a_type_is_owned_by_the_patient_its_first_element_names(type_, owning, only):
    assert (owning_parameters(type_), patient_parameter(type_)) == (owning, only)


@pytest.mark.parametrize("type_", ["Patient", "Group", "Person", "Schedule", "Slot", "Organization", "Binary", "Questionnaire"])
def test_a_type_that_names_no_owner_has_none(type_):
    assert owning_parameters(type_) == frozenset()


def test_who_took_part_does_not_own():
    assert "performer" not in owning_parameters("Observation")
    assert "recorder" not in owning_parameters("Condition")
    assert "owner" not in owning_parameters("Task")


def test_every_owning_parameter_is_a_reference_that_may_point_at_a_patient():
    for type_ in resource_types():
        for code in owning_parameters(type_):
            found = parameter(type_, code)
            assert found.kind == "reference"
            assert not found.targets or "Patient" in found.targets, (type_, code)


def test_directories_are_nobodys():
    assert not is_owned("Organization")
    assert is_owned("Slot")
