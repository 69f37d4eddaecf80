"""All of the nation's resources: valid, whole, the same every time, and no person number where it does not belong."""

import json
import re
import time
from datetime import date

import pytest

from innsyn.fhir.validation import validate
from innsyn.sandbox.people import nation
from innsyn.sandbox.people.personnel import ALSO_CITIZENS
from innsyn.sandbox.stories import custodian_of, lives

ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
MAY_BE_PLANNED = {"Appointment", "CarePlan", "ServiceRequest"}
"""A referral says by when care must begin."""


def references_in(value):
    """Find every reference in a resource but those to what it contains."""
    if isinstance(value, dict):
        if isinstance(target := value.get("reference"), str) and not target.startswith("#"):
            yield target
        for each in value.values():
            yield from references_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from references_in(each)


def days_in(value, name=""):
    """Find every date in a resource, but for birth dates."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from days_in(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from days_in(each, name)
    elif isinstance(value, str) and name not in ("birthDate", "data", "valueDateTime") and DATE.match(value):
        yield date.fromisoformat(value[:10])


@pytest.mark.uncounted
def test_every_resource_is_valid_fhir(everything):
    problems = {(resource["resourceType"], problem.path, problem.text) for resource in everything for problem in validate(resource)}
    assert problems == set()


def test_an_invalid_resource_would_be_found(everything):
    broken = dict(next(resource for resource in everything if resource["resourceType"] == "Observation")) | {"status": "nearly"}
    assert validate(broken) != []


def test_every_resource_survives_json(everything):
    assert json.loads(json.dumps(everything)) == everything


def test_ids_are_unique_short_and_carry_no_number(land, everything):
    references = [f"{resource['resourceType']}/{resource['id']}" for resource in everything]
    assert len(references) == len(set(references))
    assert all(ID.fullmatch(resource["id"]) for resource in everything)
    assert not any(re.search(r"\d{9}", reference) for reference in references)


def test_every_reference_leads_somewhere(everything):
    known = {f"{resource['resourceType']}/{resource['id']}" for resource in everything}
    missing = {target for resource in everything for target in references_in(resource)} - known
    assert missing == set()


def test_every_file_a_document_names_is_there(documents, files):
    assert {each["content"][0]["attachment"]["url"] for each in documents} == set(files)


def test_a_life_points_only_at_its_own_person(told):
    for life in told.values():
        patients = {target for resource in life.resources for target in references_in(resource) if target.startswith("Patient/")}
        assert patients <= {f"Patient/{life.person_key}"}


def test_the_patient_comes_first_and_once(told):
    for life in told.values():
        kinds = [resource["resourceType"] for resource in life.resources]
        assert kinds[0] == "Patient"
        assert kinds.count("Patient") == 1


def test_nobodys_number_stands_outside_patient_and_clinical_documents(land, told):
    for life in told.values():
        number = land.people[life.person_key].number
        assert all(number not in json.dumps(resource) for resource in life.resources[1:])


def test_personnel_numbers_stand_nowhere(land, everything):
    text = json.dumps(everything)
    assert not any(worker.number in text for key, worker in land.personnel.items() if key not in ALSO_CITIZENS)


def test_nothing_happens_after_today_but_what_is_planned(land, everything):
    late = {
        (resource["resourceType"], resource["id"])
        for resource in everything
        if resource["resourceType"] not in MAY_BE_PLANNED and any(day >= land.today for day in days_in(resource))
    }
    assert late == set()


def test_something_is_planned(land, everything):
    appointments = [each for each in everything if each["resourceType"] == "Appointment"]
    assert any(date.fromisoformat(each["start"][:10]) > land.today and each["status"] == "booked" for each in appointments)
    assert all(each["status"] != "booked" for each in appointments if date.fromisoformat(each["start"][:10]) <= land.today)


def test_nothing_happens_before_birth_or_to_the_dead(land, told):
    about_the_dead = {"olav-dodsfall-1", "olav-etterlatte-1"}
    for life in told.values():
        person = land.people[life.person_key]
        for resource in life.resources[1:]:
            days = list(days_in(resource))
            assert all(day >= person.born_on for day in days), resource["id"]
            if person.died_on and not {resource["id"], resource["id"].removesuffix("-fil")} & about_the_dead:
                assert all(day <= person.died_on for day in days), resource["id"]


def test_everything_clinical_names_who_answers_for_it(land, told):
    entities = {unit.number for unit in land.organisations.values() if unit.level == "legal_entity"}
    own = {"Patient", "RelatedPerson", "Observation"}
    for life in told.values():
        for resource in life.resources:
            assert resource["resourceType"] in own or custodian_of(resource) in entities, resource["id"]


def test_only_the_patients_own_measurements_have_no_custodian(told):
    for life in told.values():
        for resource in life.resources:
            if resource["resourceType"] == "Observation" and custodian_of(resource) is None:
                assert resource["performer"] == [{"reference": f"Patient/{life.person_key}"}]


def test_custodian_is_unknown_when_the_source_is_another_kind_of_system():
    assert custodian_of({"meta": {"source": "urn:oid:1.2.3#290000009"}}) is None
    assert custodian_of({}) is None


@pytest.mark.uncounted
def test_the_same_seed_and_day_tell_the_same_lives_to_the_byte(land, told):
    again = {life.person_key: json.dumps(life.resources) for life in lives(nation(1, land.today))}
    assert again == {key: json.dumps(life.resources) for key, life in told.items()}


@pytest.mark.uncounted
def test_another_seed_tells_other_ordinary_lives(land, told):
    other = {life.person_key: len(life.resources) for life in lives(nation(2, land.today))}
    assert other["f05-1"] != len(told["f05-1"].resources) or other["f06-1"] != len(told["f06-1"].resources)


@pytest.mark.uncounted
@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 1, 1), date(2027, 6, 20)])
def test_lives_hold_on_any_day(today):
    land = nation(1, today)
    ids = set()
    for life in lives(land):
        for resource in life.resources:
            ids.add(f"{resource['resourceType']}/{resource['id']}")
            if resource["resourceType"] not in MAY_BE_PLANNED:
                assert all(land.people[life.person_key].born_on <= day < today for day in days_in(resource)), resource["id"]
    assert len(ids) > 10_000


@pytest.mark.uncounted
def test_the_whole_nation_is_told_within_five_seconds(land):
    began = time.process_time()
    assert sum(len(life.resources) for life in lives(nation(3, land.today))) > 10_000
    assert time.process_time() - began < 5
