"""`./innsyn token` says what it needs; the real thing is tried beside a running server in main/loading/tests."""

import json

import pytest
from click.testing import CliRunner

from innsyn.main.address import noted_address
from innsyn.main.commands import token
from innsyn.main.commands.token import command
from innsyn.main.entering import Entered, NotLetIn


def run(*words):
    return CliRunner().invoke(command, words)


@pytest.fixture
def demo(tmp_path, monkeypatch):
    asked = []

    def enter(base, door, key, *, more=""):
        asked.append((base, door, key, more))
        if key == "nobody":
            raise NotLetIn("nobody has the key")
        return Entered("innsyn", "geheim", f"{base}/my-health")

    monkeypatch.setattr(token, "enter", enter)
    with noted_address(tmp_path, "http://127.0.0.1:8000"):
        yield asked, str(tmp_path)


def test_the_address_is_the_noted_one_unless_another_is_named(demo):
    asked, data = demo
    assert run("citizen", "kari", "--data", data).stdout == "Cookie: innsyn=geheim\n"
    run("staff", "lien", "--data", data, "--organisation", "290000017", "--base", "http://x.example/")
    assert asked == [("http://127.0.0.1:8000", "citizen", "kari", ""), ("http://x.example", "staff", "lien", "290000017")]


def test_json_tells_cookie_and_header(demo):
    _, data = demo
    told = json.loads(run("citizen", "kari", "--eid", "minid", "--data", data, "--json").stdout)
    assert told["cookie"] == {"name": "innsyn", "value": "geheim"}
    assert told["header"] == "Cookie: innsyn=geheim"
    assert told["door"] == "citizen"


def test_a_no_is_said_without_a_trace(demo):
    _, data = demo
    answer = run("citizen", "nobody", "--data", data)
    assert (answer.exit_code, answer.stdout, answer.stderr) == (1, "", "Error: nobody has the key\n")


def test_without_a_demo_it_says_how_to_get_one(tmp_path):
    answer = run("citizen", "kari", "--data", str(tmp_path))
    assert answer.exit_code == 1
    assert "start ./innsyn demo, or name its address with --base" in answer.stderr


@pytest.mark.parametrize("words", [("--for", "GET"), ("--client", "nobody")])
def test_a_machine_must_be_one_of_those_there_are_and_its_request_whole(demo, words):
    _, data = demo
    assert run("machine", "--data", data, *words).exit_code == 2
