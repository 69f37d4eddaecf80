"""Papers of a contact: the words become a file, the file a Binary, and a DocumentReference says what it is.

FHIR R4 DocumentReference as no-basis-DocumentReference 2.0.15 and IHE MHD 4.2 Comprehensive ask for it.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha1

from innsyn.kernel.systems import ACCESS_LABEL, DOCUMENT_TYPE, ORGANISATION_NUMBER
from innsyn.sandbox.people.organisations import Organisation
from innsyn.sandbox.people.resources.reference import VOLVEN, Json, coding, concept, organisation_ref, profile
from innsyn.sandbox.stories.builders.paperwork import as_clinical_document, as_paper
from innsyn.sandbox.stories.builders.telling import Telling
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.codes.document_types import DOCUMENT_GROUPS, DOCUMENT_TYPES, LABEL_NAMES, Label, group_of
from innsyn.sandbox.stories.content.html import html
from innsyn.sandbox.stories.content.paper import PaperLanguage
from innsyn.sandbox.stories.content.pdf import pdf
from innsyn.sandbox.stories.content.plain import plain

_CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
_OPEN_TO_SOMEONE = frozenset({Label.NONE, Label.SHIELDED_BY_PATIENT, Label.DELAYED, Label.PARENTS, Label.YOUTH})
_FORMAT = {
    "system": "http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode",
    "code": "urn:ihe:iti:xds:2017:mimeTypeSufficient",
    "display": "mimeType Sufficient",
}
OPENS_AT = "http://innsyn.example/fhir/StructureDefinition/opens-at"
"""When a delayed document opens for the patient. No national element exists (document-sharing, open question): our own extension."""


class Form(StrEnum):
    """What kind of file a paper becomes."""

    TEXT = "text/plain; charset=utf-8"
    HTML = "text/html; charset=utf-8"
    PDF = "application/pdf"
    CDA = "text/xml"
    WRAPPED = "text/xml; wrapped"
    FHIR = "application/fhir+json"

    @property
    def media_type(self) -> str:
        """Say the media type of the file."""
        return self.value.removesuffix("; wrapped")


@dataclass(frozen=True, slots=True)
class Content:
    """A file ready to be filed."""

    title: str
    language: PaperLanguage
    form: Form
    file: bytes


def document(
    visit: Visit,
    paper: str,
    *,
    kind: str,
    form: Form = Form.TEXT,
    label: Label | None = None,
    after: int = 0,
    replaces: Json | None = None,
    opens_in: int | None = None,
    is_draft: bool = False,
    places: Mapping[str, str] | None = None,
) -> Json:
    """Tell that a paper was written.

    paper: `life/key` of its manuscript. kind: Volven 9602. label: who may not see it, the visit's own when None.
    after: days after the visit ended. replaces: an earlier paper this one corrects. opens_in: days from today a delayed paper opens.
    is_draft: not signed yet. places: words for the manuscript. Returns a reference to the DocumentReference."""
    written_at = visit.life.instant(visit.until - after, _hour_of_writing(visit, after))
    content = _content(visit, paper, kind, form, written_at, places or {})
    slug = paper.partition("/")[2]
    filed_as = filed(visit, slug, content, kind, written_at, label or visit.label, replaces=replaces, opens_in=opens_in)
    if is_draft:
        visit.life.resources[-1]["docStatus"] = "preliminary"
        del visit.life.resources[-1]["authenticator"]
    return filed_as


def _hour_of_writing(visit: Visit, after: int) -> int:
    is_same_day = visit.until == visit.ago and after == 0
    return min(visit.start.hour + 1, 23) if is_same_day else 14


def _content(visit: Visit, paper: str, kind: str, form: Form, written_at: datetime, places: Mapping[str, str]) -> Content:
    words = as_paper(visit, paper, written_at, places)
    match form:
        case Form.HTML:
            file = html(words)
        case Form.PDF:
            file = pdf(words)
        case Form.CDA | Form.WRAPPED:
            file = as_clinical_document(visit, words, (DOCUMENT_TYPE, kind, DOCUMENT_TYPES[kind]), written_at, wrap=form is Form.WRAPPED)
        case _:
            file = plain(words)
    return Content(words.title, words.language, form, file)


def filed(
    visit: Visit,
    slug: str,
    content: Content,
    kind: str,
    written_at: datetime,
    label: Label,
    *,
    replaces: Json | None = None,
    opens_in: int | None = None,
) -> Json:
    """File a finished file under a visit. slug: part of its id. Returns a reference to the DocumentReference."""
    life = visit.life
    key = life.new_id(slug)
    binary = life.add(_binary(key, content), source=visit.unit, label=label)
    resource = _reference(visit, key, content, kind, written_at, label, binary)
    if replaces:
        resource["relatesTo"] = [{"code": "replaces", "target": replaces}]
        _supersede(life, replaces)
    if opens_in is not None:
        resource["extension"] = [{"url": OPENS_AT, "valueDateTime": life.moment(-opens_in, 8, 0)}]
    return life.add(resource, source=visit.unit)


def _binary(key: str, content: Content) -> Json:
    return {
        "resourceType": "Binary",
        "id": f"{key}-fil",
        "contentType": content.form.media_type,
        "securityContext": {"reference": f"DocumentReference/{key}"},
        "data": b64encode(content.file).decode(),
    }


def _reference(visit: Visit, key: str, content: Content, kind: str, written_at: datetime, label: Label, binary: Json) -> Json:
    life = visit.life
    return {
        "resourceType": "DocumentReference",
        "id": key,
        "meta": profile("DocumentReference"),
        "masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{life.uuid(key)}"},
        "status": "current",
        "type": concept(DOCUMENT_TYPE, kind, DOCUMENT_TYPES[kind]),
        "category": [concept(DOCUMENT_TYPE, group_of(kind), DOCUMENT_GROUPS[group_of(kind)])],
        "subject": life.patient,
        "date": written_at.isoformat(),
        "author": [visit.worker_ref, visit.unit_ref],
        "authenticator": visit.worker_ref,
        "custodian": _custodian(life.nation.legal_entity(visit.unit)),
        "description": content.title,
        "securityLabel": _security_label(label),
        "content": [{"attachment": _attachment(content, written_at, binary), "format": _FORMAT}],
        "context": _context(visit),
    }


def _custodian(keeper: Organisation) -> Json:
    return organisation_ref(keeper) | {"identifier": {"system": ORGANISATION_NUMBER, "value": keeper.number}}


def _security_label(label: Label) -> list[Json]:
    confidentiality = ("N", "normal") if label in _OPEN_TO_SOMEONE else ("V", "very restricted")
    return [
        {"coding": [coding(_CONFIDENTIALITY, *confidentiality)]},
        {"coding": [coding(ACCESS_LABEL, label.value, LABEL_NAMES[label])]},
    ]


def _attachment(content: Content, written_at: datetime, binary: Json) -> Json:
    return {
        "contentType": content.form.media_type,
        "language": content.language,
        "url": binary["reference"],
        "size": len(content.file),
        "hash": b64encode(sha1(content.file, usedforsecurity=False).digest()).decode(),
        "title": content.title,
        "creation": written_at.isoformat(),
    }


def _context(visit: Visit) -> Json:
    unit = visit.life.unit(visit.unit)
    context: Json = {
        "encounter": [visit.encounter],
        "period": {"start": visit.start.isoformat(), "end": visit.end.isoformat()},
        "sourcePatientInfo": visit.life.patient,
    }
    if unit.facility:
        context["facilityType"] = concept(f"{VOLVEN}.1305", *unit.facility)
    if unit.service:
        system, code, name = unit.service
        context["practiceSetting"] = concept(f"{VOLVEN}.{system}", code, name)
    return context


def _supersede(life: Telling, older: Json) -> None:
    for resource in life.resources:
        if f"{resource['resourceType']}/{resource['id']}" == older["reference"]:
            resource["status"] = "superseded"
