"""What every program here takes and gives: how long to measure, and figures as JSON."""

import argparse
import json
from collections.abc import Mapping


def options(doc: str | None, *, seconds: float | None = None) -> argparse.ArgumentParser:
    """Begin the options of a program. doc: the module's own, whose first line says what it does. seconds: how long each turn lasts."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="on one line")
    if seconds is not None:
        parser.add_argument("--seconds", type=float, default=seconds)
    return parser


def show(figures: Mapping[str, object], chosen: argparse.Namespace) -> int:
    """Print the figures. Returns the program's exit code."""
    print(json.dumps(figures, indent=None if chosen.json else 2))
    return 0
