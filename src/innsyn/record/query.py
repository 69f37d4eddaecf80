"""What to look for, said without SQL and without URLs: the gate and the FHIR interface both build these."""

from dataclasses import dataclass
from typing import Literal

from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class TokenIs:
    """Parameter has any of `(system, code)`; system None: any system; code None: any code of the system."""

    parameter: str
    any_of: tuple[tuple[str | None, str | None], ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceIs:
    """Reference parameter points at any of `Type/id` or at `identifier system|value`."""

    parameter: str
    any_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateWithin:
    """Date parameter overlaps the half-open range; None is open-ended."""

    parameter: str
    start: Instant | None
    end: Instant | None


@dataclass(frozen=True, slots=True)
class TextHas:
    """String parameter contains the words, whatever case and accents."""

    parameter: str
    words: str


Clause = TokenIs | ReferenceIs | DateWithin | TextHas


@dataclass(frozen=True, slots=True)
class Query:
    """A search in one type.

    types: one or more FHIR types (several only inside one owner). clauses: all must hold. count: page size, 1 to 500.
    after: position from a former page's `next`. order: by clinical instant (unknown last) and then row, or by row only."""

    types: tuple[str, ...]
    clauses: tuple[Clause, ...] = ()
    count: int = 50
    after: str | None = None
    order: Literal["newest", "oldest", "recorded"] = "newest"
    with_total: bool = False
