"""What a condition can look at, of a version in hand: for deciding on one resource, and for explaining."""

from typing import Any

import orjson

from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Terms
from innsyn.record.condition import RowFacts
from innsyn.record.stored import Stored


def row_facts(stored: Stored) -> RowFacts:
    """Give the facts of a stored version: the same that its columns hold. A deletion has no tokens."""
    return RowFacts(
        type=stored.type,
        id=stored.id,
        custodian=stored.custodian,
        labels=stored.labels,
        recorded_at=stored.recorded_at,
        clinical_at=stored.clinical_at,
        tokens=_tokens(orjson.loads(stored.body)) if stored.body else frozenset(),
        owner=stored.owner,
    )


def _tokens(resource: dict[str, Any]) -> frozenset[tuple[str, str | None, str]]:
    return tokens_of(terms(resource))


def tokens_of(found: Terms) -> frozenset[tuple[str, str | None, str]]:
    """Give the tokens a condition can look at, of what has been found in a resource."""
    coded = {(parameter, system, code) for parameter, tokens in found.tokens.items() for system, code, _ in tokens if code is not None}
    return frozenset(coded | {(parameter, None, uri) for parameter, uris in found.uris.items() for uri in uris})
