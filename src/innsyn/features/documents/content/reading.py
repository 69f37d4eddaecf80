"""Decides how a document is put before the reader: as words, as a picture, in the browser's viewer, or only to be kept."""

from dataclasses import dataclass
from typing import ClassVar

from innsyn.features.documents.content import any_xml, cda, structured, xml
from innsyn.features.documents.content.attached import Attached
from innsyn.features.documents.content.blocks import Block, CleanHtml, Fact, Preformatted
from innsyn.features.documents.content.html import cleaned
from innsyn.features.documents.content.picture_size import is_reasonable
from innsyn.features.documents.content.recognise import kind, words

MAX_TEXT = 2_000_000
"""Characters of plain text drawn in a page; more is only to be kept."""

_MAX_WRAPPINGS = 2


@dataclass(frozen=True, slots=True)
class Words:
    """A document drawn by us. facts: what it says of itself. is_fallback: drawn without knowing its form."""

    kind: ClassVar[str] = "words"
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class InViewer:
    """A PDF: shown by the browser's own viewer. facts: what a clinical document round it says."""

    kind: ClassVar[str] = "viewer"
    octets: bytes
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class AsPicture:
    """A PNG or JPEG whose bytes were recognised."""

    kind: ClassVar[str] = "picture"
    octets: bytes
    media_type: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class OnlyToKeep:
    """A document that is not drawn. reason: text key that says why and what to do."""

    kind: ClassVar[str] = "keep"
    reason: str
    facts: tuple[Fact, ...] = ()


Shown = Words | InViewer | AsPicture | OnlyToKeep


def shown(attached: Attached, facts: tuple[Fact, ...] = (), *, wrappings: int = 0) -> Shown:
    """Decide how to show some bytes; whatever cannot be shown safely and rightly is only to be kept, never half shown.

    facts: what a document wrapped round these bytes says. wrappings: how many such documents there were."""
    match kind(attached):
        case "pdf":
            return InViewer(attached.octets, facts)
        case "picture" if is_reasonable(attached.octets):
            return AsPicture(attached.octets, attached.declared_type, facts)
        case "text":
            return _plain(attached, facts)
        case "html":
            return _html(attached, facts)
        case "xml":
            return _xml(attached, facts, wrappings)
        case "fhir_json":
            return _fhir(attached)
        case "mislabelled":
            return OnlyToKeep("documents.content.mislabelled", facts)
        case _:
            return OnlyToKeep("documents.content.unknown_form", facts)


def _plain(attached: Attached, facts: tuple[Fact, ...]) -> Shown:
    text = words(attached) or ""
    if len(text) > MAX_TEXT:
        return OnlyToKeep("documents.content.too_large", facts)
    return Words((Preformatted(text),), facts) if text.strip() else OnlyToKeep("documents.content.empty", facts)


def _html(attached: Attached, facts: tuple[Fact, ...]) -> Shown:
    text = words(attached)
    if text is None:
        return OnlyToKeep("documents.content.mislabelled", facts)
    safe = cleaned(text)
    if safe is None:
        return OnlyToKeep("documents.content.too_large", facts)
    return Words((CleanHtml(safe),), facts) if safe.strip() else OnlyToKeep("documents.content.empty", facts)


def _xml(attached: Attached, facts: tuple[Fact, ...], wrappings: int) -> Shown:
    root = xml.parsed(attached.octets)
    if isinstance(root, xml.Unreadable):
        return OnlyToKeep(root.reason, facts)
    if not cda.is_clinical(root):
        return Words(any_xml.blocks(root), facts, is_fallback=True)
    document = cda.clinical(root)
    if document.wrapped is None:
        return Words(document.sections, document.facts) if document.sections else OnlyToKeep("documents.content.empty", document.facts)
    if wrappings >= _MAX_WRAPPINGS:
        return OnlyToKeep("documents.content.too_large", document.facts)
    return shown(document.wrapped, document.facts, wrappings=wrappings + 1)


def _fhir(attached: Attached) -> Shown:
    resource = structured.parsed(attached.octets)
    if resource is None:
        return OnlyToKeep("documents.content.broken")
    blocks = structured.sections(resource)
    return Words(blocks, structured.facts(resource)) if blocks else OnlyToKeep("documents.content.empty", structured.facts(resource))
