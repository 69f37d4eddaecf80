"""Tells what changes, for reading and as JSON. Never a person number: people are named by their keys in the nation."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from innsyn.main.rule_changes.difference import Difference, Line

_TRUSTS = 3
"""How many trusts a line names."""


def as_words(found: Difference, before: str, after: str) -> Iterator[str]:
    """Tell a difference for reading. before, after: what was compared, in words."""
    yield f"Before: {before}"
    yield f"After:  {after}"
    yield f"{found.compared:,} times somebody and a resource were compared.".replace(",", " ")
    if found.elsewhere:
        yield f"{found.elsewhere} times somebody comes on one side only: nothing is said of those."
    if not found.gains and not found.losses:
        yield "Nobody gains and nobody loses access to anything."
    yield from _side("GAIN", found.gains)
    yield from _side("LOSE", found.losses)


def as_json(found: Difference, before: str, after: str) -> dict[str, Any]:
    """Tell a difference for a program."""
    return {
        "before": before,
        "after": after,
        "compared": found.compared,
        "elsewhere": found.elsewhere,
        "gains": [asdict(line) for line in found.gains],
        "losses": [asdict(line) for line in found.losses],
    }


def _side(verb: str, lines: tuple[Line, ...]) -> Iterator[str]:
    for (role, ages), group in groupby(lines, lambda line: (line.role, line.ages)):
        these = list(group)
        yield ""
        yield f"{verb}  {role}, patients {ages}: {sum(line.count for line in these)} resources"
        for kind in dict.fromkeys(line.kind for line in these):
            yield _kind([line for line in these if line.kind == kind], kind)


def _kind(lines: list[Line], kind: str) -> str:
    """Tell one kind over all trusts: how much, from whom most, and some of whose records."""
    shown = [f"{line.trust} {line.count}" for line in lines[:_TRUSTS]]
    more = [f"{len(lines) - _TRUSTS} more"] if len(lines) > _TRUSTS else []
    examples = dict.fromkeys(example for line in lines for example in line.examples)
    some = list(examples)[: max(len(line.examples) for line in lines)]
    return f"      {sum(line.count for line in lines):6}  {kind:14} {', '.join([*shown, *more])}\n{'':23}e.g. {', '.join(some)}"
