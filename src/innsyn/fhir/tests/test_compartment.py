"""Whose a resource is: each yes with the stranger beside it."""

import pytest

from innsyn.fhir.compartment import follows, may_have_patient, owner_reference, patients_of
from innsyn.fhir.references import Reference
from innsyn.kernel import systems

KARI, OLA = Reference("Patient", "kari"), Reference("Patient", "ola")
NUMBER = "13810110000"


def to(reference):
    return {"reference": reference}


BY_NUMBER = {"identifier": {"system": systems.PERSON_NUMBER, "value": NUMBER}}


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Patient", "id": "kari", "link": [{"other": to("Patient/ola")}]},
        {"resourceType": "Observation", "subject": to("Patient/kari"), "performer": [to("Patient/ola")]},
        {"resourceType": "Observation", "subject": to("Group/g"), "performer": [to("Patient/kari")]},
        {"resourceType": "Communication", "subject": to("Patient/kari"), "sender": to("Patient/ola")},
        {"resourceType": "Encounter", "subject": to("Patient/kari")},
        {"resourceType": "RelatedPerson", "patient": to("Patient/kari")},
        {"resourceType": "Coverage", "beneficiary": to("Patient/kari"), "subscriber": to("Patient/ola")},
        {"resourceType": "Appointment", "participant": [{"actor": to("Practitioner/p")}, {"actor": to("Patient/kari")}]},
        {"resourceType": "AuditEvent", "agent": [{"who": to("Patient/ola")}], "entity": [{"what": to("Patient/kari")}]},
        {"resourceType": "Task", "owner": to("Patient/ola"), "for": to("Patient/kari")},
        {"resourceType": "Device", "patient": to("Patient/kari")},
        {"resourceType": "GuidanceResponse", "subject": to("Patient/kari")},
    ],
)
def test_a_patients_resource_is_owned_by_whom_it_is_about(resource):
    assert owner_reference(resource) == KARI
    assert patients_of(resource)[0] == KARI


def test_a_patient_named_by_number_alone_owns_too():
    assert owner_reference({"resourceType": "Observation", "subject": BY_NUMBER}) == Reference(
        "Patient", None, None, systems.PERSON_NUMBER, NUMBER
    )


def test_all_patients_who_took_part_are_listed_once():
    resource = {
        "resourceType": "Communication",
        "subject": to("Patient/kari"),
        "sender": to("Patient/ola"),
        "recipient": [to("Patient/ola")],
    }
    assert patients_of(resource) == [KARI, OLA]


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Organization", "partOf": to("Organization/1")},
        {"resourceType": "Practitioner", "id": "kari"},
        {"resourceType": "Slot", "schedule": to("Schedule/1")},
        {"resourceType": "Schedule", "actor": [to("Patient/kari")]},
        {"resourceType": "Group", "member": [{"entity": to("Patient/kari")}]},
        {"resourceType": "Person", "link": [{"target": to("Patient/kari")}]},
        {"resourceType": "Subscription", "criteria": "Observation?patient=Patient/kari"},
        {"resourceType": "Observation"},
        {"resourceType": "Patient", "link": [{"other": to("Patient/ola")}]},
        {"resourceType": "Task", "owner": to("Practitioner/p")},
        {"resourceType": "Task", "owner": {"identifier": {"system": "urn:insurers", "value": "12345"}}},
        {},
    ],
)
def test_what_belongs_to_no_single_patient_has_no_owner(resource):
    assert owner_reference(resource) is None


@pytest.mark.parametrize(
    "subject", [{"identifier": {"system": "urn:local", "value": "1"}}, to("urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0")]
)
def test_an_unknown_subject_never_becomes_the_one_who_took_part(subject):
    resource = {"resourceType": "Communication", "subject": subject, "sender": to("Patient/ola")}
    if "identifier" in subject:
        resource["resourceType"] = "Observation"
        resource["performer"] = [resource.pop("sender")]
    assert owner_reference(resource) is None


def test_another_servers_patient_is_not_ours():
    owner = owner_reference({"resourceType": "Observation", "subject": to("https://other.example/fhir/Patient/kari")})
    assert owner == Reference("Patient", None, "https://other.example/fhir/Patient/kari")


def test_what_follows_another_resource_says_which():
    assert follows({"resourceType": "Binary", "securityContext": to("DocumentReference/d")}) == [Reference("DocumentReference", "d")]
    assert follows({"resourceType": "Provenance", "target": [to("Observation/o"), {"display": "x"}]}) == [Reference("Observation", "o")]
    assert follows({"resourceType": "Observation", "subject": to("Patient/kari")}) == []


def test_the_addition_to_the_compartment_is_told():
    assert may_have_patient("Task")
    assert may_have_patient("Patient")
    assert not may_have_patient("Slot")
    assert not may_have_patient("Organization")


UNSETTLED = {"resourceType": "Observation", "subject": {"reference": "urn:uuid:p"}, "performer": [{"reference": "Patient/3"}]}


def test_an_unsettled_reference_owns_when_its_type_is_known():
    assert owner_reference(UNSETTLED, {"urn:uuid:p": "Patient"}) == Reference("Patient", None, "urn:uuid:p")


@pytest.mark.parametrize(
    ("kinds", "owner"),
    [(None, None), ({}, None), ({"urn:uuid:other": "Patient"}, None), ({"urn:uuid:p": "Group"}, Reference("Patient", "3"))],
)
def test_an_unsettled_reference_of_unknown_or_another_type_does_not(kinds, owner):
    assert owner_reference(UNSETTLED, kinds) == owner


def test_what_follows_an_unsettled_reference_says_its_type_when_known():
    provenance = {"resourceType": "Provenance", "target": [{"reference": "urn:uuid:o"}]}
    assert follows(provenance, {"urn:uuid:o": "Observation"}) == [Reference("Observation", None, "urn:uuid:o")]
    assert follows(provenance) == [Reference(None, None, "urn:uuid:o")]
