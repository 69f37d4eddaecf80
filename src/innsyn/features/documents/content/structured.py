"""Shows a FHIR document or report as sections and tables.

HL7 FHIR R4: Bundle of type document, Composition, DiagnosticReport, Observation. Decimals stay as they were written.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from innsyn.features.documents.content.blocks import Block, CleanHtml, Fact, Paragraph, Preformatted, Section, Table, cell, paragraph
from innsyn.features.documents.content.html import cleaned
from innsyn.features.documents.content.observed import reference, said, value_of

Resource = Mapping[str, Any]
MAX_DEPTH = 8

_HEAD = tuple(cell("", key=f"documents.structured.{column}", is_header=True) for column in ("what", "value", "reference"))


def parsed(octets: bytes) -> Resource | None:
    """Read FHIR JSON. Returns the resource, or None when it is not one: broken, too deep, or without a type."""
    try:
        resource = json.loads(octets, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    return resource if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str) else None


def sections(resource: Resource) -> tuple[Block, ...]:
    """Turn a resource into blocks.

    A document bundle shows its first Composition with what its sections point at; a report its conclusion and results; any other
    resource its own narrative. Returns nothing when there is nothing to read."""
    inside = dict(_by_reference(resource))
    match resource.get("resourceType"):
        case "Bundle":
            first = next((each for each in _resources(resource) if each.get("resourceType") == "Composition"), None)
            return tuple(_composed(first, inside)) if first else tuple(_listed(tuple(_resources(resource))))
        case "Composition":
            return tuple(_composed(resource, inside))
        case "DiagnosticReport":
            return tuple(_reported(resource, inside))
        case "Observation":
            return tuple(_listed((resource,)))
        case _:
            return tuple(_narrative(resource))


def facts(resource: Resource) -> tuple[Fact, ...]:
    """Say what a document or report says of itself: its title."""
    resource = next(_resources(resource), resource) if resource.get("resourceType") == "Bundle" else resource
    title = resource.get("title") or said(resource.get("code"))
    return (Fact("documents.fact.title", str(title)),) if title else ()


def _composed(composition: Resource, inside: Mapping[str, Resource], depth: int = 0) -> Iterator[Block]:
    for section in _dicts(composition.get("section")):
        own: list[Block] = [*_narrative(section, under=2 + depth)]
        if not own:
            own.extend(_listed(tuple(_pointed_at(section.get("entry"), inside))))
        if depth < MAX_DEPTH:
            own.extend(_composed(section, inside, depth + 1))
        yield Section(str(section.get("title") or said(section.get("code"))), tuple(own))


def _reported(report: Resource, inside: Mapping[str, Resource]) -> Iterator[Block]:
    if report.get("conclusion"):
        yield Preformatted(str(report["conclusion"]))
    results = tuple(_pointed_at(report.get("result"), inside))
    yield from _listed(results) if results else _narrative(report)


def _listed(resources: tuple[Resource, ...]) -> Iterator[Block]:
    """Observations become one table, everything else its narrative or its name."""
    rows = tuple(row for each in resources if each.get("resourceType") == "Observation" for row in _rows(each))
    if rows:
        yield Table((_HEAD,), rows)
    for each in resources:
        if each.get("resourceType") != "Observation":
            yield from _narrative(each) or _named(each)


def _rows(observation: Resource) -> Iterator[tuple[Any, ...]]:
    for part in (observation, *_dicts(observation.get("component"))):
        if value := value_of(part):
            yield cell(said(part.get("code")), is_header=True), cell(value), cell(reference(part))


def _named(resource: Resource) -> tuple[Paragraph, ...]:
    words = said(resource.get("code")) or said(resource.get("medicationCodeableConcept")) or said(resource.get("vaccineCode"))
    return (paragraph(words),) if words else ()


def _narrative(resource: Resource, *, under: int = 1) -> tuple[CleanHtml, ...]:
    text = resource.get("text")
    html = cleaned(str(text.get("div", "")), under=under) if isinstance(text, dict) else None
    return (CleanHtml(html),) if html and html.strip() else ()


def _by_reference(resource: Resource) -> Iterator[tuple[str, Resource]]:
    for entry in _dicts(resource.get("entry")):
        if isinstance(inner := entry.get("resource"), dict):
            yield str(entry.get("fullUrl") or ""), inner
            yield f"{inner.get('resourceType')}/{inner.get('id')}", inner
    for contained in _dicts(resource.get("contained")):
        yield f"#{contained.get('id')}", contained


def _pointed_at(references: Any, inside: Mapping[str, Resource]) -> Iterator[Resource]:
    for each in _dicts(references):
        if (found := inside.get(str(each.get("reference")))) is not None:
            yield found


def _resources(bundle: Resource) -> Iterator[Resource]:
    return (inner for entry in _dicts(bundle.get("entry")) if isinstance(inner := entry.get("resource"), dict))


def _dicts(items: Any) -> tuple[Resource, ...]:
    return tuple(each for each in items if isinstance(each, dict)) if isinstance(items, list) else ()
