"""Reads the searches that stand in conditional changes: `Patient?identifier=…` as a question for the record.

Source: FHIR R4 4.0.1, http.html#ccreate, #cond-update, #cond-delete. What is not understood is refused: a change must not hit more
than was meant.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from innsyn.edge.fhir_api.search.asking import Asking
from innsyn.edge.fhir_api.search.narrowing import NOTHING
from innsyn.edge.fhir_api.search.resolving import resolve
from innsyn.fhir.search_request import read_search
from innsyn.gate.values import Query
from innsyn.kernel.outcome import Problem

if TYPE_CHECKING:
    from innsyn.gate.clients import ClientGate
    from innsyn.gate.clients.client import Client
    from innsyn.kernel.clock import Instant

_NO_CRITERIA = Problem("invalid", "a condition is a search with at least one criterion, and nothing about how its answer shall look")


def matching(gate: "ClientGate", client: "Client", now: "Instant", base: str) -> Callable[[str], Awaitable[Query | Problem]]:
    """Make the reader of one client's conditions.

    The reader takes `Type?parameters` and returns the query; its `owners` are set where the condition names whose record it is about,
    and are empty where nothing can satisfy it."""

    async def read(text: str) -> Query | Problem:
        type_, _, query = text.partition("?")
        request = read_search(type_, parse_qsl(query, keep_blank_values=True), strict=True, base=base)
        if isinstance(request, list):
            return request[0]
        is_plain = request.page is None and not request.sort and not request.includes and not request.elements
        if not request.conditions or not is_plain:
            return _NO_CRITERIA
        narrowed = await resolve(Asking(gate, client, now, base), type_, request.conditions, None)
        if isinstance(narrowed, Problem):
            return narrowed
        if narrowed == NOTHING:
            return Query((type_,), owners=())
        return Query((type_,), narrowed.clauses, owners=None if narrowed.owners is None else tuple(sorted(narrowed.owners)))

    return read
