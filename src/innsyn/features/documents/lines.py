"""What the templates draw of a document: words in the reader's language beside what was read."""

from collections.abc import Mapping
from dataclasses import dataclass

from innsyn.features.documents.document import Document, State
from innsyn.features.documents.names import authors, kind, title
from innsyn.features.documents.rules import is_new
from innsyn.fhir.dates import Interval
from innsyn.gate.withheld import Withheld
from innsyn.kernel.clock import Instant
from innsyn.web import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list, and the top of the page when it is open.

    kind: the type in plain words, empty when unknown. source: name of the organisation, empty when unknown."""

    id: str
    title: str
    kind: str
    at: Interval | None
    authors: tuple[str, ...]
    state: State
    is_new: bool
    source: str
    stored_at: Instant
    replaces: tuple[str, ...]


def entry(document: Document, sources: Mapping[str, str], language: Language, *, now: Instant) -> Entry:
    """Make the line of one document. sources: organisation number to name."""
    return Entry(
        id=document.id,
        title=title(document, language),
        kind=kind(document, language),
        at=document.at if document.at and document.at.start else None,
        authors=authors(document),
        state=document.state,
        is_new=is_new(document, now=now),
        source=sources.get(document.source, ""),
        stored_at=document.stored_at,
        replaces=document.replaces,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldEntry:
    """A document the reader may know of and not open. reason: text key. law: its paragraph."""

    at: Instant | None
    source: str
    reason: str
    law: str


def withheld_entry(withheld: Withheld, sources: Mapping[str, str]) -> WithheldEntry:
    """Make the line of a withheld document: neither its title nor its type nor who wrote it is known here."""
    return WithheldEntry(at=withheld.clinical_at, source=sources.get(withheld.custodian or "", ""), reason=withheld.text, law=withheld.law)
