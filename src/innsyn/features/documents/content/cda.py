"""Reads a clinical document: what it says of itself, its sections, or the file it wraps.

HL7 CDA R2 (2005), ClinicalDocument: header, structuredBody, nonXMLBody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from innsyn.features.documents.content.attached import Attached, attached, decoded
from innsyn.features.documents.content.blocks import Fact, Section
from innsyn.features.documents.content.hl7_time import moment
from innsyn.features.documents.content.media import picture
from innsyn.features.documents.content.narrative import Pictures, blocks
from innsyn.features.documents.content.xml import line, name, namespace, text

NAMESPACE = "urn:hl7-org:v3"
_H = {"h": NAMESPACE}


@dataclass(frozen=True, slots=True)
class Clinical:
    """A clinical document that was read. wrapped: the file in a nonXMLBody, else None and `sections` hold the words."""

    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    wrapped: Attached | None


def is_clinical(root: etree._Element) -> bool:
    """Say whether the root is a clinical document."""
    return namespace(root) == NAMESPACE and name(root) == "ClinicalDocument"


def clinical(root: etree._Element) -> Clinical:
    """Read a clinical document whose root `is_clinical`. What is missing is left out; nothing is taken from coded entries."""
    wrapped = root.find("h:component/h:nonXMLBody/h:text", _H)
    pictures = dict(found for media in root.iter(f"{{{NAMESPACE}}}observationMedia") if (found := picture(media)))
    body = root.find("h:component/h:structuredBody", _H)
    sections = tuple(_sections(body, pictures)) if body is not None else ()
    return Clinical(tuple(_facts(root)), sections, None if wrapped is None else _unwrapped(wrapped))


def _sections(parent: etree._Element, pictures: Pictures) -> Iterator[Section]:
    for section in parent.findall("h:component/h:section", _H):
        narrative = section.find("h:text", _H)
        own = blocks(narrative, pictures) if narrative is not None else ()
        yield Section(_line(section.find("h:title", _H)), (*own, *_sections(section, pictures)))


def _unwrapped(file: etree._Element) -> Attached:
    declared = file.get("mediaType") or "text/plain"
    if file.get("representation") == "B64":
        return attached(decoded(text(file)) or b"", declared)
    return attached(text(file).encode(), f"{declared}; charset=utf-8")


def _facts(root: etree._Element) -> Iterator[Fact]:
    for label, value in (
        ("documents.fact.title", _line(root.find("h:title", _H))),
        ("documents.fact.written", moment(_value(root.find("h:effectiveTime", _H)))),
        ("documents.fact.author", _people(root, "h:author/h:assignedAuthor")),
        ("documents.fact.signed_by", _people(root, "h:legalAuthenticator/h:assignedEntity")),
        ("documents.fact.organisation", _line(root.find(".//h:representedCustodianOrganization/h:name", _H))),
        ("documents.fact.from", moment(_value(root.find("h:componentOf/h:encompassingEncounter/h:effectiveTime/h:low", _H)))),
        ("documents.fact.to", moment(_value(root.find("h:componentOf/h:encompassingEncounter/h:effectiveTime/h:high", _H)))),
    ):
        if value:
            yield Fact(label, value)


def _people(root: etree._Element, path: str) -> str:
    return ", ".join(filter(None, (_line(person.find("h:assignedPerson/h:name", _H)) for person in root.findall(path, _H))))


def _line(element: etree._Element | None) -> str:
    return "" if element is None else line(element)


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get("value")
