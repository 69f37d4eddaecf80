"""What stands beside an open document: what is known about it, what it says itself, and the forms it exists in."""

from collections.abc import Mapping
from datetime import date, datetime

from innsyn.features.documents.content.attached import Attached, integrity
from innsyn.features.documents.content.reading import OnlyToKeep, Shown
from innsyn.features.documents.document import Document
from innsyn.features.documents.names import authors, kind
from innsyn.fhir.dates import Interval
from innsyn.web import Language

_FORM_NAMES = {
    "application/pdf": "PDF",
    "text/plain": "TXT",
    "text/html": "HTML",
    "text/xml": "XML",
    "application/xml": "XML",
    "application/hl7-v3+xml": "XML",
    "application/fhir+json": "FHIR",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
}

Pairs = list[tuple[str, str]]


def details(document: Document, octets: Attached | None, form: int, sources: Mapping[str, str], language: Language) -> Pairs:
    """Say what is known about a document. octets: its content, when there is one. form: which of its forms."""
    t = language.t
    pairs = [
        (t("documents.read.type"), kind(document, language) or t("documents.type_unknown")),
        (t("documents.read.date"), _when(document.at, language) or t("documents.read.date_unknown")),
        (t("documents.read.authors"), " · ".join(authors(document)) or t("documents.read.date_unknown")),
        (t("documents.read.source"), sources.get(document.source) or t("documents.source_unknown")),
        (t("documents.read.state"), t(f"documents.state.{document.state}")),
        (t("documents.read.stored"), language.instant(document.stored_at)),
    ]
    if octets is not None:
        checked = integrity(octets.octets, document.contents[form].attachment)
        pairs += [
            (t("documents.read.size"), f"{_form_name(octets.declared_type, language)}, {language.size(len(octets.octets))}"),
            (t("documents.read.integrity"), t(f"documents.integrity.{checked}")),
        ]
    if document.version > 1:
        pairs.append((t("documents.read.version"), str(document.version)))
    return [(str(name), str(value)) for name, value in pairs]


def own_facts(drawn: Shown, language: Language) -> Pairs:
    """Say what a clinical document says of itself in its header."""
    if isinstance(drawn, OnlyToKeep) and not drawn.facts:
        return []
    return [(str(language.t(fact.label)), _words(fact.value, language)) for fact in drawn.facts]


def forms(document: Document, form: int, here: str, language: Language) -> list[tuple[str, str, bool]]:
    """Say the forms a document exists in, when there is more than one: words, address, and whether it is the one shown."""
    if len(document.contents) < 2:
        return []
    return [
        (
            str(language.t("documents.read.form", n=number + 1, form=_form_name(each.media_type, language))),
            f"{here}?form={number + 1}",
            number == form,
        )
        for number, each in enumerate(document.contents)
    ]


def _form_name(media_type: str, language: Language) -> str:
    return _FORM_NAMES.get(media_type) or media_type or str(language.t("documents.read.form_unknown"))


def _when(at: Interval | None, language: Language) -> str:
    """Say when, as exact as it was given."""
    if at is None or at.start is None:
        return ""
    days = (at.end - at.start).days if at.end else 1
    if days > 31:
        return str(at.start.year)
    return language.month(at.start) if days > 1 else language.date(at.start) if days == 1 else language.instant(at.start)


def _words(value: str | date | datetime, language: Language) -> str:
    if isinstance(value, datetime):
        return language.instant(value)
    return language.date(value) if isinstance(value, date) else value
