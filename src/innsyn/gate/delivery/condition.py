"""Reads the plainest condition of all, one identifier: `Type?identifier=system|value`.

Source: FHIR R4 4.0.1, http.html#ccreate.
"""

from urllib.parse import parse_qsl

from innsyn.fhir.definitions.tables import resource_types
from innsyn.kernel.outcome import Problem

Identifier = tuple[str | None, str]
"""system, None for any; value."""

_ONE_IDENTIFIER = Problem("not-supported", "a condition is one identifier, as identifier=system|value")


def read_condition(condition: str) -> tuple[str, Identifier | Problem]:
    """Read `Type?identifier=system|value`. Returns the type and the identifier, or why it is none."""
    type_, _, query = condition.partition("?")
    parameters = parse_qsl(query, keep_blank_values=True)
    if type_ not in resource_types() or len(parameters) != 1 or parameters[0][0] != "identifier":
        return type_, _ONE_IDENTIFIER
    text = parameters[0][1]
    system, value = text.split("|", 1) if "|" in text else (None, text)
    if not value or "," in text:
        return type_, _ONE_IDENTIFIER
    return type_, (system, value)
