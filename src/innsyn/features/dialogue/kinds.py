"""The kinds of conversation a citizen can begin, each with its limits. Read as a table.

Source: docs/adr/0029-dialogue.md. No national length of a message is published: these are ours, and a clinic's own may be shorter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from innsyn.gate.rules.dialogue_facts import KINDS, Kind

LONGEST_SUBJECT = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a kind is written. longest: characters of a message. costs: a co-payment follows the answer. takes_files: files too."""

    longest: int
    costs: bool = False
    takes_files: bool = True


MANNERS: Mapping[Kind, Manner] = {
    "e-contact": Manner(longest=2_000),
    "e-consultation": Manner(longest=3_000, costs=True),
    "renewal": Manner(longest=500, takes_files=False),
    "secure-mail": Manner(longest=4_000),
}


def kind_named(text: str) -> Kind | None:
    """Read a kind out of an address or a form; None for anything else."""
    return next((kind for kind in KINDS if kind == text), None)
