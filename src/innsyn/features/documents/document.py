"""What a document is to a reader: one line in the list, and what stands beside it when it is open."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from innsyn.fhir.dates import Interval
from innsyn.kernel.clock import Instant


class State(StrEnum):
    """How a document stands. Also the last word of its text key, `documents.state.<state>`."""

    CURRENT = "current"
    AMENDED = "amended"
    SUPERSEDED = "superseded"
    MISTAKE = "mistake"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote. name: as the document says. profession: Volven 9060 code or empty. role: the sender's words for it, or empty."""

    name: str
    profession: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One form of a document. attachment: FHIR R4 Attachment as it came. media_type: as stated, without parameters, maybe empty."""

    attachment: dict[str, Any]
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document.

    type: Volven 9602 code (`A03-2`) or empty. type_text: the sender's words for it. group: Volven 9602 level 1 (`A00-1`) or empty.
    at: when it was written, as exact as given, None when unknown. source: organisation number or empty. replaces: ids of documents
    of ours that it replaces. stored_at: when it reached this record."""

    id: str
    title: str
    type: str
    type_text: str
    group: str
    at: Interval | None
    authors: tuple[Author, ...]
    source: str
    state: State
    contents: tuple[Content, ...]
    replaces: tuple[str, ...]
    version: int
    stored_at: Instant
    description: str = ""
