"""`./innsyn cast` lists the cast, and after a load those whom it brought."""

import json

import pytest
from click.testing import CliRunner

from innsyn.edge.loading.ledger import Ledger, Line, LoadedPerson
from innsyn.kernel.clock import instant
from innsyn.kernel.ids import person_number
from innsyn.main.commands.cast import command
from innsyn.main.world import LEDGER, known_world


def run(*words):
    return CliRunner().invoke(command, words)


@pytest.fixture
def demo(tmp_path):
    known_world(tmp_path, instant("2026-11-22T11:00:00+01:00"))
    return tmp_path


def test_every_member_has_key_name_number_role_organisation_and_stories(demo):
    answer = run("--data", str(demo), "--json")
    members = json.loads(answer.stdout)
    assert len(members) >= 12
    assert {member["role"] for member in members} == {"citizen", "personnel"}
    for member in members:
        assert person_number(member["number"]).series == "synthetic"
        assert set(member["story"]) == {"nb", "nn", "en", "se"}
        assert all(member[name] for name in ("key", "name", "organisation"))
    assert answer.stderr == ""


def test_whoever_was_loaded_comes_last_number_or_not(demo):
    people = tuple(LoadedPerson(key, f"p-{key}", "Ruth", "Prøve", number) for key, number in (("ruth", "03828017887"), ("olga", None)))
    Ledger(demo / LEDGER).add(Line("x", "a.json", people))
    *_, ruth, olga = json.loads(run("--data", str(demo), "--json").stdout)
    assert (ruth["key"], ruth["number"], ruth["is_loaded"], ruth["patient_id"]) == ("ruth", "03828017887", True, "p-ruth")
    assert (olga["key"], olga["number"]) == ("olga", None)


def test_the_table_says_the_same_to_people(demo):
    Ledger(demo / LEDGER).add(Line("x", "a.json", (LoadedPerson("olga-p1", "p1", "Olga", "Prøve", None),)))
    told = run("--data", str(demo), "--language", "nb").stdout
    assert "kari" in told
    assert "olga-p1" in told


def test_before_the_first_demo_it_says_that_numbers_will_change(tmp_path):
    answer = run("--data", str(tmp_path), "--json")
    assert len(json.loads(answer.stdout)) >= 12
    assert "No demo has been run here" in answer.stderr
    assert list(tmp_path.iterdir()) == []
