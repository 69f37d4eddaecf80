"""A browser for the journeys: the one that is here, else one fetched for them alone, else the system's own, else Playwright's."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from innsyn.main.setup.npm import node
from innsyn.main.setup.packed_chromium import packed_before, unpacked_chromium
from innsyn.main.setup.places import Places
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.programs import run
from innsyn.main.setup.steps import step
from innsyn.main.setup.surroundings import cache_folder, clean_environment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ANSWERS_WITHIN_S = 20
HOW_TO_GET_ONE = "No browser could be fetched for the journeys. On Debian: apt install chromium. Then run this command again."


def browser_path(places: Places) -> Path:
    """Find a Chromium that starts, or fetch one.

    Returns the program to give Playwright as `executable_path`; Playwright's own node is replaced by ours, since a bare system lacks a
    library that it wants. Raises SetupProblem when there is none to be had."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node(places)))
    found = _first_that_starts([*installed_browsers(), *packed_before(places)])
    if found:
        return found
    environment = clean_environment(places.state)
    with step("Browser for the journeys"):
        for way in WAYS:
            found = _first_that_starts(way(places, environment))
            if found:
                return found
    raise SetupProblem(HOW_TO_GET_ONE)


def installed_browsers() -> Iterable[Path]:
    """List the Chromiums of this machine. Those in a snap are left out: Playwright cannot drive them."""
    on_path = (shutil.which(name) for name in NAMES)
    real = (Path(found).resolve() for found in on_path if found)
    yield from (path for path in real if path.parts[:2] != ("/", "snap") and path.name != "snap")
    cache = cache_folder()
    yield from sorted(cache.glob("ms-playwright/chromium*/chrome*/*chrom*"), reverse=True) if cache else ()


def _first_that_starts(browsers: Iterable[Path]) -> Path | None:
    return next((path for path in browsers if path.is_file() and os.access(path, os.X_OK) and _starts(path)), None)


def _starts(browser: Path) -> bool:
    try:
        said = subprocess.run(  # noqa: S603 -- asks a browser for its version
            [browser, "--version"], capture_output=True, text=True, timeout=ANSWERS_WITHIN_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return said.returncode == 0 and "Chrom" in said.stdout


def _packed(places: Places, environment: Mapping[str, str]) -> Iterable[Path]:
    if platform.machine() == "x86_64" and sys.platform == "linux":
        try:
            yield unpacked_chromium(places, environment)
        except SetupProblem:
            return


def _from_apt(places: Places, environment: Mapping[str, str]) -> Iterable[Path]:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
        log = places.state / "apt.log"
        packages = ["chromium", "fonts-liberation"]
        if run(["apt-get", "update"], log=log, environment=quiet):
            run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], log=log, environment=quiet)
        yield from installed_browsers()


def _from_playwright(places: Places, environment: Mapping[str, str]) -> Iterable[Path]:
    run([places.python, "-m", "playwright", "install", "chromium"], log=places.state / "playwright.log", environment=environment)
    yield from installed_browsers()


WAYS: tuple[Callable[[Places, Mapping[str, str]], Iterable[Path]], ...] = (_packed, _from_apt, _from_playwright)
