"""Asks the gate for documents: the list, one, its content and its neighbours. Where things stand in them is `from_fhir.py`'s to know."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from innsyn.features.documents.content.attached import Attached, attached, decoded
from innsyn.features.documents.document import Content, Document
from innsyn.features.documents.from_fhir import document as read_document
from innsyn.features.documents.selection import Selection
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.gate.values import Found, Query, ReferenceIs, Stored
from innsyn.gate.visit import Visit
from innsyn.gate.withheld import Withheld
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

PAGE = 25
"""Documents on one page of the list."""

SEARCHED = 500
"""Documents looked through for words at a time."""

_TYPE = ("DocumentReference",)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, newest first. next: position of the next, None at the end. total: how many there are, None when not counted."""

    documents: tuple[Document, ...]
    next: str | None
    total: int | None


async def documents(gate: Gate, visit: Visit, chosen: Selection, *, now: Instant) -> Page:
    """Read one page of the list in one statement. A position that belongs to no list is the beginning."""
    count = SEARCHED if chosen.words else PAGE
    query = Query(_TYPE, chosen.clauses(), count=count, after=chosen.after or None, with_total=not chosen.words)
    found = await gate.search(visit, query, now)
    if isinstance(found, Problem) and chosen.after:
        return await documents(gate, visit, replace(chosen, after=""), now=now)
    if not isinstance(found, Found):
        return Page((), None, None)
    return Page(tuple(map(read_document, found.rows)), found.next, found.total)


async def replacing(gate: Gate, visit: Visit, document_id: str, *, now: Instant) -> str | None:
    """Say the id of the newer document that replaces one; None when there is none, or none the reader may see."""
    query = Query(_TYPE, (ReferenceIs("relatesto", (f"DocumentReference/{document_id}",)),), count=10)
    found = await gate.search(visit, query, now)
    read = map(read_document, found.rows) if isinstance(found, Found) else ()
    return next((each.id for each in read if document_id in each.replaces), None)


async def newest(gate: Gate, visit: Visit, count: int, *, now: Instant) -> tuple[Document, ...]:
    """Read the newest documents in one statement."""
    found = await gate.search(visit, Query(_TYPE, count=count), now)
    return tuple(map(read_document, found.rows)) if isinstance(found, Found) else ()


async def document(gate: Gate, visit: Visit, document_id: str, *, now: Instant) -> Document | Refused | None:
    """Read one document's description.

    Returns None for what does not exist and for what looks so to this reader, Refused when the reason may be told; all are logged."""
    answer = await gate.read(visit, "DocumentReference", document_id, now)
    return read_document(answer) if isinstance(answer, Stored) else answer


async def content(gate: Gate, visit: Visit, document: Document, content: Content, *, now: Instant) -> Attached | str:
    """Read the bytes of one form of a document the reader has been let in to.

    Returns the bytes, or the text key that says why there are none."""
    attachment = content.attachment
    if attachment.get("data") is not None:
        octets = decoded(attachment["data"])
        return "documents.content.broken" if octets is None else attached(octets, str(attachment.get("contentType") or ""))
    url = str(attachment.get("url") or "")
    return await _referred(gate, visit, document, attachment, now) if url else "documents.content.absent"


async def source_names(gate: Gate, numbers: Iterable[str | None]) -> Mapping[str, str]:
    """Say the names of organisations by their numbers; what is empty or unknown is left out."""
    return {number: organisation.name for number in set(numbers) if number and (organisation := await gate.directory.organisation(number))}


async def _referred(gate: Gate, visit: Visit, document: Document, attachment: dict[str, Any], now: Instant) -> Attached | str:
    url = str(attachment["url"])
    if not url.startswith("Binary/"):
        return "documents.content.elsewhere"
    stored = await gate.content(visit, document.id, url, now)
    if not isinstance(stored, Stored) or stored.deleted:
        return "documents.content.absent"
    binary = json.loads(stored.body)
    octets = decoded(binary.get("data"))
    stated = str(attachment.get("contentType") or binary.get("contentType") or "")
    return "documents.content.broken" if octets is None else attached(octets, stated)


async def withheld(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Withheld, ...]:
    """Read that documents are withheld from this reader, where the law lets her know: one statement."""
    return await gate.withheld(visit, now)
