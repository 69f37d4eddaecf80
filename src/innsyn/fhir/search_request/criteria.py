"""What a search asks for, as plain values: criteria that must all hold, each satisfied by any of its values.

Source: FHIR R4 4.0.1, search.html. Numbers and dates carry the range that their precision implies, systems their canonical name.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from innsyn.kernel.clock import Instant

Prefix = Literal["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"]
Modifier = Literal["exact", "contains", "text", "not", "above", "below", "in", "not-in", "of-type", "identifier"]


@dataclass(frozen=True, slots=True)
class TokenValue:
    """A code. system: None is any, empty is said without one. code: None is any of the system, or the value set's URI for `in`."""

    system: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class OfTypeValue:
    """An identifier with its type: the type's system and code, and the identifier's value."""

    system: str | None
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class StringValue:
    """Words, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class UriValue:
    """A URI, as written."""

    uri: str


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """What a reference shall point at: own resources as `(type, id)` where the type may be any of `types`; or an address; or an identifier.

    types: the types a bare id may be of. url, version: absolute address or canonical, and the canonical's version.
    system, value: for `:identifier`; system None is any, empty is said without one."""

    types: tuple[str, ...] = ()
    id: str | None = None
    url: str | None = None
    version: str | None = None
    system: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class DateValue:
    """An instant or a day, month or year in Norway: half-open, None where open."""

    prefix: Prefix
    low: Instant | None
    high: Instant | None


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number: half-open between low and high as its precision implies; both the number itself where the prefix compares exactly."""

    prefix: Prefix
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class QuantityValue:
    """A number with its unit. system, code: as for tokens; without a system the code may also be the unit as people write it."""

    number: NumberValue
    system: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class CompositeValue:
    """One value for each component, which must be found together in one place."""

    parts: tuple["SimpleValue", ...]


SimpleValue = TokenValue | StringValue | UriValue | ReferenceValue | DateValue | NumberValue | QuantityValue
Value = SimpleValue | OfTypeValue | CompositeValue


@dataclass(frozen=True, slots=True)
class Criterion:
    """A parameter has any of the values. kind: the parameter's search type."""

    parameter: str
    kind: str
    values: tuple[Value, ...]
    modifier: Modifier | None = None


@dataclass(frozen=True, slots=True)
class IsMissing:
    """A parameter has nothing at all, or something."""

    parameter: str
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Chained:
    """A reference points at something of one of these types for which that type's condition holds."""

    parameter: str
    by_type: tuple[tuple[str, "Condition"], ...]


@dataclass(frozen=True, slots=True)
class Has:
    """Something of `type_` for which the condition holds points here by its `parameter`."""

    type_: str
    parameter: str
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class InList:
    """One of these Lists names it."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Its position is within a distance of any of these: latitude and longitude in degrees, and kilometres."""

    parameter: str
    any_of: tuple[tuple[float, float, float], ...]


Condition = Criterion | IsMissing | Chained | Has | InList | Near


@dataclass(frozen=True, slots=True)
class SortKey:
    """A parameter to sort by."""

    parameter: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Include:
    """Which resources come along.

    source: the type that points. parameter: None is every reference parameter of it. target: None is any type.
    is_reverse: those that point here, instead of those pointed at. is_iterated: also from what came along. source None: any type."""

    source: str | None
    parameter: str | None
    target: str | None
    is_reverse: bool = False
    is_iterated: bool = False


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A whole search.

    types: one; several or none (all of them) where the search names no type in its path. conditions: all must hold.
    count: None when not said. total: whether it must be told. summary: as R4 names it, `false` when whole. page: cursor of a former page.
    processed: the pairs this answers, for the self link. ignored: names of parameters that were not understood."""

    types: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    sort: tuple[SortKey, ...] = ()
    count: int | None = None
    page: str | None = None
    total: Literal["none", "estimate", "accurate"] = "none"
    summary: Literal["true", "text", "data", "count", "false"] = "false"
    elements: tuple[str, ...] = ()
    includes: tuple[Include, ...] = ()
    processed: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
