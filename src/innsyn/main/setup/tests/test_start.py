"""From a fresh clone to the running command: in the checkout or in a copy, one set-up at a time, once."""

import os
import pwd
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from innsyn.main.setup import start as starting
from innsyn.main.setup import surroundings
from innsyn.main.setup.front_end import is_built
from innsyn.main.setup.mirror import mirror
from innsyn.main.setup.packages import are_installed, locks_for
from innsyn.main.setup.places import Places, is_ours
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.start import set_up, start
from innsyn.main.setup.surroundings import cache_folder, clean_environment, private_folder, running_environment, told_to_pip

CHECKOUT = Path(__file__).parents[5]


class Done:
    """What set-up did, and whether it is done."""

    def __init__(self, monkeypatch) -> None:
        self.did: list[str] = []
        monkeypatch.setattr(starting, "are_installed", lambda *_: "install" in self.did)
        monkeypatch.setattr(starting, "is_built", lambda *_: "build" in self.did)
        monkeypatch.setattr(starting, "is_fetched", lambda *_, is_for_developing: "build" in self.did)
        monkeypatch.setattr(starting, "install", lambda *_: self.did.append("install"))
        monkeypatch.setattr(starting, "build", lambda *_, is_for_developing: self.did.append("build"))


@pytest.fixture
def done(monkeypatch):
    return Done(monkeypatch)


def test_set_up_does_what_is_missing_once_and_says_how_long_it_took(places, done, capsys):
    set_up(places, is_for_developing=False)
    set_up(places, is_for_developing=False)
    assert done.did == ["install", "build"]
    printed = capsys.readouterr()
    assert "Set up in" in printed.err
    assert printed.out == ""


def test_second_start_waits_for_the_first_and_finds_everything_done(places, done, monkeypatch, capsys):
    waits, second_starts, say = threading.Event(), [], starting.say

    def slow_install(*_):
        second = threading.Thread(target=set_up, args=(places,), kwargs={"is_for_developing": False})
        second_starts.append(second)
        second.start()
        assert waits.wait(60), "the second start says that it waits"
        done.did.append("install")

    def heard(text):
        say(text)
        if "waiting for it" in text:
            waits.set()

    monkeypatch.setattr(starting, "say", heard)
    monkeypatch.setattr(starting, "install", slow_install)
    set_up(places, is_for_developing=False)
    second_starts[0].join(60)
    assert done.did == ["install", "build"]
    assert "waiting for it" in capsys.readouterr().err


def test_command_takes_over_the_process_with_the_arguments_as_typed(places, done, monkeypatch):
    taken = []
    monkeypatch.setattr(os, "execve", lambda *words: taken.append(words))
    monkeypatch.setenv("PYTHONHOME", "/somewhere")
    start(places.checkout, ["demo", "--port", "8000"])
    ((program, words, environment),) = taken
    assert program == places.python
    assert words[1:] == ["-P", "-m", "innsyn.main.commands", "demo", "--port", "8000"]
    assert "PYTHONHOME" not in environment


@pytest.mark.parametrize(
    ("raised", "status", "said"), [(SetupProblem("no network"), 1, "no network"), (KeyboardInterrupt(), 130, "goes on from here")]
)
def test_set_up_that_stops_says_why_and_ends_with_a_status(places, monkeypatch, capsys, raised, status, said):
    def stop(*_, **__):
        raise raised

    monkeypatch.setattr(starting, "set_up", stop)
    assert start(places.checkout, ["demo"]) == status
    assert said in capsys.readouterr().err


