"""Turns the clauses of a query into SQL over one current version: hashes for tokens and references, spans for dates, texts for words."""

from innsyn.record.asking import Arguments
from innsyn.record.facts import EARLIEST, LATEST, microseconds, span_key
from innsyn.record.folding import folded, like_pattern
from innsyn.record.keys import code_key, identified_key, reference_key, system_key, token_key
from innsyn.record.query import Clause, DateWithin, ReferenceIs, TextHas, TokenIs

_ID, _LAST_UPDATED = "_id", "_lastUpdated"


def keys_of(clause: TokenIs | ReferenceIs) -> list[int]:
    """Hash everything a clause is satisfied by. A token without system and code is satisfied by nothing."""
    if isinstance(clause, ReferenceIs):
        return [_reference(clause.parameter, target) for target in clause.any_of]
    return [found for system, code in clause.any_of if (found := _token(clause.parameter, system, code)) is not None]


def clause_texts(clauses: tuple[Clause, ...], arguments: Arguments) -> str:
    """Write all clauses for the version `v`, adding their arguments. Returns text that begins with ` and `, or nothing.

    What a resource must have exactly is one array: most searches are one and the same statement."""
    must, texts = [], []
    for clause in clauses:
        if isinstance(clause, TokenIs | ReferenceIs) and not _is_special(clause):
            found = keys_of(clause)
            if len(found) == 1 and not _is_negated(clause):
                must.append(found[0])
                continue
            overlaps = f"v.keys && {arguments.add('bigint[]', found)}"
            texts.append(f"not ({overlaps})" if _is_negated(clause) else overlaps)
        else:
            texts.append(_other(clause, arguments))
    if must:
        texts.insert(0, f"v.keys @> {arguments.add('bigint[]', must)}")
    return "".join(f" and {text}" for text in texts)


def _other(clause: Clause, arguments: Arguments) -> str:
    match clause:
        case TokenIs(_, any_of, negated):
            within = f"v.id = any({arguments.add('text[]', [code for _, code in any_of if code])})"
            return f"not ({within})" if negated else within
        case DateWithin(parameter, start, end) if parameter == _LAST_UPDATED:
            return (
                f"v.recorded_at >= coalesce({arguments.add('timestamptz', start)}, '-infinity')"
                f" and v.recorded_at < coalesce({arguments.add('timestamptz', end)}, 'infinity')"
            )
        case DateWithin(parameter, start, end):
            return _overlap(parameter, microseconds(start, otherwise=EARLIEST), microseconds(end, otherwise=LATEST), arguments)
        case TextHas(parameter, words):
            patterns = [like_pattern(parameter, word) for word in folded(words).split()] or [like_pattern(parameter, "")]
            return f"exists (select from unnest(v.texts) t where t like all ({arguments.add('text[]', patterns)}))"
    raise TypeError(f"not a clause: {type(clause).__name__}")


def _overlap(parameter: str, start: int, end: int, arguments: Arguments) -> str:
    name = arguments.add("bigint", span_key(parameter))
    return (
        f"exists (select from generate_series(1, cardinality(v.spans), 3) g where v.spans[g] = {name}"
        f" and v.spans[g + 1] < {arguments.add('bigint', end)} and v.spans[g + 2] > {arguments.add('bigint', start)})"
    )


def _is_special(clause: TokenIs | ReferenceIs) -> bool:
    return clause.parameter == _ID


def _is_negated(clause: TokenIs | ReferenceIs) -> bool:
    return isinstance(clause, TokenIs) and clause.negated


def _token(parameter: str, system: str | None, code: str | None) -> int | None:
    """Hash one wanted token. system None: any; empty: said without a system. code None: any code of the system."""
    if code is None:
        return system_key(parameter, system) if system else None
    return code_key(parameter, code) if system is None else token_key(parameter, system or None, code)


def _reference(parameter: str, target: str) -> int:
    system, bar, value = target.partition("|")
    return identified_key(parameter, system or None, value) if bar else reference_key(parameter, target)
