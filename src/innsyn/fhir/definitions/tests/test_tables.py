"""The committed tables hold what R4 holds."""

import pytest

from innsyn.fhir.clinical_dates import CLINICAL_DATES
from innsyn.fhir.definitions.tables import (
    element_table,
    lineage,
    patient_compartment,
    resource_types,
    search_table,
    value_set,
)
from innsyn.fhir.term_paths import read_path


def test_there_are_146_resource_types_and_all_have_elements():
    assert len(resource_types()) == 146
    assert all(element_table(name) for name in resource_types())


@pytest.mark.parametrize(
    ("resource_type", "count"),
    {
        **{"Patient": 23, "Appointment": 17, "Slot": 8, "Schedule": 7, "AppointmentResponse": 7, "Task": 19, "Communication": 15},
        **{"QuestionnaireResponse": 11, "DocumentReference": 25, "MedicationRequest": 16, "ServiceRequest": 21, "CarePlan": 20},
        **{"EpisodeOfCare": 9, "Observation": 38, "Consent": 15, "Flag": 6, "HealthcareService": 12, "Endpoint": 6},
        **{"RelatedPerson": 17, "Provenance": 10, "Invoice": 13, "SupplyRequest": 7},
    }.items(),
)
def test_each_type_has_the_search_parameters_of_the_specification(resource_type, count):
    own = {code for code, one in search_table(resource_type).items() if one["url"].startswith("http://hl7.org/fhir/")}
    assert len({code for code in own if not code.startswith("_")}) == count


def test_every_type_can_be_searched_by_what_all_resources_have():
    assert {"_id", "_lastUpdated", "_tag", "_profile", "_security", "_source"} <= search_table("Binary").keys()


def test_norwegian_parameters_stand_beside_the_official_ones():
    assert search_table("Patient")["middlename"]["type"] == "string"
    assert search_table("Flag")["code"]["type"] == "token"
    assert search_table("DocumentReference")["creation"]["type"] == "date"
    assert "middlename" not in search_table("Organization")


def test_the_r4_compartment_links_66_types_and_not_task():
    assert len(patient_compartment()) == 66
    assert patient_compartment()["Observation"] == ["subject", "performer"]
    assert "Task" not in patient_compartment()


def test_a_required_value_set_knows_its_codes_by_system():
    assert value_set("administrative-gender") == {"http://hl7.org/fhir/administrative-gender": ["female", "male", "other", "unknown"]}
    with pytest.raises(KeyError):
        value_set("mimetypes")


def test_a_type_comes_after_its_ancestors():
    assert lineage("Patient") == ["Resource", "DomainResource", "Patient"]
    assert lineage("Binary") == ["Resource", "Binary"]
    assert lineage("Timing.repeat") == ["Element", "Timing.repeat"]
    assert element_table("NoSuchType") is None


def _has_element(kind: str, steps: list[str]) -> bool:
    """Follow JSON names through the element tables."""
    for table in lineage(kind):
        for name, line in (element_table(table) or {}).items():
            kinds = line.split()[1].split("|") if name != "@" else []
            for one in (found.partition("(")[0] for found in kinds):
                json_name = name.removesuffix("[x]") + one[0].upper() + one[1:] if name.endswith("[x]") else name
                if json_name == steps[0] and (len(steps) == 1 or _has_element(one, steps[1:])):
                    return True
    return False


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in CLINICAL_DATES.items() for path in paths])
def test_every_clinical_date_is_an_element_of_its_type(kind, path):
    assert kind in resource_types()
    assert _has_element(kind, path.split("."))


def test_every_search_path_can_be_taken_apart():
    for kind in resource_types():
        for one in search_table(kind).values():
            for path in one.get("paths", ()):
                steps = [name for name, _ in read_path(path).steps]
                assert _has_element(kind, steps) or kind == "Bundle" or "extension" in steps, path
