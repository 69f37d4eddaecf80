"""Locked packages: uv when it can be had, pip when not, and nothing at all when nothing has changed."""

import sys

import pytest

from innsyn.main.setup import packages
from innsyn.main.setup.packages import FOR_BUILDING, FOR_DEVELOPING, FOR_RUNNING, are_installed, install, locks_for, one_package
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.python_environment import make_environment, pip_command

ENVIRONMENT = {"PATH": "/usr/bin:/bin"}


@pytest.fixture
def pip(places, program, monkeypatch):
    monkeypatch.setattr(packages, "make_environment", lambda *_: program(places.python))
    monkeypatch.setattr(packages, "pip_command", lambda *_: [str(places.checkout / "pip")])
    return places.checkout / "pip"


def makes_uv(places, status: int) -> str:
    uv = places.environment / "bin" / "uv"
    return f"printf '#!/bin/sh\\necho \"$@\" >> {uv}.told\\nexit {status}\\n' > {uv}; chmod +x {uv}"


def test_demo_needs_no_development_packages():
    assert locks_for(is_for_developing=False) == (FOR_BUILDING, FOR_RUNNING)
    assert locks_for(is_for_developing=True) == (FOR_BUILDING, FOR_RUNNING, FOR_DEVELOPING)


def test_one_package_is_cut_out_with_its_hashes_and_without_remarks(places):
    assert one_package("uv", (places.checkout / FOR_BUILDING).read_text()) == "uv==2 \\\n    --hash=sha256:bb\n"


def test_uv_installs_the_locks_with_hashes_and_nothing_is_left_to_do(places, program, pip, said_to):
    program(pip, does=makes_uv(places, 0))
    install(places, (FOR_BUILDING, FOR_RUNNING), ENVIRONMENT)
    (call,) = said_to(places.environment / "bin" / "uv")
    assert "--require-hashes" in call
    assert "requirements-dev" not in call
    assert are_installed(places, (FOR_BUILDING, FOR_RUNNING))
    assert not are_installed(places, (FOR_BUILDING, FOR_RUNNING, FOR_DEVELOPING))


def test_uv_is_tried_again_with_the_systems_certificates_then_pip_installs(places, program, pip, said_to):
    program(pip, does=makes_uv(places, 1))
    install(places, (FOR_BUILDING,), ENVIRONMENT)
    assert len(said_to(places.environment / "bin" / "uv")) == 2
    assert said_to(pip)[-1] == f"install --require-hashes -r {places.checkout / FOR_BUILDING}"


def test_set_up_that_cannot_install_says_so_and_is_not_taken_for_done(places, program, pip):
    program(pip, status=1, does="echo no route to host")
    with pytest.raises(SetupProblem, match=r"(?s)no route to host.*Is the network there"):
        install(places, (FOR_BUILDING,), ENVIRONMENT)
    assert not are_installed(places, (FOR_BUILDING,))


def test_changed_lock_is_installed_anew(places, program, pip):
    program(pip, does=makes_uv(places, 0))
    install(places, (FOR_RUNNING,), ENVIRONMENT)
    (places.checkout / FOR_RUNNING).write_text("click==2 --hash=sha256:ee\n")
    assert not are_installed(places, (FOR_RUNNING,))


def test_environment_is_made_kept_and_made_again_when_broken(places):
    make_environment(places, ENVIRONMENT)
    mark = places.environment / "mark"
    mark.touch()
    make_environment(places, ENVIRONMENT)
    assert mark.exists()
    (pth,) = places.environment.glob("lib/*/site-packages/innsyn-checkout.pth")
    assert pth.read_text() == f"{places.checkout / 'src'}\n"
    places.python.unlink()
    make_environment(places, ENVIRONMENT)
    assert not mark.exists()


def test_pip_is_the_environments_own_then_the_systems_then_pythons_spare_one(places, program, monkeypatch):
    program(places.python)
    assert pip_command(places, ENVIRONMENT) == [str(places.python), "-m", "pip"]
    program(places.python, status=1)
    system = program(places.checkout / "python3")
    monkeypatch.setattr(sys, "executable", str(system))
    assert pip_command(places, ENVIRONMENT) == [str(system), "-m", "pip", "--python", str(places.python)]
    program(system, status=1)
    made = places.checkout / "ensured"
    program(places.python, does=f'case "$*" in *ensurepip*) touch {made};; esac; [ -e {made} ] || exit 1')
    assert pip_command(places, ENVIRONMENT) == [str(places.python), "-m", "pip"]


def test_python_with_neither_pip_nor_venv_is_told_what_to_install(places, program, monkeypatch):
    program(places.python, status=1)
    monkeypatch.setattr(sys, "executable", str(program(places.checkout / "python3", status=1)))
    with pytest.raises(SetupProblem, match="apt install python3-venv"):
        pip_command(places, ENVIRONMENT)
    with pytest.raises(SetupProblem, match="apt install python3-venv"):
        make_environment(places, ENVIRONMENT)
