"""Measure: ratios side by side in one run, never a bare time."""

import os
import sys
from pathlib import Path

import click

_BENCH = Path(__file__).parents[4] / "bench"


@click.group(name="bench")
def command() -> None:
    """Measure. Each program says with --help what it compares; docs/run/figures.md keeps what they gave."""


@command.command("record", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def record(words: tuple[str, ...]) -> None:
    """Compare reading through gate and log with a bare server that sends the same bytes from the same database with neither."""
    os.execv(sys.executable, [sys.executable, str(_BENCH / "record.py"), *words])  # noqa: S606 - the program takes over this process
