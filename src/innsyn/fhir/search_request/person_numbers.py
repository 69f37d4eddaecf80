"""Finds person numbers among the names and values of a search, so that none stays in a URL.

Source: docs/spec/identifiers.md; personal data in a URL end up in the logs of every proxy on the way. Search for a person with POST.
"""

import re
from collections.abc import Sequence

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.search_request.escapes import split, unescape
from innsyn.kernel.ids import person_number
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import PERSON_SYSTEMS

_DIGITS = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)", re.ASCII)

USE_POST = Problem(
    "security",
    "a person number may not stand in a URL: send the same parameters as a form with POST to [type]/_search"
    " (Content-Type: application/x-www-form-urlencoded)",
)


def names_a_person_number(pairs: Sequence[tuple[str, str]]) -> bool:
    """Say whether any name or value holds a person number, D-number or help number, or asks in one of their systems for a value."""
    return any(_has_number(text) for pair in pairs for text in pair) or any(_asks_in_system(value) for _, value in pairs)


def _has_number(text: str) -> bool:
    return any(person_number(found[0]) is not None for found in _DIGITS.finditer(text))


def _asks_in_system(value: str) -> bool:
    """Mistyped numbers are somebody's too: whatever is asked for in such a system counts."""
    for one in split(value, ","):
        system, *rest = (unescape(part) for part in split(one, "|"))
        if canonical_system(system) in PERSON_SYSTEMS and any(rest):
            return True
    return False
