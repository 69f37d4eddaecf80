"""The commands: found by their files, listed without being imported, and plain about what went wrong."""

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from innsyn.main.commands import build, check, group, lock, main
from innsyn.main.commands import test as testing
from innsyn.main.setup.problem import SetupProblem


def run(*words: str):
    return CliRunner().invoke(main, list(words), prog_name="./innsyn")


def test_help_lists_every_command_with_its_first_sentence():
    found = run("--help")
    assert found.exit_code == 0
    for name in main.list_commands(None):
        assert f"  {name} " in found.output


def test_every_command_explains_itself():
    for name in main.list_commands(None):
        found = run(name, "--help")
        assert (found.exit_code, "Usage: ./innsyn" in found.output) == (0, True), name


def test_unknown_command_is_answered_with_those_there_are():
    found = run("dmeo")
    assert found.exit_code == 2
    assert "There is no command 'dmeo'" in found.output
    assert "lock" in found.output


def test_new_file_is_a_new_command(tmp_path, monkeypatch):
    (tmp_path / "verify_log.py").write_text('"""Check the log."""\n')
    monkeypatch.setattr(group, "FOLDER", tmp_path)
    assert main.list_commands(None) == ["verify-log"]
    assert main.get_command(None, "lock") is None


def test_what_can_be_mended_is_said_without_a_trace(monkeypatch):
    def fail(*_):
        raise SetupProblem("no network")

    monkeypatch.setattr(build, "build", fail)
    found = run("build")
    assert (found.exit_code, found.output) == (1, "Error: no network\n")


def tools(tmp_path, monkeypatch, **statuses: int) -> None:
    for name, status in statuses.items():
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} looked\nexit {status}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(check, "TOOLS", {name: (name,) for name in statuses})


def test_check_is_well_when_every_tool_is(tmp_path, monkeypatch):
    tools(tmp_path, monkeypatch, style=0, types=0)
    found = run("check")
    assert found.exit_code == 0
    assert "looked" not in found.output


def test_check_fails_with_the_words_of_the_tool_that_found_something(tmp_path, monkeypatch):
    tools(tmp_path, monkeypatch, style=0, types=1)
    assert (run("check").exit_code, "types looked" in run("check").output) == (1, True)
    rows = json.loads(run("check", "--json").output)
    assert [(row["tool"], row["is_well"]) for row in rows] == [("style", True), ("types", False)]


@pytest.fixture
def pytest_calls(monkeypatch):
    taken = []
    monkeypatch.setattr(os, "execv", lambda _, words: taken.append(words))
    monkeypatch.setattr(os, "chdir", lambda _: None)
    monkeypatch.setattr(testing, "browser_path", lambda _: taken.append("browser"))
    return taken


def test_whole_suite_has_a_browser_and_the_coverage_gate(pytest_calls):
    assert run("test").exit_code == 0
    browser, words = pytest_calls
    assert browser == "browser"
    assert "--cov-fail-under" in words


def test_named_tests_run_without_gate_and_arguments_reach_pytest_as_typed(pytest_calls):
    run("test", "src/innsyn/kernel", "-k", "clock and not slow", "-x")
    ((*_, file, option, words, stop),) = pytest_calls
    assert (file, option, words, stop) == ("src/innsyn/kernel", "-k", "clock and not slow", "-x")
    assert "--cov-fail-under" not in pytest_calls[0]


def test_named_journeys_have_a_browser(pytest_calls):
    run("test", "tests/journeys")
    assert pytest_calls[0] == "browser"


def test_mutation_run_gets_what_was_asked_for(pytest_calls):
    assert run("mutate", "--only", "staff.py", "--only", "age.py", "--quick").exit_code == 0
    assert pytest_calls[0][1:] == ["-m", "tests.mutation", "--jobs", "2", "--only", "staff.py", "--only", "age.py", "--quick"]


def test_lock_writes_every_lock_file_with_hashes_and_without_an_index(tmp_path, monkeypatch):
    uv = tmp_path / "uv"
    uv.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/told\n')
    uv.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(lock, "CHECKOUT", tmp_path)
    locked: list[Path] = []
    monkeypatch.setattr(lock, "write_lock", lambda _, folder, __: locked.append(folder))
    found = run("lock", "--upgrade", "--json")
    assert json.loads(found.stdout)["written"][:2] == ["requirements.txt", "requirements-build.txt"]
    assert len(locked) == 2
    for call in (tmp_path / "told").read_text().splitlines():
        assert {"--generate-hashes", "--no-emit-index-url", "--upgrade"} <= set(call.split())


def test_build_says_how_large_the_bundles_became(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "CHECKOUT", tmp_path)
    built = tmp_path / "src" / "innsyn" / "web" / "static" / "built"
    built.mkdir(parents=True)
    (built / "app-1.js").write_text("x" * 1500)
    monkeypatch.setattr(build, "build", lambda *_: None)
    assert run("build").stdout == "     1.5 kB  app-1.js\n"
    assert json.loads(run("build", "--json").stdout) == {"app-1.js": 1500}
