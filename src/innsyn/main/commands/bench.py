"""Measure: ratios side by side in one run, never a bare time."""

import os
import sys
from pathlib import Path

import click

_BENCH = Path(__file__).parents[4] / "bench"


@click.group(name="bench")
def command() -> None:
    """Measure. Each program says with --help what it compares; docs/run/figures.md keeps what they gave."""


_AS_IT_IS = {"ignore_unknown_options": True, "help_option_names": []}


@command.command("record", context_settings=_AS_IT_IS)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def record(words: tuple[str, ...]) -> None:
    """Compare reading through gate and log with a bare server that sends the same bytes from the same database with neither."""
    _become("record.py", words)


@command.command("fhir", context_settings=_AS_IT_IS)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def fhir(words: tuple[str, ...]) -> None:
    """Load, change, read and search any FHIR R4 server, beside a bare server that sends the same answers."""
    _become("fhir.py", words)


@command.command("bookings", context_settings=_AS_IT_IS)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def bookings(words: tuple[str, ...]) -> None:
    """Let fifty book at one clinic at once, beside bare transactions; open small and large inboxes and calendars in turns."""
    _become("bookings.py", words)


def _become(program: str, words: tuple[str, ...]) -> None:
    os.execv(sys.executable, [sys.executable, str(_BENCH / program), *words])  # noqa: S606 - the program takes over this process
