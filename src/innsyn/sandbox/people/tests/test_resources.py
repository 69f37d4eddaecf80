"""People and organisations as FHIR: valid, with the national profiles' rules, and no more personal than needed."""

import json

import pytest

from innsyn.fhir.validation import validate
from innsyn.kernel.systems import D_NUMBER, HPR_NUMBER, ORGANISATION_NUMBER, PERSON_NUMBER, RESH_ID
from innsyn.sandbox.people.resources.organisation import organisation
from innsyn.sandbox.people.resources.patient import patient
from innsyn.sandbox.people.resources.practitioner import practitioner, roles
from innsyn.sandbox.people.resources.related import relatives


def patient_of(land, key):
    return patient(land, land.people[key])


@pytest.mark.parametrize("key", ["kari", "tone", "piotr", "olav", "ella", "ante"])
def test_patient_is_valid(land, key):
    assert validate(json.loads(json.dumps(patient_of(land, key)))) == []


def test_middle_name_stands_in_its_extension_and_not_among_given_names(land):
    (name,) = patient_of(land, "kari")["name"]
    assert name["given"] == ["Kari"]
    assert name["extension"] == [{"url": "http://hl7.no/fhir/StructureDefinition/no-basis-middlename", "valueString": "Lunde"}]
    assert "extension" not in patient_of(land, "arne")["name"][0]


def test_number_and_d_number_have_their_own_systems(land):
    assert patient_of(land, "kari")["identifier"][0]["system"] == PERSON_NUMBER
    assert patient_of(land, "piotr")["identifier"][0]["system"] == D_NUMBER


def test_address_follows_the_norwegian_rules(land):
    (address,) = patient_of(land, "kari")["address"]
    assert address["district"] == "Hamar"
    assert address["_district"]["extension"][0]["valueCoding"]["code"] == "3403"
    assert address["state"] == "Innlandet"


@pytest.mark.parametrize("key", ["tone", "nils", "benedicte"])
def test_protected_people_have_neither_address_nor_telephone_and_are_restricted(land, key):
    resource = patient_of(land, key)
    assert not {"address", "telecom"} & set(resource)
    assert resource["meta"]["security"][0]["code"] == "R"


def test_open_people_are_not_restricted(land):
    assert "security" not in patient_of(land, "kari")["meta"]


def test_the_dead_are_said_to_be_dead(land):
    assert patient_of(land, "olav")["deceasedDateTime"] == land.people["olav"].died_on.isoformat()
    assert "deceasedDateTime" not in patient_of(land, "kari")


def test_related_person_reads_from_relative_to_patient(land):
    (mother, *_) = relatives(land, land.people["amina"])
    assert mother["id"] == "amina-mother-hodan"
    assert mother["relationship"][0]["coding"][0]["code"] == "mor"
    assert mother["relationship"][1]["coding"][0]["code"] == "N"


def test_related_person_of_a_protected_child_gives_no_telephone_away(land):
    assert all("telecom" not in relative for relative in relatives(land, land.people["nils"]))
    assert any("telecom" in relative for relative in relatives(land, land.people["amina"]))


def test_the_dead_are_nobodys_next_of_kin(land):
    assert {relative["id"] for relative in relatives(land, land.people["arne"])} == {"arne-child-hilde"}
    assert list(relatives(land, land.people["turid"])) == []


def test_practitioner_carries_hpr_number_and_never_a_person_number(land):
    berg = land.personnel["berg"]
    resource = practitioner(berg)
    assert resource["identifier"][0] == {"use": "official", "system": HPR_NUMBER, "value": berg.hpr}
    assert berg.number not in json.dumps([resource, *roles(land, berg)])


def test_practitioner_without_authorisation_has_a_local_identifier(land):
    (identifier,) = practitioner(land.personnel["eva"])["identifier"]
    assert identifier["system"] == "urn:ietf:rfc:3986"


def test_organisation_is_identified_by_number_and_department_by_resh(land):
    units = land.organisations
    assert organisation(land, units["solvskogen"])["identifier"][0]["system"] == ORGANISATION_NUMBER
    assert organisation(land, units["solvskogen-sykehus-kirurgi"])["identifier"][0]["system"] == RESH_ID