def test_checkout_we_may_not_write_in_is_set_up_in_a_copy(places, done, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(starting, "is_ours", lambda _: False)
    taken = []
    monkeypatch.setattr(os, "execve", lambda program, *_: taken.append(program))
    start(places.checkout, ["demo"])
    assert taken[0].is_relative_to(tmp_path / "cache")
    assert (taken[0].parents[2] / "requirements.txt").exists()
    assert not places.state.exists()


def test_checkout_of_somebody_else_is_not_ours_nor_one_where_root_was_before(places, monkeypatch):
    assert is_ours(places.checkout)
    monkeypatch.setattr(os, "geteuid", lambda: places.checkout.stat().st_uid + 1)
    assert not is_ours(places.checkout)


def test_copy_follows_the_checkout_and_leaves_what_is_made_alone(tmp_path):
    source, copy = tmp_path / "source", tmp_path / "copy"
    for name in ("src/one.py", "src/two.py", ".venv/bin/python", ".git/config"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(name)
    mirror(source, copy)
    (copy / ".venv").mkdir()
    (copy / ".venv" / "own").touch()
    (source / "src" / "two.py").unlink()
    (source / "src" / "one.py").write_text("changed")
    mirror(source, copy)
    assert {str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()} == {"src/one.py", ".venv/own"}
    assert (copy / "src" / "one.py").read_text() == "changed"


def test_what_leads_tools_astray_is_left_out(places, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    environment = clean_environment(places.state)
    assert not {"PYTHONPATH", "PIP_USER"} & set(environment)
    assert environment["UV_PYTHON_DOWNLOADS"] == "never"


def test_who_wants_no_compiled_modules_beside_the_sources_gets_them_in_our_own_folder(places, monkeypatch):
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    environment = running_environment(places.state)
    assert environment["PYTHONPYCACHEPREFIX"] == str(places.state / "compiled")
    assert "PYTHONDONTWRITEBYTECODE" not in environment


@pytest.mark.parametrize("said", [None, ""])
def test_who_has_nothing_against_them_gets_them_where_python_puts_them(places, monkeypatch, said):
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    if said is not None:
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", said)
    assert "PYTHONPYCACHEPREFIX" not in running_environment(places.state)


def test_a_place_a_person_has_chosen_for_them_stays(places, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "/elsewhere")
    assert running_environment(places.state)["PYTHONPYCACHEPREFIX"] == "/elsewhere"


def test_home_that_cannot_be_written_in_is_replaced_by_our_own_folder(places, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file" / "cache"))
    assert cache_folder() is None
    assert clean_environment(places.state)["HOME"] == str(places.state)
    monkeypatch.setattr(surroundings.tempfile, "gettempdir", lambda: str(tmp_path))
    assert private_folder("x") == tmp_path / f"innsyn-{os.geteuid()}-x"


def test_missing_home_is_looked_up_among_the_systems_users(monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert surroundings._home_in_password_file() == pwd.getpwuid(os.geteuid()).pw_dir
    monkeypatch.setattr(os, "geteuid", lambda: 987_654)
    assert cache_folder() is None


def test_private_folder_somebody_else_made_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "innsyn").mkdir()
    (tmp_path / "innsyn" / "x").symlink_to(tmp_path)
    with pytest.raises(SetupProblem, match="belongs to somebody else"):
        private_folder("x")


def test_index_a_person_has_told_pip_about_is_told_to_uv(places, program):
    pip = program(places.checkout / "pip", does="echo \"global.index-url='https://index.example/simple'\"; echo \"global.timeout='9'\"")
    assert told_to_pip([str(pip)], {}) == {"UV_DEFAULT_INDEX": "https://index.example/simple"}
    assert told_to_pip([str(pip)], {"UV_DEFAULT_INDEX": "https://other.example"}) == {}


def test_old_python_says_what_is_missing(tmp_path):
    program = (
        "import runpy, sys; sys.version_info = (3, 9, 1, 'final', 0); sys.argv = ['innsyn']; "
        f"runpy.run_path({str(CHECKOUT / 'innsyn')!r}, run_name='__main__')"
    )
    found = subprocess.run([sys.executable, "-c", program], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert found.stderr.startswith("Innsyn needs Python 3.11 or newer, and this is 3.9.")


def test_newer_python_beside_an_old_one_is_used(tmp_path, program, said_to):
    newer = program(tmp_path / "python3.12")
    old = (
        "import runpy, sys; sys.version_info = (3, 9, 1, 'final', 0); sys.argv = ['./innsyn', 'demo']; "
        f"runpy.run_path({str(CHECKOUT / 'innsyn')!r}, run_name='__main__')"
    )
    subprocess.run([sys.executable, "-c", old], env={"PATH": str(tmp_path)}, check=True)
    assert said_to(newer) == [f"{CHECKOUT / 'innsyn'} demo"]


def test_looking_whether_all_is_set_up_is_too_quick_to_be_noticed():
    began = time.process_time()
    are_installed(Places(CHECKOUT), locks_for(is_for_developing=True))
    is_built(Places(CHECKOUT))
    assert time.process_time() - began < 0.1
