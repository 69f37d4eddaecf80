"""Turns one criterion of a search into the record's own clause.

Source: FHIR R4 4.0.1, search.html. Nothing is looked up here but code systems and value sets, which are carried along as tables.
"""

from datetime import UTC, datetime
from itertools import product
from typing import TypeVar

from innsyn.edge.fhir_api.search.token_sets import token_set
from innsyn.fhir.search_request.criteria import (
    CompositeValue,
    Criterion,
    DateValue,
    IsMissing,
    NumberValue,
    OfTypeValue,
    QuantityValue,
    ReferenceValue,
    SearchRequest,
    SimpleValue,
    StringValue,
    TokenValue,
    UriValue,
    Value,
)
from innsyn.gate.values import (
    AnyOf,
    Clause,
    Compared,
    CompositeIs,
    DateIs,
    DatePart,
    Missing,
    NumberIs,
    NumberPart,
    Part,
    QuantityIs,
    QuantityPart,
    ReferenceIs,
    ReferencePart,
    StringIs,
    StringPart,
    TokenIs,
    TokenPart,
    TokenText,
    TypedIdentifierIs,
    UriIs,
)
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_ABOUT = 0.1
_MOST_COMPOSITES = 500

V = TypeVar("V")


def clauses_of(request: SearchRequest, now: Instant) -> tuple[Clause, ...] | list[Problem]:
    """Turn a request that asks of the resource alone into clauses: no chain, no `_has`, no list.

    now: for `ap`, which is a tenth of the time between. Returns the clauses, all of which must hold, or what cannot be said so."""
    clauses: list[Clause] = []
    problems: list[Problem] = []
    for condition in request.conditions:
        if not isinstance(condition, Criterion | IsMissing) or _is_of_hierarchy(condition):
            problems.append(Problem("not-supported", "chains, _has, _list, near and hierarchies cannot be asked of one resource alone"))
            continue
        clause = clause_of(condition, now)
        if isinstance(clause, Problem):
            problems.append(clause)
        else:
            clauses.append(clause)
    return problems or tuple(clauses)


def clause_of(condition: Criterion | IsMissing, now: Instant) -> Clause | Problem:
    """Turn one criterion into its clause. Returns a Problem for a code system or value set that nobody here knows."""
    if isinstance(condition, IsMissing):
        return Missing(condition.parameter, condition.is_missing)
    if condition.kind == "token":
        return _token(condition)
    name, values = condition.parameter, condition.values
    match condition.kind:
        case "string":
            how = condition.modifier if condition.modifier in ("contains", "exact") else "starts"
            return StringIs(name, tuple(one.text for one in _of(StringValue, values)), how)
        case "uri":
            place = condition.modifier if condition.modifier in ("above", "below") else "exact"
            return UriIs(name, tuple(one.uri for one in _of(UriValue, values)), place)
        case "date":
            return DateIs(name, tuple(compared_date(one, now) for one in _of(DateValue, values)))
        case "number":
            return NumberIs(name, tuple(map(_number, _of(NumberValue, values))))
        case "quantity":
            return QuantityIs(name, tuple((_number(one.number), one.system, one.code) for one in _of(QuantityValue, values)))
        case "reference":
            return ReferenceIs(name, tuple(target for one in _of(ReferenceValue, values) for target in targets_of(one)))
        case _:
            return _composite(name, _of(CompositeValue, values), now)


def targets_of(value: ReferenceValue) -> tuple[str, ...]:
    """Write what a reference shall point at in the record's form: `Type/id`, an address, `system|value`."""
    if value.id is not None:
        return tuple(f"{type_}/{value.id}" for type_ in value.types)
    if value.url is not None:
        return (f"{value.url}|{value.version}" if value.version else value.url,)
    return (f"{'*' if value.system is None else value.system}|{value.value}",)


def compared_date(value: DateValue, now: Instant) -> Compared[Instant]:
    """Give a date's interval as the record compares it; `ap` is made wider by a tenth of the time between it and now."""
    low, high = value.low or _FIRST, value.high or _LAST
    if value.prefix == "ap":
        around = abs(now - low) * _ABOUT
        low, high = max(low, _FIRST + around) - around, min(high, _LAST - around) + around
    return Compared(value.prefix, low, high)


def _is_of_hierarchy(condition: Criterion | IsMissing) -> bool:
    return isinstance(condition, Criterion) and condition.kind == "reference" and condition.modifier in ("above", "below")


def _token(criterion: Criterion) -> Clause | Problem:
    name, modifier = criterion.parameter, criterion.modifier
    if modifier == "text":
        worded = tuple(TokenText(name, one.text) for one in _of(StringValue, criterion.values))
        return worded[0] if len(worded) == 1 else AnyOf(worded)
    if modifier == "of-type":
        return TypedIdentifierIs(name, tuple((one.system, one.code, one.value) for one in _of(OfTypeValue, criterion.values)))
    tokens = _of(TokenValue, criterion.values)
    if modifier in ("above", "below", "in", "not-in"):
        found = token_set(modifier, tokens, name)
        return found if isinstance(found, Problem) else TokenIs(name, found, negated=modifier == "not-in")
    return TokenIs(name, tuple((one.system, one.code) for one in tokens), negated=modifier == "not")


def _number(value: NumberValue) -> Compared:  # type: ignore[type-arg]
    return Compared(value.prefix, value.low, value.high)


def _composite(name: str, values: tuple[CompositeValue, ...], now: Instant) -> Clause | Problem:
    found = tuple(parts for value in values for parts in product(*(_parts(one, now) for one in value.parts)))
    if len(found) > _MOST_COMPOSITES:
        return Problem("too-costly", "say the type of the reference in a composite", name)
    return CompositeIs(name, found)


def _parts(value: SimpleValue, now: Instant) -> tuple[Part, ...]:
    match value:
        case TokenValue(system, code):
            return (TokenPart(system, code),)
        case StringValue(text):
            return (StringPart(text),)
        case DateValue():
            return (DatePart(compared_date(value, now)),)
        case NumberValue():
            return (NumberPart(_number(value)),)
        case QuantityValue(number, system, code):
            return (QuantityPart(_number(number), system, code),)
        case ReferenceValue():
            return tuple(map(ReferencePart, targets_of(value)))
        case UriValue(uri):
            return (TokenPart(None, uri),)


def _of(kind: type[V], values: tuple[Value, ...]) -> tuple[V, ...]:
    """Keep the values of the kind the reader gives for this parameter, which is all of them."""
    return tuple(value for value in values if isinstance(value, kind))
