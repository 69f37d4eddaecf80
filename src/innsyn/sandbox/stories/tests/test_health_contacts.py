"""Everybody has the health contacts the nation gives them, as the gate reads them and the address register knows them."""

import json
from datetime import UTC, datetime

import pytest

from innsyn.gate.standing.care_contacts import care_contacts
from innsyn.record.stored import Stored
from innsyn.sandbox.people.address_parties import address_parties, her_id_at, her_id_of_doctor, her_id_of_unit
from innsyn.sandbox.people.resources.reference import may_show_address
from innsyn.sandbox.stories import custodian_of
from innsyn.sandbox.stories.health_contacts import CAST

NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)


def contacts(told, key):
    """Read somebody's contacts as the gate does."""
    rows = [
        Stored(
            row=1, owner=1, type=each["resourceType"], id=each["id"], version=1, recorded_at=NOW, custodian=custodian_of(each),
            labels=frozenset(), deleted=False, body=json.dumps(each).encode(),
        )
        for each in told[key].resources
    ]  # fmt: skip
    return care_contacts(rows, NOW)


def labels(told, key, unit):
    return {
        coding["code"]
        for each in told[key].resources
        if each["resourceType"] == "EpisodeOfCare"
        and each.get("team")
        and each["managingOrganization"]["reference"] == f"Organization/{unit}"
        for coding in each.get("meta", {}).get("security", [])
    }


def test_everybody_alive_has_her_regular_doctor_and_the_dead_and_the_protected_have_nobody(land, told):
    for key, person in land.people.items():
        functions = [each.function for one in contacts(told, key) for each in one.participants]
        assert functions.count("6") == (person.died_on is None and may_show_address(person)), key


def test_each_contact_is_the_registers_own_below_whoever_keeps_the_relation(land, told):
    parties = {party.her_id: party for party in address_parties(land)}
    for key in land.people:
        for one in contacts(told, key):
            party = parties[one.her_id]
            assert (party.legal_entity.number, party.parent is not None) == (one.source, True), key
            assert one.name == (str(party.doctor.name) if party.doctor else party.unit.name)


def test_the_cast_has_what_its_stories_tell(land, told):
    for key, contacts_of in CAST.items():
        expected = {her_id_at(land, each.at) for each in contacts_of}
        assert None not in expected
        assert {each.her_id for each in contacts(told, key)} >= expected, key
    assert [each.function for one in contacts(told, "kari") for each in one.categories] == ["19", "21"]


def test_small_children_have_their_health_station_and_others_do_not(land, told):
    stations = {her_id_of_unit(land, f"{each}-helsestasjon") for each in ("lauvasen", "storvika", "granskogen", "fjordabygda", "viddemark")}
    for key, person in land.people.items():
        has_one = not stations.isdisjoint(each.her_id for each in contacts(told, key))
        if key not in CAST and person.died_on is None and may_show_address(person):
            assert has_one == (person.age(land.today) < 6), key


@pytest.mark.parametrize(
    ("key", "unit", "label"), [("mia", "lauvasen-ungdom", "NORN_FORANS"), ("elias", "solvskogen-sykehus-genetikk", "NORN_UNGDOM")]
)
def test_a_contact_that_is_kept_from_somebody_says_so(told, key, unit, label):
    assert labels(told, key, unit) == {label}


def test_a_her_id_is_found_by_key_and_nobody_is_found_by_a_wrong_one(land):
    assert her_id_at(land, "trollkatten", "lien") == her_id_of_doctor(land, "lien", "trollkatten")
    assert her_id_at(land, "trollkatten") == her_id_of_unit(land, "trollkatten")
    assert her_id_at(land, "blaaklokka", "lien") is None
    assert her_id_at(land, "solvskogen") is None
