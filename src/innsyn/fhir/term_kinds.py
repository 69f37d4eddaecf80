"""The kinds of term a resource is found by: plain named tuples, because thousands are made each second.

Source: FHIR R4 4.0.1, search.html, the parameter types.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from innsyn.fhir.dates import Interval
from innsyn.fhir.references import Reference

__all__ = ["Component", "Composite", "Interval", "Quantity", "Reference", "Terms", "Token", "TypedIdentifier"]


class Token(NamedTuple):
    """A code or identifier: canonical system or None, the code or None, and the words shown for it (display or text) or None."""

    system: str | None
    code: str | None
    text: str | None = None


class TypedIdentifier(NamedTuple):
    """An identifier with its type, for `:of-type`: the type's canonical system and code, and the identifier's value."""

    system: str | None
    code: str
    value: str


class Quantity(NamedTuple):
    """A measured value or range: both ends inclusive, None where open. system and code of the unit, and the unit as written."""

    low: Decimal | None
    high: Decimal | None
    system: str | None
    code: str | None
    unit: str | None


Component = Token | Reference | Interval | Quantity | Decimal | str
"""One value inside a composite."""

Composite = tuple[tuple[Component, ...], ...]
"""One occurrence: for each component of the parameter its values, never empty."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a resource is found by: for each kind, parameter code → its terms. A code without terms is not there.

    dates: half-open intervals of aware datetimes. typed: for `:of-type` on the same codes as tokens."""

    tokens: Mapping[str, Sequence[Token]] = field(default_factory=dict)
    typed: Mapping[str, Sequence[TypedIdentifier]] = field(default_factory=dict)
    references: Mapping[str, Sequence[Reference]] = field(default_factory=dict)
    dates: Mapping[str, Sequence[Interval]] = field(default_factory=dict)
    strings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    quantities: Mapping[str, Sequence[Quantity]] = field(default_factory=dict)
    uris: Mapping[str, Sequence[str]] = field(default_factory=dict)
    composites: Mapping[str, Sequence[Composite]] = field(default_factory=dict)
