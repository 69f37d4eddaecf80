"""What each clause means, said slowly over the terms of a resource: the answer the SQL must give.

Source: FHIR R4 4.0.1, search.html. Nothing here knows of hashes, arrays or patterns.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from innsyn.fhir.clinical_dates import clinical_date
from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Interval, Quantity, Reference, Token
from innsyn.record.folding import folded
from innsyn.record.query import (
    AnyOf,
    BeginsWithin,
    CompositeIs,
    DateIs,
    DatePart,
    DateWithin,
    Missing,
    NumberIs,
    NumberPart,
    QuantityIs,
    QuantityPart,
    ReferenceIs,
    ReferencePart,
    StringIs,
    StringPart,
    TextHas,
    TokenIs,
    TokenPart,
    TokenText,
    TypedIdentifierIs,
    UriIs,
    Without,
)

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def satisfies(resource, clause, *, id_=None, recorded_at=None):
    """Say whether a parsed resource satisfies a clause."""
    found = terms(resource)

    def says(clause):
        match clause:
            case AnyOf(clauses):
                return any(says(each) for each in clauses)
            case Without(inner):
                return not says(inner)
            case TokenIs("_id", any_of, negated):
                return (id_ in [code for _, code in any_of]) is not negated
            case TokenIs(name, any_of, negated):
                tokens = [(one.system, one.code) for one in found.tokens.get(name, ())] + [(None, uri) for uri in found.uris.get(name, ())]
                return any(is_token(token, wanted) for token in tokens for wanted in any_of) is not negated
            case TypedIdentifierIs(name, any_of):
                return any(
                    is_system(one.system, system) and (one.code, one.value) == (code, value)
                    for one in found.typed.get(name, ())
                    for system, code, value in any_of
                )
            case TokenText(name, words):
                shown = [folded(one.text) for one in found.tokens.get(name, ()) if one.text]
                return any(all(word in text for word in folded(words).split()) for text in shown)
            case ReferenceIs(name, any_of, negated):
                return any(is_reference(one, wanted) for one in found.references.get(name, ()) for wanted in any_of) is not negated
            case UriIs(name, any_of, how):
                return any(is_uri(one, wanted, how) for one in found.uris.get(name, ()) for wanted in any_of)
            case StringIs(name, any_of, how):
                return any(is_string(one, wanted, how) for one in found.strings.get(name, ()) for wanted in any_of)
            case TextHas(name, words):
                return any(all(word in folded(one) for word in folded(words).split()) for one in found.strings.get(name, ()))
            case DateWithin("_lastUpdated", start, end):
                return (start or FIRST) <= recorded_at < (end or LAST)
            case DateWithin(name, start, end):
                return any(overlaps(one, start or FIRST, end or LAST) for one in found.dates.get(name, ()))
            case BeginsWithin(start, end):
                begins = clinical_date(resource)
                return begins is not None and start <= begins < (end or LAST)
            case DateIs("_lastUpdated", any_of):
                instant = Interval(recorded_at, recorded_at + timedelta(microseconds=1))
                return any(is_date(instant, compared) for compared in any_of)
            case DateIs(name, any_of):
                return any(is_date(one, compared) for one in found.dates.get(name, ()) for compared in any_of)
            case NumberIs(name, any_of):
                return any(is_amount(one, one, compared) for one in found.numbers.get(name, ()) for compared in any_of)
            case QuantityIs(name, any_of):
                return any(is_quantity(one, *wanted) for one in found.quantities.get(name, ()) for wanted in any_of)
            case CompositeIs(name, any_of):
                return any(
                    all(any(is_part(one, part) for one in component) for component, part in zip(occurrence, wanted, strict=True))
                    for occurrence in found.composites.get(name, ())
                    for wanted in any_of
                )
            case Missing("_id" | "_lastUpdated", is_missing):
                return not is_missing
            case Missing(name, is_missing):
                kinds = (found.tokens, found.references, found.dates, found.strings, found.numbers, found.quantities, found.uris)
                return any(name in kind for kind in (*kinds, found.composites)) is not is_missing
        raise AssertionError(clause)

    return says(clause)


def is_system(system, wanted):
    """None: any. Empty: none."""
    return wanted is None or (system or "") == (canonical_system(wanted) if wanted else "")


def is_token(token, wanted):
    """A token without system and code is none."""
    system, code = wanted
    if code is None:
        return bool(system) and is_system(token[0], system)
    return token[1] == code and is_system(token[0], system)


def is_reference(one, wanted):
    """By address, by canonical address with or without its version, or by identifier."""
    system, bar, value = wanted.partition("|")
    address = one.address or one.url
    if address == wanted or (address and address.partition("|")[0] == wanted):
        return True
    return bool(bar) and one.value == value and (system == "*" or is_system(one.system, system))


def is_uri(uri, wanted, how):
    """The same; or one is the other with more steps."""
    if how == "exact":
        return uri == wanted
    lower, upper = (uri, wanted) if how == "below" else (wanted, uri)
    if lower == upper:
        return True
    if "://" not in upper or "://" not in lower:
        return False
    if how == "below" and not upper.endswith("/") and lower.startswith(upper + "|"):
        return True
    return lower.rstrip("/") == upper.rstrip("/") or lower.startswith(upper.rstrip("/") + "/")


def is_string(text, wanted, how):
    """Case and accents count only when it must be exact."""
    if how == "exact":
        return text == wanted
    return folded(wanted) in folded(text) if how == "contains" else folded(text).startswith(folded(wanted))


def overlaps(one, start, end):
    """Two half-open ranges."""
    return (one.start or FIRST) < end and start < (one.end or LAST)


def is_date(one, compared):
    """R4's table of prefixes, with the words it has there."""
    start, end, low, high = one.start or FIRST, one.end or LAST, compared.low, compared.high
    contains = low <= start and end <= high
    above_intersects, below_intersects = end > high, start < low
    return {
        "eq": contains,
        "ne": not contains,
        "gt": above_intersects,
        "lt": below_intersects,
        "ge": above_intersects or contains,
        "le": below_intersects or contains,
        "sa": start >= high,
        "eb": end <= low,
        "ap": overlaps(one, low, high),
    }[compared.prefix]


