"""Parameters that find what two others find together: kept once, asked as both.

Source: FHIR R4 4.0.1, Observation search parameters: each `combo-x` is `x` and `component-x`, which a test compares with the tables.
"""

COMBINED = {
    f"combo-{name}": (name, f"component-{name}")
    for name in ("code", "code-value-concept", "code-value-quantity", "data-absent-reason", "value-concept", "value-quantity")
}


NOT_KEPT = frozenset((*COMBINED, "_id", "_lastUpdated"))
"""Parameters of which no terms are kept: these, and those that columns of their own answer."""


def parameters_of(parameter: str) -> tuple[str, ...]:
    """Give the names under which a parameter is kept."""
    return COMBINED.get(parameter, (parameter,))
