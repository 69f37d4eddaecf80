"""The Python environment: made with what the machine has, be it venv with pip inside, the system's pip, or uv."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from innsyn.main.setup.places import Places
from innsyn.main.setup.problem import SetupProblem
from innsyn.main.setup.programs import run

HOW_TO_GET_PIP = "This Python has neither pip nor venv. On Debian and Ubuntu: apt install python3-venv. Then run this command again."


def make_environment(places: Places, environment: Mapping[str, str]) -> None:
    """Make the environment, or keep the one that works. Code in `src` is importable in it.

    Raises SetupProblem when Python cannot make one."""
    if not _works(places.python):
        shutil.rmtree(places.environment, ignore_errors=True)
        log = places.state / "environment.log"
        if not run([sys.executable, "-m", "venv", "--without-pip", places.environment], log=log, environment=environment):
            raise SetupProblem(HOW_TO_GET_PIP)
    for packages in places.environment.glob("lib/python3.*/site-packages"):
        (packages / "innsyn-checkout.pth").write_text(f"{places.checkout / 'src'}\n")


def pip_command(places: Places, environment: Mapping[str, str]) -> list[str]:
    """Find a pip that installs into the environment: its own, the system's, or one Python brings along.

    Returns the command's first words. Raises SetupProblem when there is none."""
    own = [str(places.python), "-m", "pip"]
    for pip in (own, [sys.executable, "-m", "pip", "--python", str(places.python)]):
        if _succeeds([*pip, "--version"], environment):
            return pip
    log = places.state / "pip.log"
    if run([places.python, "-m", "ensurepip", "--default-pip"], log=log, environment=environment) and _succeeds(
        [*own, "--version"], environment
    ):
        return own
    raise SetupProblem(HOW_TO_GET_PIP)


def _works(python: Path) -> bool:
    return _succeeds([str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"], None)


def _succeeds(command: list[str], environment: Mapping[str, str] | None) -> bool:
    try:
        done = subprocess.run(command, env=dict(environment) if environment else None, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.returncode == 0
