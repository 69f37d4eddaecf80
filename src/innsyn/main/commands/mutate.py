"""Plant faults in the rules of access, one by one, and see which no test notices."""

import os
import sys
from pathlib import Path

import click

CHECKOUT = Path(__file__).parents[4]


@click.command("mutate")
@click.option("--only", "only", multiple=True, metavar="FILE", help="Only the faults in this file, such as staff.py; may be given again.")
@click.option("--jobs", type=click.IntRange(min=1), default=2, show_default=True, help="How many are tried at the same time.")
@click.option("--quick", is_flag=True, help="Without the exhaustive small world: what survives may yet be noticed by that.")
def command(*, only: tuple[str, ...], jobs: int, quick: bool) -> None:
    """Plant faults in the rules of access, one by one, and see which no test notices. Minutes; no database.

    Each that survives is told with its file and line. Exit code 1: one survived that is not known to change nothing.
    docs/run/mutation.md says what is planted and what to do with a survivor."""
    os.chdir(CHECKOUT)
    words = ["--jobs", str(jobs), *(word for file in only for word in ("--only", file)), *(["--quick"] if quick else [])]
    os.execv(sys.executable, [sys.executable, "-m", "tests.mutation", *words])  # noqa: S606 -- the run takes over this process
