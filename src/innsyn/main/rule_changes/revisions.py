"""The rules of another revision: its own code tells who sees what, run from a copy of its files by the same interpreter."""

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from datetime import date
from pathlib import Path

from innsyn.main.rule_changes.sight import Sight

COMMAND = Path("src/innsyn/main/commands/rules.py")


class RevisionProblem(Exception):
    """The revision cannot tell who sees what: the words say why."""


_FROM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from innsyn.main.commands import main; main()"
"""Runs the command of the sources that the first word names, before those that are installed."""


def sight_at(checkout: Path, revision: str, day: date) -> Sight:
    """Say who sees what by the rules of a revision, over the nation as that revision makes it.

    checkout: of git. day: the nation's. Raises RevisionProblem for a revision that is none, or that has no such command."""
    with tempfile.TemporaryDirectory(prefix="innsyn-rules-") as folder:
        _unpack(checkout, revision, Path(folder))
        if not (Path(folder) / COMMAND).exists():
            raise RevisionProblem(f"{revision} cannot be asked: it has no `rules` command yet.")
        return _asked(Path(folder), revision, day)


def _unpack(checkout: Path, revision: str, folder: Path) -> None:
    packed = subprocess.run(  # noqa: S603 -- git, with a revision that git itself judges
        ["git", "archive", "--format=tar", "--end-of-options", revision, "src"],  # noqa: S607 -- wherever git is
        cwd=checkout, capture_output=True, check=False,
    )  # fmt: skip
    if packed.returncode != 0:
        raise RevisionProblem(f"git has no revision {revision} here.")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(folder, filter="data")


def _asked(folder: Path, revision: str, day: date) -> Sight:
    words = [sys.executable, "-c", _FROM, str(folder / "src"), "rules", "snapshot", "--day", day.isoformat()]
    told = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, check=False)  # noqa: S603 -- our own command
    if told.returncode != 0:
        raise RevisionProblem(f"{revision} could not tell who sees what.")
    return {
        person: {comer: frozenset(seen) for comer, seen in comers.items()} for person, comers in json.loads(told.stdout).items()
    }  # fmt: skip
