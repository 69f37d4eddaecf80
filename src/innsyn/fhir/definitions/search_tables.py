"""Turns R4 search parameters into the paths that indexing walks.

Source: FHIR R4 4.0.1, SearchParameter. Kept: the official parameters. Left out: the experimental ones and those without an
expression (`_text`, `_content`, `_query`, `_filter`), which no stored resource can answer from its own elements.
"""

from collections.abc import Mapping
from typing import Any

from innsyn.fhir.definitions.element_tables import Table
from innsyn.fhir.definitions.expressions import Compiler, Place
from innsyn.fhir.definitions.package import Package

Parameter = dict[str, Any]

_ANY_TYPE = 100
"""A parameter that lists at least so many target types may point at any; the list is left out."""


def search_tables(package: Package, elements: Mapping[str, Table], systems: Mapping[str, str]) -> dict[str, dict[str, Parameter]]:
    """Build the parameters of every base type.

    systems: value set → its only code system, implied by a bare code.
    Returns type → code → `type`, `url`, `paths`, and `targets` unless any type will do; composites have `parts` in place of paths:
    `[base path, [[component type, paths] …]]`."""
    compiler = Compiler(elements, systems)
    by_url = {one["url"]: one for one in package.by_kind["SearchParameter"]}
    tables: dict[str, dict[str, Parameter]] = {}
    for definition in sorted(by_url.values(), key=lambda one: str(one["code"])):
        if definition.get("experimental") or "expression" not in definition:
            continue
        for base in definition["base"]:
            tables.setdefault(base, {})[definition["code"]] = _parameter(definition, base, compiler, by_url)
    return dict(sorted(tables.items()))


def _parameter(definition: dict[str, Any], base: str, compiler: Compiler, by_url: dict[str, Any]) -> Parameter:
    places = compiler.compile(definition["expression"], Place((), base))
    parameter: Parameter = {"type": definition["type"], "url": definition["url"]}
    if definition["type"] == "composite":
        parameter["parts"] = [_part(definition, place, compiler, by_url) for place in places]
    else:
        parameter["paths"] = [str(place) for place in places]
    targets = sorted(definition.get("target", ()))
    if 0 < len(targets) < _ANY_TYPE:
        parameter["targets"] = targets
    return parameter


def _part(definition: dict[str, Any], place: Place, compiler: Compiler, by_url: dict[str, Any]) -> list[Any]:
    components = []
    for component in definition["component"]:
        found = compiler.compile(component["expression"], Place((), place.kind))
        components.append([by_url[component["definition"]]["type"], [str(one) for one in found]])
    return [".".join(place.steps), components]
