"""Finds everything by which a resource can be searched, in one walk.

Source: FHIR R4 4.0.1, search.html and the official SearchParameters; Norwegian additions in `definitions/norwegian_parameters.py`.
The paths were compiled when the tables were made (`definitions/expressions.py`); here they are only followed.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from innsyn.fhir.definitions.tables import resource_types, search_table
from innsyn.fhir.term_kinds import Terms, Token, TypedIdentifier
from innsyn.fhir.term_paths import Branch, Read, Resource, passes, read_path, reader, values_at
from innsyn.fhir.term_values import typed_identifiers

Found = dict[str, dict[str, list[Any]]]
"""Search type → parameter code → terms."""

_EXISTS = "?"
_TYPED = "typed"


def terms(resource: Resource, without: frozenset[str] = frozenset()) -> Terms:
    """Find all search terms of a resource.

    resource: R4 JSON as parsed, with or without exact decimals. A type that R4 does not know has no terms.
    without: codes of parameters that are not looked for.
    Values of a wrong shape give no terms: validate first."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind not in resource_types():
        return Terms()
    tree, others = _plan(kind, without)
    found: Found = {}
    _walk(tree, resource, resource, found)
    for other in others:
        other(resource, found)
    return Terms(
        tokens=found.get("token", {}),
        typed=found.get(_TYPED, {}),
        references=found.get("reference", {}),
        dates=found.get("date", {}),
        strings=found.get("string", {}),
        numbers=found.get("number", {}),
        quantities=found.get("quantity", {}),
        uris=found.get("uri", {}),
        composites=found.get("composite", {}),
    )


Other = Callable[[Resource, Found], None]


@cache
def _plan(resource_type: str, without: frozenset[str]) -> tuple[Branch, tuple[Other, ...]]:
    """Build the tree of a type, and the functions for what a tree cannot hold: composites, and "is it there"."""
    tree, others = Branch(), []
    for code, definition in search_table(resource_type).items():
        if code in without:
            continue
        if definition["type"] == "composite":
            others += [_composite(code, base, components) for base, components in definition["parts"]]
        elif definition["paths"][0].startswith(_EXISTS):
            others.append(_exists(code, definition["paths"]))
        else:
            _plant(tree, code, definition)
    return tree, tuple(others)


def _plant(tree: Branch, code: str, definition: Mapping[str, Any]) -> None:
    for written in definition["paths"]:
        path = read_path(written)
        read = reader(definition["type"], path)
        if read is None:
            continue
        branch = tree.grow(path.steps)
        branch.add(path, definition["type"], code, read)
        if path.kind == "Identifier":
            branch.add(path, _TYPED, code, _typed)


def _typed(value: Any, _resource: Resource) -> list[TypedIdentifier]:
    return typed_identifiers(value)


def _walk(branch: Branch, value: Any, resource: Resource, found: Found) -> None:
    for read, search_type, codes in branch.leaves.values():
        terms_here = read(value, resource)
        if terms_here:
            of_type = found.setdefault(search_type, {})
            for code in codes:
                if code in of_type:
                    of_type[code] += terms_here
                else:
                    of_type[code] = list(terms_here)
    children = branch.children
    if children and isinstance(value, dict):
        for name, inner in value.items():
            child = children.get(name)
            if child is not None:
                _enter(child, inner, resource, found)


def _enter(branch: Branch, value: Any, resource: Resource, found: Found) -> None:
    if not isinstance(value, list):
        value = (value,)
    if not branch.gates:
        for one in value:
            _walk(branch, one, resource, found)
        return
    for position, one in enumerate(value):
        _walk(branch, one, resource, found)
        for gate, gated in branch.gates.items():
            if passes(gate, one, position):
                _walk(gated, one, resource, found)


def _exists(code: str, written: list[str]) -> Other:
    """Make the reader of `deceased`: true when any of the choices is there and is not false."""
    names = [read_path(path).steps[0][0] for path in written]

    def exists(resource: Resource, found: Found) -> None:
        is_so = any(resource.get(name) not in (None, False) for name in names)
        found.setdefault("token", {}).setdefault(code, []).append(Token(None, "true" if is_so else "false"))

    return exists


def _composite(code: str, base: str, components: list[list[Any]]) -> Other:
    steps = tuple((name, "") for name in base.split(".")) if base else ()
    readers = [[_component(kind, written) for written in paths] for kind, paths in components]
    needed = {read_path(written).steps[0][0] for written in components[-1][1]}

    def composite(resource: Resource, found: Found) -> None:
        for place in values_at(steps, resource) if steps else (resource,):
            if not isinstance(place, dict) or needed.isdisjoint(place):
                continue
            parts: list[tuple[Any, ...]] = []
            for component in reversed(readers):
                values = tuple([one for read in component for one in read(place, resource)])
                if not values:
                    break
                parts.append(values)
            else:
                found.setdefault("composite", {}).setdefault(code, []).append(tuple(reversed(parts)))

    return composite


def _component(search_type: str, written: str) -> Read:
    path = read_path(written)
    read = reader(search_type, path)
    from_resource = path.steps[0][0] == "%resource"
    steps = path.steps[1:] if from_resource else path.steps

    def component(place: Any, resource: Resource) -> list[Any]:
        values = values_at(steps, resource if from_resource else place)
        return [one for value in values if read is not None for one in read(value, resource)]

    return component
