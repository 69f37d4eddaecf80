"""The nation's parties in the address register: two levels, numbers that stay, and nobody's person number."""

import json
from dataclasses import replace

import pytest

from innsyn.sandbox.people import nation
from innsyn.sandbox.people.address_documents import address_documents, address_processes
from innsyn.sandbox.people.address_parties import address_parties, her_id_of_doctor, her_id_of_unit
from innsyn.sandbox.simulators.address_register.processes import ACTIONS


def test_every_legal_entity_is_there_and_everything_else_stands_right_below_one(land):
    tops = {party.her_id: party.unit.key for party in address_parties(land) if party.parent is None}
    below = [party for party in address_parties(land) if party.parent is not None]
    assert set(tops.values()) == {unit.key for unit in land.organisations.values() if unit.level == "legal_entity"}
    assert all(tops[party.parent] == party.legal_entity.key for party in below)


@pytest.mark.parametrize(
    ("key", "parent"),
    [
        ("lien-trollkatten", "trollkatten"),
        ("trollkatten", "trollkatten"),
        ("solvskogen-sykehus-hjerte", "solvskogen"),
        ("lauvasen-hjemmetjeneste", "lauvasen"),
    ],
)
def test_doctor_office_ward_and_home_care_stand_below_their_owner(land, key, parent):
    parties = address_parties(land)
    owner = next(party for party in parties if party.kind == "organisation" and party.key == parent)
    assert next(party for party in parties if party.kind != "organisation" and party.key == key).parent == owner.her_id


def test_every_general_practitioner_is_a_person_at_her_office_with_her_hpr_number(land):
    doctors = {worker.key for worker in land.personnel.values() for post in worker.posts if post.title == "Fastlege"}
    persons = [party for party in address_parties(land) if party.kind == "person"]
    assert {party.doctor.key for party in persons} == doctors
    documents = address_documents(land)
    assert all(documents[party.her_id]["Person"]["HPRInformation"]["HPRNo"] == party.doctor.hpr for party in persons)


def test_no_her_id_is_given_twice(land):
    her_ids = [party.her_id for party in address_parties(land)]
    assert len(set(her_ids)) == len(her_ids)
    assert all(99_000_000 <= her_id < 100_000_000 for her_id in her_ids)


def test_numbers_follow_from_the_seed_and_not_from_the_day_or_who_else_is_there(land):
    another_day = nation(1, land.today.replace(year=2030))
    fewer = replace(land, organisations={key: unit for key, unit in land.organisations.items() if key != "lauvasen-demens"})
    mine = {(party.kind, party.key): party.her_id for party in address_parties(land)}
    assert {(party.kind, party.key): party.her_id for party in address_parties(another_day)} == mine
    assert {(party.kind, party.key): party.her_id for party in address_parties(fewer)}.items() <= mine.items()
    assert her_id_of_doctor(nation(2, land.today), "lien", "trollkatten") != her_id_of_doctor(land, "lien", "trollkatten")


def test_party_is_found_by_key_and_a_stranger_is_not(land):
    assert address_documents(land)[her_id_of_unit(land, "trollkatten")]["Type"] == "Service"
    assert address_documents(land)[her_id_of_doctor(land, "lien", "trollkatten")]["Type"] == "Person"
    with pytest.raises(StopIteration):
        her_id_of_doctor(land, "lien", "blaaklokka")
    with pytest.raises(StopIteration):
        her_id_of_unit(land, "solvskogen")


def test_an_organisation_with_a_system_of_its_own_has_it_for_everybody_below_and_nobody_else_has(land):
    documents = address_documents(land, {"storvika-legesenter": "https://clinic.example"})
    number = int(land.organisations["storvika-legesenter"].number)
    reached = {
        her_id: each["Address"]
        for her_id, document in documents.items()
        for each in document["ElectronicAddresses"]
        if each["TypeCodeValue"] == "E_FHIR"
    }
    below = {her_id for her_id, each in documents.items() if number in (each.get("OrganizationNumber"), each["ParentOrganizationNumber"])}
    assert reached == dict.fromkeys(below, "https://clinic.example")
    assert her_id_of_doctor(land, "fossum", "storvika-legesenter") in reached
    assert "E_FHIR" not in json.dumps(address_documents(land))


def test_documents_hold_nobodys_person_number(land):
    text = json.dumps(address_documents(land))
    assert not any(worker.number in text for worker in land.personnel.values())


def test_processes_are_ones_the_register_can_describe_and_organisations_have_none(land):
    taken = address_processes(land)
    assert {name for versions in taken.values() for name in versions} <= set(ACTIONS)
    assert not taken.keys() & {party.her_id for party in address_parties(land) if party.kind == "organisation"}
    assert her_id_of_doctor(land, "strom", "reinrosa") not in taken
    assert "Dialog_Innbygger_Ekonsultasjon" in taken[her_id_of_doctor(land, "lien", "trollkatten")]
    assert "Dialog_Innbygger_Ekonsultasjon" not in taken[her_id_of_doctor(land, "sveen", "trollkatten")]
