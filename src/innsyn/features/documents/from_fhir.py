"""Reads FHIR R4 DocumentReference: the only file here that knows where things stand in it.

HL7 Norway no-basis-DocumentReference 2.0.15; IHE MHD 4.2. What is missing is left out; nothing is guessed.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from innsyn.features.documents.document import Author, Content, Document, State
from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.dates import Interval, norwegian_interval
from innsyn.gate.values import Stored
from innsyn.kernel import systems

Resource = Mapping[str, Any]

_STATES = {"superseded": State.SUPERSEDED, "entered-in-error": State.MISTAKE}
_DOC_STATES = {"preliminary": State.DRAFT, "amended": State.AMENDED, "entered-in-error": State.MISTAKE}


def document(stored: Stored) -> Document:
    """Read one stored DocumentReference."""
    body: Resource = json.loads(stored.body, parse_float=Decimal)
    contents = tuple(_contents(body))
    return Document(
        id=stored.id,
        title=_title(body, contents),
        type=_code(body.get("type"), systems.DOCUMENT_TYPE),
        type_text=_said(body.get("type")),
        group=next((code for each in body.get("category", ()) if (code := _code(each, systems.DOCUMENT_TYPE))), ""),
        at=_at(body, contents),
        authors=tuple(_author(each, body) for each in body.get("author", ())),
        source=stored.custodian or "",
        state=_STATES.get(str(body.get("status"))) or _DOC_STATES.get(str(body.get("docStatus")), State.CURRENT),
        contents=contents,
        replaces=tuple(_replaces(body)),
        version=stored.version,
        stored_at=stored.recorded_at,
        description=str(body.get("description") or ""),
    )


def _title(body: Resource, contents: tuple[Content, ...]) -> str:
    """Say the title: the content's own, else the description, else the type's words."""
    own = next((str(each.attachment["title"]) for each in contents if each.attachment.get("title")), "")
    return own or str(body.get("description") or "") or _said(body.get("type"))


def _contents(body: Resource) -> Iterator[Content]:
    for each in body.get("content", ()):
        attachment = each.get("attachment") or {}
        yield Content(attachment, str(attachment.get("contentType") or "").partition(";")[0].strip().lower())


def _at(body: Resource, contents: tuple[Content, ...]) -> Interval | None:
    """Say when it was written, in the order the record sorts by: the content's creation, the visit's end, its start, the entry's date."""
    period = (body.get("context") or {}).get("period") or {}
    stated = [contents[0].attachment.get("creation") if contents else None, period.get("end"), period.get("start"), body.get("date")]
    return next((found for text in stated if (found := norwegian_interval(text))), None)


def _replaces(body: Resource) -> Iterator[str]:
    for each in body.get("relatesTo", ()):
        resource_type, _, resource_id = str((each.get("target") or {}).get("reference") or "").partition("/")
        if each.get("code") == "replaces" and resource_type == "DocumentReference" and resource_id:
            yield resource_id


def _author(reference: Resource, body: Resource) -> Author:
    """Read an author: the reference's own words, else the contained person's."""
    inner = _contained(str(reference.get("reference") or ""), body)
    person = _contained(str((inner.get("practitioner") or {}).get("reference") or ""), body) if inner else {}
    name = (
        str(reference.get("display") or "") or _name(person) or str((inner.get("practitioner") or {}).get("display") or "") or _name(inner)
    )
    concepts = [
        *inner.get("code", ()),
        *(each.get("code") or {} for each in (*inner.get("qualification", ()), *person.get("qualification", ()))),
    ]
    profession = next((code for each in concepts if (code := _code(each, systems.PROFESSION))), "")
    return Author(name, profession, next((words for each in concepts if (words := _said(each))), ""))


def _contained(reference: str, body: Resource) -> Resource:
    return next((each for each in body.get("contained", ()) if reference == f"#{each.get('id')}"), {})


def _name(resource: Resource) -> str:
    """Say the name of a contained person or organisation."""
    name = resource.get("name")
    if isinstance(name, str):
        return name
    first: Resource = next(iter(name or ()), {})
    return str(first.get("text") or " ".join([*first.get("given", ()), str(first.get("family") or "")]).strip())


def _code(concept: Resource | None, system: str) -> str:
    codings = (concept or {}).get("coding", ())
    return next(
        (str(each["code"]) for each in codings if each.get("code") and canonical_system(str(each.get("system") or "")) == system), ""
    )


def _said(concept: Resource | None) -> str:
    concept = concept or {}
    displays = (str(each["display"]) for each in concept.get("coding", ()) if each.get("display"))
    return str(concept.get("text") or "") or next(displays, "")
