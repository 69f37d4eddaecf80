"""Whose health contact is whose, read from what other systems write: tolerant of what is missing, blind to what is not one."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.gate.standing.care_contacts import FUNCTION, care_contact, care_contacts
from innsyn.gate.tests.samples import NOW, TRUST
from innsyn.kernel.clock import norwegian_date
from innsyn.kernel.systems import HER_ID, OID_BASE
from innsyn.record.stored import Stored

TODAY = norwegian_date(NOW)
TEAM = {"resourceType": "CareTeam", "id": "team", "identifier": [{"system": HER_ID, "value": "99000017"}], "name": "Sigrid Lien"}
EPISODE = {"resourceType": "EpisodeOfCare", "status": "active", "contained": [TEAM], "team": [{"reference": "#team"}]}


def stored(body, id_="e1", *, at=NOW, custodian=TRUST):
    return Stored(
        row=1, owner=1, type="EpisodeOfCare", id=id_, version=1, recorded_at=at, custodian=custodian, labels=frozenset(), deleted=False,
        body=json.dumps(body).encode(),
    )  # fmt: skip


def read(**more):
    return care_contact(stored({**EPISODE, **more}), NOW)


def of_team(**more):
    return read(contained=[{**TEAM, **more}])


def taking_part(*functions):
    return of_team(participant=[{"role": [{"coding": [{"system": FUNCTION, "code": each}]}]} for each in functions])


def test_everything_that_is_told_is_read():
    found = read(
        contained=[{
            **TEAM, "telecom": [{"system": "email", "value": "x"}, {"system": "phone", "value": "22 00 00 00"}],
            "participant": [
                {"role": [{"coding": [{"system": FUNCTION, "code": "6", "display": "Fastlege"}]}], "member": {"display": "Sigrid"}},
            ],
        }],
        type=[{"coding": [{"system": f"{OID_BASE}.1.8655", "code": "S01"}]}],
        managingOrganization={"reference": "Organization/trollkatten"},
        period={"start": "2019-05-02"},
    )  # fmt: skip
    assert (found.id, found.her_id, found.name, found.source, found.told_at) == ("e1", 99000017, "Sigrid Lien", TRUST, NOW)
    assert (found.service, found.unit, found.phone, found.since) == (("8655", "S01"), "trollkatten", "22 00 00 00", date(2019, 5, 2))
    assert [(each.function, each.text, each.name) for each in found.participants] == [("6", "Fastlege", "Sigrid")]


def test_what_is_not_told_is_unknown():
    found = of_team(name=None)
    assert (found.name, found.service, found.unit, found.phone, found.since, found.participants) == ("", None, "", "", None, ())


@pytest.mark.parametrize("status", ["planned", "waitlist", "onhold", "finished", "cancelled", "entered-in-error", ""])
def test_only_what_is_active_is_a_contact(status):
    assert read(status=status) is None


@pytest.mark.parametrize(("days", "is_one"), [(-1, False), (0, True), (1, True)])
def test_a_contact_is_one_until_the_end_of_its_last_day(days, is_one):
    assert (read(period={"end": (TODAY + timedelta(days=days)).isoformat()}) is not None) is is_one


def test_an_end_that_cannot_be_read_has_come():
    assert read(period={"end": "snart"}) is None


@pytest.mark.parametrize(
    "identifiers",
    [
        [],
        [{"system": HER_ID, "value": "x"}],
        [{"system": HER_ID, "value": "1234567890"}],
        [{"system": HER_ID, "value": "٤٢"}],
        [{"system": "urn:other", "value": "99000017"}],
        [{"system": HER_ID, "value": "1"}, {"system": HER_ID, "value": "2"}],
    ],
)
def test_without_one_her_id_it_is_no_contact(identifiers):
    assert of_team(identifier=identifiers) is None


def test_a_team_nobody_points_at_is_not_the_contacts():
    assert read(team=[]) is None
    assert read(team=[{"reference": "#another"}]) is None


def test_an_episode_nobody_keeps_is_no_contact():
    assert care_contact(stored(EPISODE, custodian=None), NOW) is None
    assert care_contact(replace(stored(EPISODE), body=b""), NOW) is None


def test_of_several_about_one_contact_the_one_that_came_last_stands_in_the_place_of_the_first():
    older, other = stored(EPISODE, "old", at=NOW - timedelta(days=3)), {**TEAM, "identifier": [{"system": HER_ID, "value": "99000031"}]}
    rows = [older, stored({**EPISODE, "contained": [other]}, "ward"), stored(EPISODE, "new")]
    assert [each.id for each in care_contacts(rows, NOW)] == ["new", "ward"]
    assert [each.id for each in care_contacts(rows[::-1], NOW)] == ["new", "ward"]


def test_several_functions_are_categories_and_one_is_nothing_to_choose_among():
    assert [each.function for each in taking_part("19", "21", "19").categories] == ["19", "21"]
    assert taking_part("6").categories == ()
    assert taking_part("6", "6").categories == ()
    assert taking_part().categories == ()
