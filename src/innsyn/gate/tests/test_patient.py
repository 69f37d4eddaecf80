"""What the rules know of a patient is drawn from the Patient, and what cannot be known stays unknown."""

import json
from dataclasses import replace
from datetime import date

import pytest

from innsyn.gate.patient import patient_facts
from innsyn.gate.rules.patient_facts import PatientFacts
from innsyn.gate.tests.samples import NOW
from innsyn.kernel.systems import D_NUMBER, PERSON_NUMBER
from innsyn.record.stored import Stored

NUMBER, D_NUMBER_VALUE = "03851598730", "43851530038"
GRADE = "http://ehelse.no/fhir/StructureDefinition/gd-address-confidentiality"


def row(resource, *, labels=(), deleted=False):
    body = b"" if deleted else json.dumps(resource).encode()
    return Stored(1, 1, resource["resourceType"], "p1", 1, NOW, None, frozenset(labels), deleted, body)


def facts(*, labels=(), **patient):
    return patient_facts([row({"resourceType": "Patient", **patient}, labels=labels)], str.swapcase)


def test_name_number_and_birthday_are_drawn():
    found = facts(
        identifier=[{"system": PERSON_NUMBER, "value": NUMBER}],
        name=[{"given": ["Kari", "Anne"], "family": "Nordby"}],
        birthDate="1980-02-03",
    )
    assert (found.patient_id, found.name, found.born_on, found.number) == (
        "p1",
        "Kari Anne Nordby",
        date(1980, 2, 3),
        (PERSON_NUMBER, NUMBER),
    )
    assert found.person_keys == frozenset({NUMBER})
    assert facts(name=[{"text": "Kari N."}]).name == "Kari N."
    assert facts().name == ""


@pytest.mark.parametrize("born", [None, "1980", "1980-02", "1980-02-30", "in spring", 1980, "1980-2-3xx"])
def test_half_a_birthday_is_none(born):
    assert facts(**({} if born is None else {"birthDate": born})).born_on is None


def test_every_national_number_counts_and_others_and_old_ones_do_not():
    found = facts(
        identifier=[
            {"system": "urn:local", "value": "7"},
            {"system": PERSON_NUMBER, "value": NUMBER},
            {"system": D_NUMBER, "value": D_NUMBER_VALUE, "use": "old"},
            {"system": D_NUMBER, "value": ""},
            {"system": D_NUMBER},
        ]
    )
    assert found.person_keys == frozenset({NUMBER})
    assert facts(identifier=[{"system": D_NUMBER, "value": D_NUMBER_VALUE}]).number == (D_NUMBER, D_NUMBER_VALUE)
    assert facts().number is None


@pytest.mark.parametrize(
    ("patient", "is_dead"),
    [({"deceasedBoolean": True}, True), ({"deceasedDateTime": "2026"}, True), ({"deceasedBoolean": False}, False), ({}, False)],
)
def test_death_is_what_is_recorded(patient, is_dead):
    assert facts(**patient).is_dead == is_dead


@pytest.mark.parametrize(
    ("value", "is_protected"),
    [
        ({"valueCode": "fortrolig"}, True),
        ({"valueCode": "strengtFortrolig"}, True),
        ({"valueCoding": {"code": "fortrolig"}}, True),
        ({"valueCodeableConcept": {"coding": [{"code": "fortrolig"}]}}, True),
        ({"valueCode": "somethingNew"}, True),
        ({}, True),
        ({"valueCodeableConcept": {"coding": []}}, True),
        ({"valueCode": "ugradert"}, False),
        ({"valueCoding": {"code": "klientadresse"}}, False),
    ],
)
def test_a_graded_address_protects_also_when_the_grade_is_unknown(value, is_protected):
    assert facts(address=[{"extension": [{"url": GRADE, **value}]}]).is_protected == is_protected
    assert facts(extension=[{"url": GRADE, **value}]).is_protected == is_protected


def test_a_restricted_patient_is_protected_and_an_ordinary_one_is_not():
    assert facts(labels=("R",)).is_protected
    assert facts(labels=("V",)).is_protected
    assert not facts(labels=("N",)).is_protected
    assert not facts(address=[{"extension": [{"url": "http://example.org/other"}]}]).is_protected


def test_the_regular_doctors_office_is_an_organisation():
    found = facts(generalPractitioner=[{"reference": "Organization/a"}, {"reference": "PractitionerRole/b"}, {"display": "x"}])
    assert found.doctor_offices == frozenset({"a"})


def test_labels_of_all_standing_resources_speak_of_the_whole_record():
    flag = row({"resourceType": "Flag"}, labels=("NORN_ALL",))
    assert patient_facts([flag], str).labels == frozenset({"NORN_ALL"})
    assert patient_facts([flag, row({"resourceType": "Patient"}, labels=("N",))], str).labels == frozenset({"N", "NORN_ALL"})
    assert patient_facts([replace(flag, deleted=True)], str).labels == frozenset()


def test_a_record_without_a_patient_knows_nothing():
    assert patient_facts([], str) == PatientFacts()
    assert patient_facts([row({"resourceType": "Patient"}, deleted=True)], str).patient_id is None


def test_neither_name_nor_number_shows_in_a_repr():
    shown = repr(facts(identifier=[{"system": PERSON_NUMBER, "value": NUMBER}], name=[{"text": "Kari Nordby"}]))
    assert "Kari" not in shown
    assert "name=" not in shown
