"""What to look for, said without SQL and without URLs: the gate and the FHIR interface both build these.

Source: FHIR R4 4.0.1, search.html. `clauses.py` says each clause in SQL; `tests/oracle.py` says slowly what it means.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from innsyn.kernel.clock import Instant
from innsyn.record.stored import Owner

Prefix = Literal["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]
Point = TypeVar("Point", Instant, Decimal)


@dataclass(frozen=True, slots=True)
class Compared(Generic[Point]):
    """A searched value and how to compare with it.

    prefix: R4's; `ap` overlaps the range, so whoever asks widens it first. low, high: the searched value's own half-open range: a day, a
    second; for numbers the range its digits imply. Of a number's range only eq, ne and ap use the ends: the others compare with its middle,
    which is the number as stated (low = high says the same)."""

    prefix: Prefix
    low: Point
    high: Point


@dataclass(frozen=True, slots=True)
class TokenIs:
    """Parameter has any of `(system, code)`; system None: any; system empty: said without one; code None: any code of the system."""

    parameter: str
    any_of: tuple[tuple[str | None, str | None], ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class TypedIdentifierIs:
    """Identifier parameter has any of `(type's system or None for any, type's code, value)`: R4's `:of-type`."""

    parameter: str
    any_of: tuple[tuple[str | None, str, str], ...]


@dataclass(frozen=True, slots=True)
class TokenText:
    """The words shown for a token (display, text of the concept, text of an identifier's type) contain all these words: `:text`."""

    parameter: str
    words: str


@dataclass(frozen=True, slots=True)
class ReferenceIs:
    """Reference parameter points at any of: `Type/id`, an absolute address, `system|value` of an identifier.

    `|value`: an identifier without system; `*|value`: with any system or none. A canonical address without version is any version."""

    parameter: str
    any_of: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class UriIs:
    """Uri parameter is any of these; lies below one (`http://a/b` is above `http://a/b/c`); or lies above one. Itself is both."""

    parameter: str
    any_of: tuple[str, ...]
    how: Literal["exact", "below", "above"] = "exact"


@dataclass(frozen=True, slots=True)
class StringIs:
    """String parameter begins with or contains any of these, whatever case and accents; or is exactly one of them."""

    parameter: str
    any_of: tuple[str, ...]
    how: Literal["starts", "contains", "exact"] = "starts"


@dataclass(frozen=True, slots=True)
class DateIs:
    """Date parameter compares so with any of these; what stands in the resource is a range too."""

    parameter: str
    any_of: tuple[Compared[Instant], ...]


@dataclass(frozen=True, slots=True)
class NumberIs:
    """Number parameter compares so with any of these."""

    parameter: str
    any_of: tuple[Compared[Decimal], ...]


@dataclass(frozen=True, slots=True)
class QuantityIs:
    """Quantity parameter compares so with any of `(number, system, code)`.

    system and code None: any unit. system None: the unit's code or the unit as written is `code`."""

    parameter: str
    any_of: tuple[tuple[Compared[Decimal], str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class TokenPart:
    """A token inside a composite, as in TokenIs."""

    system: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class ReferencePart:
    """A reference inside a composite, as in ReferenceIs."""

    target: str


@dataclass(frozen=True, slots=True)
class StringPart:
    """The beginning of a string inside a composite."""

    text: str


@dataclass(frozen=True, slots=True)
class DatePart:
    """A date inside a composite."""

    compared: Compared[Instant]


@dataclass(frozen=True, slots=True)
class NumberPart:
    """A number inside a composite."""

    compared: Compared[Decimal]


@dataclass(frozen=True, slots=True)
class QuantityPart:
    """A quantity inside a composite, as in QuantityIs."""

    compared: Compared[Decimal]
    system: str | None = None
    code: str | None = None


Part = TokenPart | ReferencePart | StringPart | DatePart | NumberPart | QuantityPart


@dataclass(frozen=True, slots=True)
class CompositeIs:
    """One occurrence of a composite parameter has all parts of any of these, in the parameter's order."""

    parameter: str
    any_of: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """The resource says nothing that the parameter could find (`is_missing`), or says something."""

    parameter: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class DateWithin:
    """Date parameter overlaps the half-open range; None is open-ended."""

    parameter: str
    start: Instant | None
    end: Instant | None


@dataclass(frozen=True, slots=True)
class BeginsWithin:
    """The clinical instant, by which pages are sorted, is in the half-open range; unknown never is. end None is open-ended.

    Asks the index that carries the page: what lies outside the range costs nothing, however much there is."""

    start: Instant
    end: Instant | None = None


@dataclass(frozen=True, slots=True)
class TextHas:
    """String parameter contains the words, whatever case and accents."""

    parameter: str
    words: str


@dataclass(frozen=True, slots=True)
class BeganAt:
    """The resource's first version has one of these row numbers: the record asks for what it has already put in order."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these clauses holds; empty is false."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The clause does not hold."""

    clause: "Clause"


Clause = (
    TokenIs
    | TypedIdentifierIs
    | TokenText
    | ReferenceIs
    | UriIs
    | StringIs
    | DateIs
    | NumberIs
    | QuantityIs
    | CompositeIs
    | Missing
    | DateWithin
    | BeginsWithin
    | TextHas
    | BeganAt
    | AnyOf
    | Without
)


@dataclass(frozen=True, slots=True)
class SortBy:
    """A parameter to sort by, also `_id` and `_lastUpdated`; of several values the first in the wanted order counts."""

    parameter: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search in one type.

    types: one or more FHIR types (several only inside one owner). clauses: all must hold. count: page size, 0 to 500; 0: only the total.
    after: position from a former page's `next`. order: by clinical instant (unknown last) and then row, or by row only.
    sort: in place of `order` where not empty; what lacks the value stands last. owners: search all patients only within these records.
    list_name: what a position belongs to in place of these clauses, for those who bind it to something else."""

    types: tuple[str, ...]
    clauses: tuple[Clause, ...] = ()
    count: int = 50
    after: str | None = None
    order: Literal["newest", "oldest", "recorded"] = "newest"
    with_total: bool = False
    sort: tuple[SortBy, ...] = ()
    owners: tuple[Owner, ...] | None = None
    list_name: str | None = None
