"""Turns the clauses of a query into SQL over one current version.

Hashes for what is one piece, boxes for dates, LIKE for words, jsonpath for numbers and what belongs together. Each clause is one text
whatever its values, so that most searches are one of few statements. No part is ever null: a `not` before it is the opposite.
Source: docs/adr/0018-search-columns.md.
"""

from innsyn.record.asking import Arguments
from innsyn.record.clause_keys import keys_of
from innsyn.record.combined import parameters_of
from innsyn.record.facts import span_key
from innsyn.record.folding import folded
from innsyn.record.found_texts import shown_patterns, string_beginning, string_patterns
from innsyn.record.keys import code_key, presence_key, typed_key, wording_key
from innsyn.record.measured_paths import measured_path
from innsyn.record.moments import EARLIEST, LATEST, Box, boxes, instant_text, microseconds, overlapping
from innsyn.record.query import (
    AnyOf,
    BeganAt,
    BeginsWithin,
    Clause,
    CompositeIs,
    DateIs,
    DateWithin,
    Missing,
    NumberIs,
    QuantityIs,
    ReferenceIs,
    StringIs,
    TextHas,
    TokenIs,
    TokenText,
    TypedIdentifierIs,
    UriIs,
    Without,
)
from innsyn.record.uri_steps import above_texts, below_patterns

_ID, _LAST_UPDATED = "_id", "_lastUpdated"
_ALWAYS_THERE = frozenset((_ID, _LAST_UPDATED))


def clause_texts(clauses: tuple[Clause, ...], arguments: Arguments) -> str:
    """Write all clauses for the version `v`, adding their arguments. Returns text that begins with ` and `, or nothing.

    What a resource must have exactly is one array: most searches are one and the same statement."""
    must: list[int] = []
    texts: list[str] = []
    for clause in clauses:
        if isinstance(clause, TokenIs | ReferenceIs) and clause.parameter != _ID and not clause.negated:
            found = keys_of(clause)
            if len(found) == 1:
                must.append(found[0])
                continue
        texts.append(_text(clause, arguments))
    if must:
        texts.insert(0, f"v.keys @> {arguments.add('bigint[]', must)}")
    return "".join(f" and {text}" for text in texts)


def _text(clause: Clause, arguments: Arguments) -> str:
    match clause:
        case AnyOf(clauses):
            return f"({' or '.join(_text(each, arguments) for each in clauses) or 'false'})"
        case Without(inner):
            return f"not {_text(inner, arguments)}"
        case TokenIs(_, _, True) | ReferenceIs(_, _, True):
            return f"not {_one_piece(clause, arguments)}"
        case TokenIs() | ReferenceIs() | TypedIdentifierIs() | Missing():
            return _one_piece(clause, arguments)
        case BeganAt(rows):
            return f"(v.first_row = any({arguments.add('bigint[]', rows)}))"
        case DateIs() | DateWithin():
            return _dated(clause, arguments)
        case BeginsWithin(start, end):
            low = arguments.add("text", start.isoformat())
            high = arguments.add("text", "infinity" if end is None else end.isoformat())
            return f"(v.clinical_at >= {low}::timestamptz and v.clinical_at < {high}::timestamptz)"
        case NumberIs() | QuantityIs() | CompositeIs():
            path, values = measured_path(clause)
            named = f"{arguments.add('text', path)}::jsonpath, {arguments.add('text', values)}::jsonb"
            return f"coalesce(jsonb_path_exists(v.measured, {named}), false)"
        case _:
            return _worded(clause, arguments)


