"""What a search answers, and how it is drawn as a Bundle around the stored bytes.

Source: FHIR R4 4.0.1, bundle.html#searchset, search.html#summary, #elements.
"""

from dataclasses import dataclass

import orjson

from innsyn.edge.fhir_api.bundles import BundleEntry, Link, bundle
from innsyn.fhir.outcome import operation_outcome
from innsyn.fhir.search_request import SearchRequest
from innsyn.fhir.subset import elements, summary
from innsyn.gate.values import Stored
from innsyn.kernel.outcome import Problem


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A page. matches: what was found, in order. included: what comes along. total: of matches, when it was asked for.

    links: self, and next when there is more. ignored: names of parameters that were not understood."""

    base: str
    request: SearchRequest
    matches: tuple[Stored, ...] = ()
    included: tuple[Stored, ...] = ()
    total: int | None = None
    links: tuple[Link, ...] = ()
    ignored: tuple[str, ...] = ()


def searchset(answer: SearchAnswer) -> bytes:
    """Draw the answer as a Bundle in JSON: resources as the bytes that were stored, unless a summary was asked for."""
    entries = [_entry(answer, stored, "match") for stored in answer.matches]
    entries += [_entry(answer, stored, "include") for stored in answer.included]
    if answer.ignored:
        entries.append(BundleEntry(None, _ignored(answer.ignored), {"search": {"mode": "outcome"}}))
    return bundle("searchset", entries, links=answer.links, total=answer.total)


def _entry(answer: SearchAnswer, stored: Stored, mode: str) -> BundleEntry:
    return BundleEntry(f"{answer.base}/{stored.type}/{stored.id}", _shown(answer.request, stored.body, mode), {"search": {"mode": mode}})


def _shown(request: SearchRequest, body: bytes, mode: str) -> bytes:
    if request.elements and mode == "match":
        return elements(body, list(request.elements))
    return summary(body, request.summary) if request.summary in ("true", "text", "data") else body


def _ignored(names: tuple[str, ...]) -> bytes:
    text = f"not understood and ignored: {', '.join(dict.fromkeys(names))}. Send Prefer: handling=strict to have such a search refused"
    return orjson.dumps(operation_outcome([Problem("not-supported", text, severity="warning")]))