def is_amount(low, high, compared):
    """A closed range, None where open, beside the searched number."""
    bottom, top = Decimal("-Infinity") if low is None else low, Decimal("Infinity") if high is None else high
    begin, end = compared.low, compared.high
    stated = (begin + end) / 2
    contains = begin <= bottom and (top < end or (begin == end == top))
    return {
        "eq": contains,
        "ne": not contains,
        "gt": top > stated,
        "lt": bottom < stated,
        "ge": top >= stated,
        "le": bottom <= stated,
        "sa": bottom > stated,
        "eb": top < stated,
        "ap": top >= begin and (bottom < end or bottom == begin == end),
    }[compared.prefix]


def is_quantity(one, compared, system, code):
    """Number and unit."""
    if code is None:
        is_unit = not system or one.system == canonical_system(system)
    elif system:
        is_unit = (one.system, one.code) == (canonical_system(system), code)
    else:
        is_unit = code in (one.code, one.unit)
    return is_unit and is_amount(one.low, one.high, compared)


def is_part(one, part):
    """One component of a composite."""
    match one, part:
        case Token(), TokenPart(system, code):
            return is_token((one.system, one.code), (system, code))
        case Reference(), ReferencePart(target):
            return is_reference(one, target)
        case Interval(), DatePart(compared):
            return is_date(one, compared)
        case Quantity(), QuantityPart(compared, system, code):
            return is_quantity(one, compared, system, code)
        case Decimal(), NumberPart(compared):
            return is_amount(one, one, compared)
        case str(), StringPart(text):
            return folded(one).startswith(folded(text))
    return False
