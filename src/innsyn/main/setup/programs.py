"""Running the programs set-up needs: their words go to a log, and to the terminal when somebody watches."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from innsyn.main.setup.problem import SetupProblem

SHOWN_LINES = 15


def run(command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str], folder: Path | None = None) -> bool:
    """Run one program to its end.

    log: where its words go, and what `last_words` reads. Returns whether it succeeded."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as written:
        written.write(" ".join(str(part) for part in command) + "\n")
        written.flush()
        shown = None if sys.stderr.isatty() else written
        try:
            done = subprocess.run(  # noqa: S603 -- our own tools
                list(command), env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, stdout=written, stderr=shown, check=False
            )
        except OSError as problem:
            written.write(f"{problem}\n")
            return False
    return done.returncode == 0


def run_or_stop(command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str], folder: Path | None = None, mend: str) -> None:
    """Run one program. mend: one sentence on what to do if it fails. Raises SetupProblem with its last words."""
    if not run(command, log=log, environment=environment, folder=folder):
        raise SetupProblem(f"{last_words(log)}\n{mend}")


def last_words(log: Path) -> str:
    """Read the end of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-SHOWN_LINES:])
