"""Knows the search parameters of each type: of what kind, which types they may point at, which modifiers fit them.

Source: FHIR R4 4.0.1, search.html#modifiers, and the official definitions in `definitions/`.
"""

from dataclasses import dataclass
from functools import cache

from innsyn.fhir.definitions.tables import resource_types, search_table
from innsyn.fhir.term_paths import Path, read_path

COMMON = "Resource"
"""The type whose parameters every type has."""

_CODED = frozenset({"CodeableConcept", "Coding", "code"})
_WORDED = frozenset({"CodeableConcept", "Coding", "Identifier"})
_ADDRESSES = frozenset({"canonical", "uri"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One search parameter of one type.

    kind: R4's search type. targets: types a reference may point at; empty is any. modifiers: those that fit it, without types.
    components: the kinds of a composite's parts, in order. canonical: a reference by canonical address."""

    code: str
    kind: str
    targets: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    components: tuple[str, ...] = ()
    is_canonical: bool = False


@cache
def parameters(type_: str) -> dict[str, Parameter]:
    """Give the parameters of a type by code; `Resource` for those that all types have."""
    return {code: _parameter(code, definition) for code, definition in search_table(type_).items()}


def parameter(type_: str, code: str) -> Parameter | None:
    """Give one parameter of a type, or None."""
    return parameters(type_).get(code)


def _parameter(code: str, definition: dict[str, object]) -> Parameter:
    kind = str(definition["type"])
    if kind == "composite":
        parts = definition["parts"]
        components = tuple(str(component[0]) for component in parts[0][1]) if isinstance(parts, list) else ()
        return Parameter(code, kind, (), frozenset({"missing"}), components)
    written = definition["paths"]
    paths = [read_path(str(path)) for path in written] if isinstance(written, list) else []
    kinds = {path.kind for path in paths}
    is_canonical = kind == "reference" and kinds <= _ADDRESSES
    targets = _targets(paths, definition) if kind == "reference" else ()
    modifiers = _modifiers(kind, kinds) | ({"above", "below"} if any(map(hierarchy, targets)) else set())
    return Parameter(code, kind, targets, modifiers, (), is_canonical)


@cache
def hierarchy(type_: str) -> str | None:
    """Give the parameter by which something of a type says what it is part of, when that is of the same type; else None."""
    for code in ("partof", "part-of"):
        definition = search_table(type_).get(code)
        if definition is not None and _targets([read_path(str(path)) for path in definition["paths"]], definition) == (type_,):
            return code
    return None


def _modifiers(kind: str, kinds: set[str]) -> frozenset[str]:
    if kind == "special":
        return frozenset()
    found = {"missing"}
    if kind == "string":
        found |= {"exact", "contains"}
    elif kind == "uri":
        found |= {"above", "below"}
    elif kind == "reference":
        found |= {"identifier"} if "Reference" in kinds else set()
    elif kind == "token":
        found |= {"not"}
        found |= {"above", "below", "in", "not-in"} if kinds & _CODED else set()
        found |= {"text"} if kinds & _WORDED else set()
        found |= {"of-type"} if "Identifier" in kinds else set()
    return frozenset(found)


def _targets(paths: list[Path], definition: dict[str, object]) -> tuple[str, ...]:
    """List the types a reference may point at: as the elements say, which is narrower than the definition's own list."""
    listed = definition.get("targets")
    stated = tuple(str(one) for one in listed) if isinstance(listed, list) else ()
    found: dict[str, None] = {}
    for path in paths:
        possible = (path.only,) if path.only else path.targets
        if not possible:
            return stated
        found |= dict.fromkeys(possible)
    known = tuple(one for one in found if one in resource_types())
    return known if len(known) == len(found) else stated
