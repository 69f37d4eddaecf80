"""Reads what an export asks for: which records, which types, since when, and how much of each resource.

Source: Bulk Data Access 2.0.0, export: query parameters.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

from innsyn.fhir.compartment import may_have_patient
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request import names_a_person_number, read_search
from innsyn.fhir.search_request.criteria import Chained, Has, InList, SearchRequest
from innsyn.gate.following import Sought
from innsyn.kernel.clock import instant
from innsyn.kernel.outcome import Problem

Pairs = Sequence[tuple[str, str]]
Level = Literal["system", "patient", "group"]
Translate = Callable[[SearchRequest], Sought | list[Problem]]
"""Says a search in the record's words, without asking the record anything."""

_FORMATS = frozenset({"application/fhir+ndjson", "application/ndjson", "ndjson"})
_NEVER = frozenset({"Subscription", "Parameters", "OperationOutcome"})
_MOST_FILTERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedExport:
    """What an export asks for.

    group: id of the Group. types: None for all. since, until: instants as written. filters: type to searches, any of which will do.
    elements: `element` or `Type.element`. patients: ids of the only Patients; None for all."""

    level: Level
    group: str | None = None
    types: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    elements: tuple[str, ...] = ()
    patients: tuple[str, ...] | None = None

    def wants(self, type_: str) -> bool:
        """Say whether resources of a type are asked for."""
        if type_ in _NEVER or (self.level != "system" and not may_have_patient(type_)):
            return False
        return self.types is None or type_ in self.types

    def elements_of(self, type_: str) -> tuple[str, ...]:
        """List the elements that are asked for of a type; empty for all."""
        named = [one.rpartition(".") for one in self.elements]
        return tuple(element for of, _, element in named if of in ("", type_))

    def written(self) -> str:
        """Write it, to be kept."""
        return json.dumps(asdict(self))

    @staticmethod
    def read(text: str) -> "AskedExport":
        """Read it back."""
        kept: dict[str, Any] = json.loads(text)
        kept["filters"] = tuple((type_, tuple(searches)) for type_, searches in kept["filters"])
        for name in ("types", "elements", "patients"):
            kept[name] = tuple(kept[name]) if kept[name] is not None else None
        return AskedExport(**kept)


def read_asked(
    level: Level, group: str | None, parameters: Pairs, translate: Translate, *, is_lenient: bool
) -> AskedExport | list[Problem]:
    """Read an export's parameters. is_lenient: what is optional and not understood is passed over. Returns it, or what is wrong."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    unknown = set(given) - {"_outputFormat", "_since", "_until", "_type", "_typeFilter", "_elements", "patient", "_format"}
    if unknown and not is_lenient:
        return [Problem("not-supported", "this export parameter is not understood; Prefer: handling=lenient passes over it")]
    if any(one not in _FORMATS for one in given.get("_outputFormat", [])):
        return [Problem("not-supported", "an export is written as application/fhir+ndjson", "_outputFormat")]
    for name in ("_since", "_until"):
        if (problem := _instant_problem(name, given.get(name, []))) is not None:
            return [problem]
    types = _listed(given.get("_type", []))
    if not set(types) <= resource_types() and not is_lenient:
        return [Problem("value", "R4 has no such resource type", "_type")]
    filters = _filters(given.get("_typeFilter", []), translate)
    if isinstance(filters, Problem):
        return [filters]
    patients = [one.removeprefix("Patient/") for one in _listed(given.get("patient", []))]
    if patients and level == "system":
        return [Problem("not-supported", "patient is for exports of patients and groups", "patient")]
    return AskedExport(
        level=level,
        group=group,
        types=tuple(one for one in types if one in resource_types()) if types else None,
        since=next(iter(given.get("_since", [])), None),
        until=next(iter(given.get("_until", [])), None),
        filters=filters,
        elements=tuple(_listed(given.get("_elements", []))),
        patients=tuple(patients) or None,
    )


def sought_by(type_: str, search: str, translate: Translate) -> Sought | Problem:
    """Say one `_typeFilter` in the record's words. Only what can be said of one resource alone."""
    pairs = parse_qsl(search, keep_blank_values=True)
    if names_a_person_number(pairs):
        return Problem("security", "a filter may not hold a person number", "_typeFilter")
    request = read_search(type_, pairs, strict=True)
    if isinstance(request, list):
        return Problem(request[0].code, request[0].text, "_typeFilter")
    if request.includes or any(isinstance(one, Chained | Has | InList) for one in request.conditions):
        return Problem("not-supported", "a filter is about the resource by itself: no chains, _has, _list or includes", "_typeFilter")
    sought = translate(request)
    return Problem(sought[0].code, sought[0].text, "_typeFilter") if isinstance(sought, list) else sought


def parameters_of(resource: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Read the inputs of a posted Parameters resource; of a reference its address."""
    if resource is None or resource.get("resourceType") != "Parameters":
        return []
    listed = [one for one in resource.get("parameter", ()) if isinstance(one, dict) and isinstance(one.get("name"), str)]
    pairs = [(one["name"], value) for one in listed for key, value in one.items() if key.startswith("value")]
    return [(name, str(value.get("reference", "")) if isinstance(value, dict) else str(value)) for name, value in pairs]


def _filters(written: Sequence[str], translate: Translate) -> tuple[tuple[str, tuple[str, ...]], ...] | Problem:
    by_type: dict[str, list[str]] = {}
    if len(written) > _MOST_FILTERS:
        return Problem("too-costly", f"an export has at most {_MOST_FILTERS} filters", "_typeFilter")
    for one in written:
        type_, mark, search = one.partition("?")
        if not mark or type_ not in resource_types():
            return Problem("value", "a filter is a resource type, a question mark and a search", "_typeFilter")
        sought = sought_by(type_, search, translate)
        if isinstance(sought, Problem):
            return sought
        by_type.setdefault(type_, []).append(search)
    return tuple((type_, tuple(searches)) for type_, searches in by_type.items())


def _instant_problem(name: str, written: Sequence[str]) -> Problem | None:
    try:
        for one in written:
            instant(one)
    except ValueError:
        return Problem("value", "an instant needs a date, a time and a zone", name)
    return Problem("value", "this may be said once", name) if len(written) > 1 else None


def _listed(written: Sequence[str]) -> list[str]:
    return [one.strip() for text in written for one in text.split(",") if one.strip()]
