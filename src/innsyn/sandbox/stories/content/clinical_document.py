"""A paper as a clinical document: with sections a machine can find, or wrapped around a file of another kind.

HL7 CDA R2 (2005): header, structuredBody (level 2) and nonXMLBody (level 1).
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape

from innsyn.sandbox.stories.content.paper import Block, Bullets, Heading, Paper, Paragraph, Table


@dataclass(frozen=True, slots=True)
class ClinicalHeader:
    """What the header says. ids are OIDs without `urn:oid:`.

    document_id: UUID. type: `(OID, code, name)`. number: `(OID, digits)` of the patient. author: `(given, family)`.
    custodian: `(organisation number, name)`. gender: HL7 administrative gender. period: the visit's start and end."""

    document_id: str
    type: tuple[str, str, str]
    confidentiality: str
    number: tuple[str, str]
    patient: tuple[str, str]
    gender: str
    born: str
    author: tuple[str, str]
    custodian: tuple[str, str]
    written_at: datetime
    period: tuple[datetime, datetime]


_ORGANISATIONS = "2.16.578.1.12.4.1.4.101"


def sectioned(paper: Paper, header: ClinicalHeader) -> bytes:
    """Write a paper with a structured body: one section for each heading. Returns UTF-8 bytes."""
    sections = "".join(_section(title, own) for title, own in _sections(paper))
    return _document(paper, header, f"<structuredBody>{sections}</structuredBody>")


def wrapped(paper: Paper, header: ClinicalHeader, content: bytes, media_type: str) -> bytes:
    """Wrap a file in a document whose body no machine reads. content: the file. Returns UTF-8 bytes."""
    body = f'<nonXMLBody><text mediaType="{media_type}" representation="B64">{b64encode(content).decode()}</text></nonXMLBody>'
    return _document(paper, header, body)


def _document(paper: Paper, header: ClinicalHeader, body: str) -> bytes:
    oid, code, name = header.type
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="NO"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>'
        f'<id root="{header.document_id}"/><code code="{code}" codeSystem="{oid}" displayName="{escape(name)}"/>'
        f'<title>{escape(paper.title)}</title><effectiveTime value="{_time(header.written_at)}"/>'
        f'<confidentialityCode code="{header.confidentiality}" codeSystem="2.16.840.1.113883.5.25"/>'
        f'<languageCode code="{paper.language}-NO"/>{_patient(header)}{_author(header)}{_custodian(header)}{_visit(header)}'
        f"<component>{body}</component></ClinicalDocument>\n"
    ).encode()


def _time(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S%z")


def _name(given: str, family: str) -> str:
    return f"<name><given>{escape(given)}</given><family>{escape(family)}</family></name>"


def _patient(header: ClinicalHeader) -> str:
    root, digits = header.number
    gender = f'<administrativeGenderCode code="{header.gender}" codeSystem="2.16.840.1.113883.5.1"/>'
    who = f'<patient>{_name(*header.patient)}{gender}<birthTime value="{header.born}"/></patient>'
    return f'<recordTarget><patientRole><id root="{root}" extension="{digits}"/>{who}</patientRole></recordTarget>'


def _author(header: ClinicalHeader) -> str:
    who = f'<assignedAuthor><id nullFlavor="NI"/><assignedPerson>{_name(*header.author)}</assignedPerson></assignedAuthor>'
    return f'<author><time value="{_time(header.written_at)}"/>{who}</author>'


def _custodian(header: ClinicalHeader) -> str:
    number, name = header.custodian
    organisation = f'<id root="{_ORGANISATIONS}" extension="{number}"/><name>{escape(name)}</name>'
    whose = f"<representedCustodianOrganization>{organisation}</representedCustodianOrganization>"
    return f"<custodian><assignedCustodian>{whose}</assignedCustodian></custodian>"


def _visit(header: ClinicalHeader) -> str:
    start, end = header.period
    time = f'<effectiveTime><low value="{_time(start)}"/><high value="{_time(end)}"/></effectiveTime>'
    return f"<componentOf><encompassingEncounter>{time}</encompassingEncounter></componentOf>"


def _sections(paper: Paper) -> Iterator[tuple[str, list[Block]]]:
    title, own = paper.title, list[Block]()
    for block in paper.blocks:
        if isinstance(block, Heading):
            if own:
                yield title, own
            title, own = block.words, []
        else:
            own.append(block)
    yield title, own


def _section(title: str, own: list[Block]) -> str:
    words = "".join(_narrative(block) for block in own)
    return f"<component><section><title>{escape(title)}</title><text>{words}</text></section></component>"


def _narrative(block: Block) -> str:
    match block:
        case Heading(words) | Paragraph(words):
            return f"<paragraph>{escape(words)}</paragraph>"
        case Bullets(items):
            return f"<list>{''.join(f'<item>{escape(item)}</item>' for item in items)}</list>"
        case Table(headings, rows):
            head = "".join(f"<th>{escape(each)}</th>" for each in headings)
            lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
