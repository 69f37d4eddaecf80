"""`./innsyn client` as somebody types it: a client is added with a key pair, listed, shown and revoked; what is wrong is said."""

import json
import stat

import pytest
from click.testing import CliRunner

from innsyn.main.commands.client import WRONG, command
from innsyn.web.clients.public_keys import read_keys

TRUST = "974749025"


@pytest.fixture
def run(database, tmp_path, monkeypatch):
    monkeypatch.setenv("INNSYN_DATABASE_URL", database)
    monkeypatch.setenv("INNSYN_DATA", str(tmp_path / "data"))

    def typed(*words):
        return CliRunner().invoke(command, words)

    return typed


def add(run, *more, name="Journalsystemet", scope="system/*.rs", organisation=TRUST, contact="drift@example.no"):
    return run("add", name, "--organisation", organisation, "--scope", scope, "--contact", contact, *map(str, more))


def test_a_client_is_added_with_a_new_key_listed_shown_and_revoked(run, tmp_path):
    key = tmp_path / "key.json"
    answer = add(run, "--id", "journal", "--new-key", key, "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert (told["client_id"], told["organisation"], told["scopes"]) == ("journal", TRUST, "system/*.rs")
    private = json.loads(key.read_text())
    assert private["d"]
    assert private["d"] not in answer.output
    assert "d" not in told["keys"]["keys"][0]
    assert told["keys"]["keys"][0]["kid"] == private["kid"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert [each["client_id"] for each in json.loads(run("list", "--json").stdout)] == ["journal"]
    assert "Journalsystemet" in run("list", "--organisation", TRUST).stdout
    assert run("list", "--organisation", "993467049").stdout == ""
    assert run("revoke", "journal").stdout == "journal has ended\n"
    shown = json.loads(run("show", "journal", "--json").stdout)
    assert [event["what"] for event in shown["events"]] == ["added", "revoked"]
    assert "ended" in run("show", "journal").stdout
    assert run("revoke", "journal").exit_code == 1


def test_keys_of_ones_own_are_taken_when_they_are_public(run, tmp_path):
    add(run, "--id", "first", "--new-key", tmp_path / "key.json")
    private = json.loads((tmp_path / "key.json").read_text())
    (tmp_path / "public.json").write_text(json.dumps({name: value for name, value in private.items() if name != "d"}))
    assert add(run, "--id", "second", "--keys", tmp_path / "public.json").exit_code == 0
    assert WRONG["private_key"] in add(run, "--id", "third", "--keys", tmp_path / "key.json").output
    assert add(run, "--id", "fourth", "--keys-url", "https://x.example/jwks", "--bearer").exit_code == 0
    assert "https://x.example/jwks" in run("show", "fourth").stdout


def test_an_id_is_made_of_the_name_when_none_is_given(run, tmp_path):
    told = json.loads(add(run, "--new-key", tmp_path / "key.json", "--json", name="Min Røntgen!").stdout)
    assert told["client_id"].startswith("min-r-ntgen-")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, WRONG["no_keys"]),
        ({"scope": "openid"}, WRONG["unknown_scopes"]),
        ({"contact": "nobody"}, WRONG["contact"]),
        ({"name": " "}, WRONG["name"]),
        ({"organisation": "123456789"}, "nine digits whose check digit holds"),
    ],
    ids=["keys", "scopes", "contact", "name", "organisation"],
)
def test_what_is_wrong_is_said_and_nothing_is_added(run, more, said):
    answer = add(run, **more)
    assert answer.exit_code in (1, 2)
    assert said in answer.output
    assert run("list").stdout == ""


def test_a_key_is_never_overwritten_and_none_is_left_when_the_id_is_taken(run, tmp_path):
    assert add(run, "--id", "journal", "--new-key", tmp_path / "key.json").exit_code == 0
    assert "never overwritten" in add(run, "--id", "other", "--new-key", tmp_path / "key.json").output
    assert "is taken" in add(run, "--id", "journal", "--new-key", tmp_path / "second.json").output
    assert not (tmp_path / "second.json").exists()


def test_an_unknown_client_is_told_of(run):
    assert "there is no client" in run("show", "nobody").output
    assert "there is no client" in run("revoke", "nobody").output


def test_every_word_for_a_mistake_has_its_sentence():
    assert set(read_keys.__annotations__["return"].__args__[1].__args__) - WRONG.keys() == set()