def _one_piece(clause: TokenIs | ReferenceIs | TypedIdentifierIs | Missing, arguments: Arguments) -> str:
    match clause:
        case TokenIs(parameter, any_of, _) if parameter == _ID:
            return f"(v.id = any({arguments.add('text[]', [code for _, code in any_of if code])}))"
        case TokenIs() | ReferenceIs():
            return _has_any(keys_of(clause), arguments)
        case TypedIdentifierIs(parameter, identifiers):
            return _has_any([typed_key(parameter, *one) for one in identifiers], arguments)
        case Missing(parameter, is_missing):
            if parameter in _ALWAYS_THERE:
                return "false" if is_missing else "true"
            there = _has_any([presence_key(name) for name in parameters_of(parameter)], arguments)
            return f"(not {there})" if is_missing else there


def _worded(clause: TokenText | UriIs | StringIs | TextHas, arguments: Arguments) -> str:
    match clause:
        case TextHas(parameter, words):
            return _all_like(string_patterns(parameter, folded(words).split() or [""]), arguments)
        case TokenText(parameter, words):
            wanted = folded(words).split() or [""]
            return f"({' or '.join(_all_like(shown_patterns(name, wanted), arguments) for name in parameters_of(parameter))})"
        case StringIs(parameter, any_of, "exact"):
            return _has_any([wording_key(parameter, text) for text in any_of], arguments)
        case StringIs(parameter, any_of, "contains"):
            return _any_like(string_patterns(parameter, [folded(text) for text in any_of]), arguments)
        case StringIs(parameter, any_of, "starts"):
            return _any_like([string_beginning(parameter, folded(text)) for text in any_of], arguments)
        case UriIs(parameter, any_of, "below"):
            return _any_like([pattern for uri in any_of for pattern in below_patterns(parameter, uri)], arguments)
        case UriIs(parameter, any_of, "above"):
            above = [text for uri in any_of for text in above_texts(parameter, uri)]
            return f"coalesce(v.texts && {arguments.add('text[]', above)}, false)"
        case UriIs(parameter, any_of, "exact"):
            return _has_any([code_key(parameter, uri) for uri in any_of], arguments)
    raise TypeError(f"not a clause: {type(clause).__name__}")


def _has_any(keys: list[int], arguments: Arguments) -> str:
    return f"(v.keys && {arguments.add('bigint[]', keys)})"


def _any_like(patterns: list[str], arguments: Arguments) -> str:
    return f"exists (select from unnest(v.texts) t where t like any ({arguments.add('text[]', patterns)}))"


def _all_like(patterns: list[str], arguments: Arguments) -> str:
    return f"exists (select from unnest(v.texts) t where t like all ({arguments.add('text[]', patterns)}))"


def _dated(clause: DateIs | DateWithin, arguments: Arguments) -> str:
    wanted = _boxes_of(clause)
    if clause.parameter == _LAST_UPDATED:
        return _recorded(wanted, arguments)
    flat = arguments.add("bigint[]", [bound for box in wanted for bound in box])
    return (
        f"exists (select from generate_series(1, cardinality(v.spans), 3) g, generate_series(1, cardinality({flat}), 4) b"
        f" where v.spans[g] = {arguments.add('bigint', span_key(clause.parameter))}"
        f" and v.spans[g + 1] between {flat}[b] and {flat}[b + 1] and v.spans[g + 2] between {flat}[b + 2] and {flat}[b + 3])"
    )


def _boxes_of(clause: DateIs | DateWithin) -> list[Box]:
    if isinstance(clause, DateIs):
        return [box for compared in clause.any_of for box in boxes(compared)]
    return [overlapping(microseconds(clause.start, otherwise=EARLIEST), microseconds(clause.end, otherwise=LATEST))]


def _recorded(wanted: list[Box], arguments: Arguments) -> str:
    """Compare the instant of recording, a range of one microsecond."""
    lows = arguments.add("text[]", [instant_text(max(box.start_low, box.end_low - 1)) for box in wanted])
    highs = arguments.add("text[]", [instant_text(min(box.start_high, box.end_high - 1)) for box in wanted])
    return (
        f"exists (select from unnest({lows}, {highs}) as b (low, high)"
        " where v.recorded_at between b.low::timestamptz and b.high::timestamptz)"
    )
