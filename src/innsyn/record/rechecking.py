"""Looks once more at what hashes found: two terms can share a hash, and then the wrong resource is on the page.

Nearly always the wanted code stands in the body letter by letter, which is a microsecond to see: then hash and letters agree. Only
otherwise is the body decoded and its terms are found again.
"""

import json
from collections.abc import Sequence
from typing import Any

import orjson

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Reference, Terms
from innsyn.record.found_keys import targets_of
from innsyn.record.query import Clause, ReferenceIs, TokenIs
from innsyn.record.stored import Stored


def exactly(found: Sequence[Stored], clauses: tuple[Clause, ...]) -> tuple[Stored, ...]:
    """Keep those that satisfy every token and reference clause in truth, not only by hash."""
    kept = found
    for clause in clauses:
        if isinstance(clause, TokenIs | ReferenceIs) and clause.parameter != "_id" and not clause.negated:
            letters = _letters(clause)
            kept = [one for one in kept if any(each in one.body for each in letters) or _is_true(one.body, clause)]
    return tuple(kept)


def has_identifier(body: bytes, system: str, value: str) -> bool:
    """Say whether the resource carries exactly this identifier."""
    return _is_true(body, TokenIs("identifier", ((system, value),)))


def _letters(clause: TokenIs | ReferenceIs) -> list[bytes]:
    """Write what a resource that satisfies the clause nearly always says: the code in quotes, or the end of a reference."""
    words = [code for _, code in clause.any_of] if isinstance(clause, TokenIs) else [_last(target) for target in clause.any_of]
    return [json.dumps(word, ensure_ascii=False)[1:].encode("utf-8", "replace") for word in words if word is not None]


def _last(target: str) -> str:
    return target.rpartition("|")[2] if "|" in target else target.rpartition("/")[2]


def _is_true(body: bytes, clause: TokenIs | ReferenceIs) -> bool:
    resource: dict[str, Any] = orjson.loads(body)
    found = terms(resource)
    return _has_token(found, clause) if isinstance(clause, TokenIs) else _has_reference(found, clause)


def _has_token(found: Terms, clause: TokenIs) -> bool:
    tokens = [(token.system, token.code) for token in found.tokens.get(clause.parameter, ())]
    tokens += [(None, uri) for uri in found.uris.get(clause.parameter, ())]
    return any(_fits(system, code, token) for system, code in clause.any_of for token in tokens)


def _fits(system: str | None, code: str | None, token: tuple[str | None, str | None]) -> bool:
    wanted = canonical_system(system) if system else system
    return (wanted is None or wanted == (token[0] or "")) and (code is None or code == token[1])


def _has_reference(found: Terms, clause: ReferenceIs) -> bool:
    references = found.references.get(clause.parameter, ())
    return any(_points_at(one, target) for one in references for target in clause.any_of)


def _points_at(one: Reference, target: str) -> bool:
    if target in targets_of(one):
        return True
    system, bar, value = target.partition("|")
    if not bar or one.value != value:
        return False
    return system == "*" or (one.system or "") == (canonical_system(system) if system else "")
