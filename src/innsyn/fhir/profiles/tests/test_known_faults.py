"""The faults of the published profiles, each put right: what they refuse by mistake passes, and what they meant is refused."""

import pytest

from innsyn.fhir.profiles import validate_profile
from innsyn.fhir.validation import validate
from innsyn.kernel import systems

NO = "http://hl7.no/fhir/StructureDefinition/"
VOLVEN = "urn:oid:2.16.578.1.12.4.1.1."


def errors(resource, name):
    return [one.path for one in validate_profile(resource, NO + name) if one.severity == "error"]


def response(*extensions, **actor):
    return {
        "resourceType": "AppointmentResponse",
        "appointment": {"identifier": {"system": "urn:x", "value": "1"}},
        "participantStatus": "accepted",
        "actor": actor,
        **({"extension": list(extensions)} if extensions else {}),
    }


SHORT_NOTICE = {"url": f"{NO}no-basis-shortnotice", "valueBoolean": True}


@pytest.mark.parametrize(
    "resource",
    [
        response(reference="Practitioner/1"),
        response(reference="Patient/1"),
        response(SHORT_NOTICE, reference="Patient/1"),
        response(SHORT_NOTICE, type="Patient", identifier={"system": "urn:x", "value": "1"}),
        response(SHORT_NOTICE, identifier={"system": "urn:x", "value": "1"}),
    ],
)
def test_an_answer_without_short_notice_is_an_answer_too(resource):
    assert errors(resource, "no-basis-AppointmentResponse") == []
    assert validate(resource) == []


@pytest.mark.parametrize("actor", [{"reference": "Practitioner/1"}, {"type": "Practitioner"}, {"reference": "https://x.example/Device/1"}])
def test_only_a_patient_comes_at_short_notice(actor):
    assert errors(response(SHORT_NOTICE, **actor), "no-basis-AppointmentResponse") == ["AppointmentResponse"]


@pytest.mark.parametrize("scheme", ["urn:uid", "urn:oid"])
def test_the_misspelt_system_of_reactions_and_the_right_one_are_the_same(scheme):
    coding = {"system": f"{scheme}:2.16.578.1.12.4.1.1.7497", "code": "1", "display": "Utslett"}
    allergy = {"resourceType": "AllergyIntolerance", "reaction": [{"manifestation": [{"coding": [coding]}]}]}
    assert errors(allergy, "no-basis-AllergyIntolerance") == []


def appointment(*numbers):
    codings = [{"system": f"{VOLVEN}{number}", "code": "1"} for number in numbers]
    return {"resourceType": "Appointment", "status": "proposed", "appointmentType": {"coding": codings}}


def test_the_three_appointment_types_are_told_apart_by_their_code_system():
    assert errors(appointment("8406", "8432", "7617"), "no-basis-Appointment") == []
    assert errors(appointment("8406", "8406"), "no-basis-Appointment") == ["Appointment.appointmentType.coding"]


def test_a_reference_by_identifier_alone_breaks_no_ref_1():
    seen = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"text": "Vekt"},
        "subject": {"identifier": {"system": systems.PERSON_NUMBER, "value": "1"}, "display": "Kari"},
    }
    person = {"resourceType": "RelatedPerson", "patient": {"type": "Patient", "identifier": {"value": "1"}}}
    assert validate(seen) == []
    assert errors(person, "no-basis-RelatedPerson") == []


@pytest.mark.parametrize(
    "system",
    ["http://ehelse.no/fhir/CodeSystem/FEST", "http://ehelse.no/FESTMedication", "http://dmp.no/fhir/NamingSystem/festLegemiddelPakning"],
)
def test_a_medicine_is_known_in_fest_by_any_of_fests_names(system):
    code = {"coding": [{"system": system, "code": "a", "display": "Paracet"}]}
    form = {"coding": [{"system": f"{VOLVEN}7448", "code": "1", "display": "Tablett"}]}
    assert errors({"resourceType": "Medication", "code": code, "form": form}, "no-basis-Medication") == []


def test_the_identifier_of_a_pll_registration_is_told_by_its_type_and_not_by_an_unsaid_system():
    def statement(*types):
        identifiers = [{"type": {"text": one}, "value": "1"} for one in types]
        return {"resourceType": "MedicationStatement", "medicationReference": {"reference": "Medication/1"}, "identifier": identifiers}

    assert errors(statement("PLL", "annet", "annet"), "no-basis-MedicationStatement") == []
    assert errors(statement("PLL", "PLL"), "no-basis-MedicationStatement") == ["MedicationStatement.identifier"]


def test_the_value_set_of_virtual_services_that_nobody_published_is_not_held_against_anyone():
    channel = {"url": "channelType", "valueCoding": {"system": "urn:x", "code": "video"}}
    booked = {**appointment("8406"), "extension": [{"url": f"{NO}no-basis-virtual-service", "extension": [channel]}]}
    assert errors(booked, "no-basis-Appointment") == []


def test_codes_that_are_not_carried_are_said_to_be_unchecked():
    municipality = {"url": f"{NO}no-basis-municipalitycode", "valueCoding": {"system": "urn:x", "code": "5001"}}
    patient = {"resourceType": "Patient", "address": [{"_district": {"extension": [municipality]}}]}
    found = validate_profile(patient, f"{NO}no-basis-Patient")
    assert [(one.severity, one.code, one.path) for one in found] == [
        ("information", "not-supported", "Patient.address[0]._district.extension[0].value")
    ]
