"""Run the tests: all of them with the coverage gate, or those that are named."""

import os
import sys
from pathlib import Path

import click

from innsyn.main.setup.browser import browser_path
from innsyn.main.setup.places import Places

CHECKOUT = Path(__file__).parents[4]
GATE = 95
"""Per cent of the statements that the whole suite must run."""
SHARED_OUT = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
"""The order and what stays together are in conftest.py."""
WHOLE = (*SHARED_OUT, "--cov", "--cov-report", "term:skip-covered", "--cov-fail-under", str(GATE))


@click.command("test", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(pytest_arguments: tuple[str, ...]) -> None:
    """Run the tests. Without arguments: all of them, journeys in a real browser included, with the coverage gate.

    What follows goes to pytest as it is: a file, `-k words`, `-x`. Pytest's closing line is the last one."""
    if not pytest_arguments or any("journeys" in word for word in pytest_arguments):
        browser_path(Places(CHECKOUT))
    os.chdir(CHECKOUT)
    words = pytest_arguments or WHOLE
    os.execv(sys.executable, [sys.executable, "-P", "-m", "pytest", *words])  # noqa: S606 -- pytest takes over this process
