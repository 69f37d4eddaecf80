"""Reads what a found resource points at, and by which words others may point at it.

Source: FHIR R4 4.0.1, references.html; HL7 Norway best-practice: references by identifier alone are the norm.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import orjson

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.references import read_reference
from innsyn.fhir.search_terms import terms
from innsyn.fhir.term_kinds import Reference, Terms
from innsyn.gate.values import Stored


def pointed_at(stored: Stored, parameter: str | None) -> list[Reference]:
    """List what a resource points at by one reference parameter, or by all of them (None)."""
    found = _terms(stored.body).references
    if parameter is not None:
        return list(found.get(parameter, ()))
    return list(dict.fromkeys(one for references in found.values() for one in references))


def names_of(stored: Stored) -> list[str]:
    """List how references may name a resource: `Type/id`, `system|value` of each identifier, and its canonical url."""
    resource = orjson.loads(stored.body)
    url = resource.get("url")
    return [f"{stored.type}/{stored.id}", *_identifiers(resource), *([url] if isinstance(url, str) else [])]


def listed_in(stored: Stored) -> list[Reference]:
    """List what a List has among its items and has not taken out."""
    items = orjson.loads(stored.body).get("entry")
    kept = [each for each in items if isinstance(each, dict) and each.get("deleted") is not True] if isinstance(items, list) else []
    read = (read_reference(each["item"]) for each in kept if isinstance(each.get("item"), dict))
    return [one for one in read if one is not None]


def position_of(stored: Stored) -> object:
    """Give the position of a Location as it stands, or None."""
    return orjson.loads(stored.body).get("position")


def _identifiers(resource: Mapping[str, Any]) -> Iterable[str]:
    listed = resource.get("identifier")
    for identifier in listed if isinstance(listed, list) else [listed]:
        if isinstance(identifier, dict) and isinstance(identifier.get("value"), str):
            system = identifier.get("system")
            yield f"{canonical_system(system) if isinstance(system, str) else ''}|{identifier['value']}"


@lru_cache(512)
def _terms(body: bytes) -> Terms:
    return terms(orjson.loads(body))
