"""Decides about documents: what is new, which years stand together, what a saved file is called. Pure."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from innsyn.features.documents.document import Document
from innsyn.kernel.clock import NORWAY, Instant

NEW_FOR = timedelta(days=14)
"""How long a document counts as new after it reached the record."""

RECENT = timedelta(days=90)
"""How lately it must have been written to be new: a record that moves in whole is not all new."""

_ENDINGS = {
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/hl7-v3+xml": "xml",
    "application/fhir+json": "json",
    "application/fhir+xml": "xml",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/gif": "gif",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/zip": "zip",
}


def is_new(document: Document, *, now: Instant) -> bool:
    """Say whether a document came within `NEW_FOR` before `now` and was written within `RECENT`: without a date it was not."""
    written_at = document.at.start if document.at else None
    return written_at is not None and now - written_at < RECENT and timedelta(0) <= now - document.stored_at < NEW_FOR


def by_year(documents: Iterable[Document]) -> tuple[tuple[int | None, tuple[Document, ...]], ...]:
    """Put documents under the year they were written in Norway, in the order they came; None is for those without a date."""
    return tuple((year, tuple(group)) for year, group in groupby(documents, key=_year))


def file_name(document: Document, media_type: str) -> str:
    """Name a saved file by its day and form, nothing about the person: `dokument-2026-03-12.pdf`."""
    day = document.at.start.astimezone(NORWAY).date().isoformat() if document.at and document.at.start else "uten-dato"
    return f"dokument-{day}.{_ENDINGS.get(media_type, 'bin')}"


def _year(document: Document) -> int | None:
    return document.at.start.astimezone(NORWAY).year if document.at and document.at.start else None


def beside(documents: Sequence[Document], document_id: str) -> tuple[Document | None, Document | None]:
    """Say which documents stand next to one in a list that is newest first: the newer and the older, None at the ends of the list."""
    places = [place for place, each in enumerate(documents) if each.id == document_id]
    if not places:
        return None, None
    place = places[0]
    return (documents[place - 1] if place else None), (documents[place + 1] if place + 1 < len(documents) else None)
