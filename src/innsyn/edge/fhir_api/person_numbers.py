"""Finds a person number where none may stand: in an address, which proxies, browsers and logs keep.

Source: docs/spec/identifiers.md; style rule 11.
"""

from innsyn.edge.fhir_api.ports import Pairs
from innsyn.fhir.search_request import names_a_person_number
from innsyn.kernel.outcome import Problem

_DIGITS = 11

IN_ADDRESS = Problem(
    "security",
    "a person number may not stand in an address: send the search as POST [type]/_search with a form in the body, a condition in the "
    "If-None-Exist header, or either inside a Bundle",
)


def names_person(path: tuple[str, ...], query: Pairs) -> bool:
    """Say whether an address carries a person number, or a value under the system of one. Both decoded."""
    pairs = [*query, *(("", part) for part in path if len(part) >= _DIGITS)]
    return bool(pairs) and names_a_person_number(pairs)
