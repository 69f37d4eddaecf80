"""Reads the plain conditions that need no search interface: codes, identifiers and references without modifiers.

Whoever hands a bundle in may bring a reader that understands every search (`Matching`).
Source: FHIR R4 4.0.1, search.html#token, search.html#reference.
"""

from urllib.parse import parse_qsl

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.definitions.tables import resource_types, search_table
from innsyn.kernel.outcome import Problem
from innsyn.record.query import Clause, Query, ReferenceIs, TokenIs

NOT_UNDERSTOOD = Problem("not-supported", "this condition is not understood: codes, identifiers and references without modifiers are")
NO_CRITERIA = Problem("invalid", "a condition says what to look for")


async def plain_query(condition: str) -> Query | Problem:
    """Read `Type?parameter=value&…`. Returns the query for two matches, or what is not understood."""
    type_, _, text = condition.partition("?")
    if type_ not in resource_types():
        return NOT_UNDERSTOOD
    pairs = parse_qsl(text, keep_blank_values=True)
    clauses = [_clause(type_, name, value) for name, value in pairs]
    understood = tuple(each for each in clauses if each is not None)
    if not understood or len(understood) < len(clauses):
        return NO_CRITERIA if not pairs else NOT_UNDERSTOOD
    return Query((type_,), understood, count=2)


def _clause(type_: str, name: str, text: str) -> Clause | None:
    known = search_table(type_).get(name)
    values = text.split(",")
    if known is None or "\\" in text or not all(values):
        return None
    if known["type"] == "token":
        return TokenIs(name, tuple(map(_token, values)))
    if known["type"] == "reference" and all("/" in value for value in values):
        return ReferenceIs(name, tuple(values))
    if name in ("patient", "subject") and len(values) == 1:
        return ReferenceIs(name, (f"Patient/{text}",))
    return None


def _token(text: str) -> tuple[str | None, str | None]:
    system, bar, code = text.partition("|")
    return (canonical_system(system) if system else "", code or None) if bar else (None, text)
