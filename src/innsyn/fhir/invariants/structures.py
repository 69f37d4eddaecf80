"""The invariants of StructureDefinition and ElementDefinition.

Source: FHIR R4 4.0.1, structuredefinition.html, elementdefinition.html.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from innsyn.fhir.invariants.rule import Rule, Value, are_distinct, has, has_choice, how_many, inner

_SLICE_NAME = re.compile(r"[a-zA-Z0-9/\-_\[\]@]+")
_STEP = r"[^\s.,:;'\"/|?!@#$%&*()\[\]{}]{1,64}"
_PATH = re.compile(rf"{_STEP}(?:\.{_STEP}(?:\[x\])?(?::[^\s.]+)?)*")
_FHIR_TYPE = re.compile(r"[a-zA-Z0-9.]+|http://hl7\.org/fhirpath/System\.[A-Z][A-Za-z]+")
_CODED = ("code", "Coding", "CodeableConcept", "Quantity", "string", "uri")
_REFERRING = ("Reference", "canonical")
_OFFICIAL = "http://hl7.org/fhir/StructureDefinition"
_NUMBER = re.compile(r"[0-9]{1,9}")
_SCHEMES = ("http:", "https", "urn:")
_OWN_CONTENT = ("type", "example", "maxLength", "binding")
_OWN_CHOICES = ("defaultValue", "fixed", "pattern", "minValue", "maxValue")

Element = dict[str, Any]


def _number(text: Any) -> int | None:
    """Read a max as a number; None for `*` and for what is none."""
    return int(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else None


def _is_most(value: Value) -> bool:
    return value.get("max") in (None, "*") or _number(value["max"]) is not None


def _is_cardinality(value: Value) -> bool:
    least, most = value.get("min"), _number(value.get("max"))
    return least is None or most is None or bool(least <= most)


def _may_be_bound(value: Value) -> bool:
    kinds = [one.get("code") for one in inner(value, "type")]
    return not has(value, "binding") or not any(kinds) or any(kind in _CODED for kind in kinds)


def _owns_nothing(value: Value) -> bool:
    return not has(value, *_OWN_CONTENT) and not any(has_choice(value, stem) for stem in _OWN_CHOICES)


def _value_set(value: Value) -> bool:
    return str(value.get("valueSet", "urn:")).startswith(_SCHEMES)


_ELEMENT = (
    Rule("eld-2", "min is not above max", _is_cardinality),
    Rule("eld-3", "max is a number or *", _is_most),
    Rule("eld-5", "an element defined elsewhere has no content of its own", lambda v: not has(v, "contentReference") or _owns_nothing(v)),
    Rule("eld-6", "a fixed value has one type", lambda v: not has_choice(v, "fixed") or how_many(v, "type") <= 1),
    Rule("eld-7", "a pattern has one type", lambda v: not has_choice(v, "pattern") or how_many(v, "type") <= 1),
    Rule("eld-8", "not both a pattern and a fixed value", lambda v: not (has_choice(v, "pattern") and has_choice(v, "fixed"))),
    Rule("eld-11", "only what is coded has a binding", _may_be_bound),
    Rule("eld-13", "each type comes once", lambda v: are_distinct(one.get("code") for one in inner(v, "type"))),
    Rule("eld-14", "each constraint comes once", lambda v: are_distinct(one.get("key") for one in inner(v, "constraint"))),
    Rule(
        "eld-15",
        "not both a default and a meaning when missing",
        lambda v: not (has_choice(v, "defaultValue") and has(v, "meaningWhenMissing")),
    ),
    Rule(
        "eld-16", "a slice name is of letters, digits and / - _ [ ] @", lambda v: _SLICE_NAME.fullmatch(v.get("sliceName", "x")) is not None
    ),
    Rule("eld-18", "a modifier says why it is one", lambda v: v.get("isModifier") is not True or has(v, "isModifierReason")),
    Rule("eld-19", "the steps of a path are plain words", lambda v: _PATH.fullmatch(v.get("path", "x")) is not None),
    Rule("eld-22", "sliceIsConstraining only with a slice name", lambda v: not has(v, "sliceIsConstraining") or has(v, "sliceName")),
)


def _elements(value: Value, *views: str) -> Iterator[Element]:
    for view in views:
        for one in inner(value, view):
            yield from inner(one, "element")


def _roots(value: Value) -> Iterator[Element]:
    return (one for one in _elements(value, "snapshot", "differential") if "." not in one.get("path", ""))


def _types(value: Value) -> Iterator[str]:
    return (str(kind.get("code")) for one in _elements(value, "snapshot", "differential") for kind in inner(one, "type"))


def _is_snapshot_of_type(value: Value) -> bool:
    """Say whether a snapshot's elements begin with its type, and all others lie below the first (sdf-8, sdf-11)."""
    listed = [str(one.get("path")) for one in _elements(value, "snapshot")]
    is_own = value.get("kind") == "logical" or not listed or listed[0] == value.get("type")
    return is_own and all(path.startswith(f"{listed[0]}.") for path in listed[1:])


def _is_differential_of_type(value: Value) -> bool:
    listed = [str(one.get("path")) for one in _elements(value, "differential")]
    is_own = value.get("kind") == "logical" or not listed or listed[0].startswith(value.get("type", ""))
    return is_own and all(path.startswith(f"{listed[0].split('.')[0]}.") for path in listed[1:])


def _has_typeless_root(view: str) -> Callable[[Value], bool]:
    def holds(value: Value) -> bool:
        first = next(_elements(value, view), {})
        is_root = view == "snapshot" or "." not in first.get("path", "")
        return value.get("kind") == "logical" or not is_root or not has(first, "type")

    return holds


def _ids(view: str) -> Callable[[Value], bool]:
    return lambda v: all("id" in one for one in _elements(v, view)) and are_distinct(one["id"] for one in _elements(v, view))


def _official(value: Value) -> bool:
    return str(value.get("url", "")).startswith(_OFFICIAL)


_STRUCTURE = (
    Rule(
        "sdf-1",
        "each path comes once, unless a constraint",
        lambda v: v.get("derivation") == "constraint" or are_distinct(one.get("path") for one in _elements(v, "snapshot")),
    ),
    Rule("sdf-4", "a structure that is not abstract has a base", lambda v: v.get("abstract") is True or has(v, "baseDefinition")),
    Rule(
        "sdf-5",
        "an extension says where it may stand",
        lambda v: v.get("type") != "Extension" or v.get("derivation") == "specialization" or has(v, "context"),
    ),
    Rule("sdf-6", "a snapshot or a differential", lambda v: has(v, "snapshot", "differential")),
    Rule("sdf-8", "a snapshot's elements begin with its type", _is_snapshot_of_type),
    Rule("sdf-8a", "a differential's elements begin with its type", _is_differential_of_type),
    Rule(
        "sdf-9",
        "a root has no label, code or requirements",
        lambda v: not any(has(one, "label", "code", "requirements") for one in _roots(v)),
    ),
    Rule("sdf-14", "each element has an id", lambda v: all("id" in one for one in _elements(v, "snapshot", "differential"))),
    Rule("sdf-15", "a snapshot's root has no type, unless logical", _has_typeless_root("snapshot")),
    Rule("sdf-15a", "a differential's root has no type, unless logical", _has_typeless_root("differential")),
    Rule("sdf-16", "each element of a snapshot has an id of its own", _ids("snapshot")),
    Rule("sdf-17", "each element of a differential has an id of its own", _ids("differential")),
    Rule("sdf-18", "contextInvariant only for an extension", lambda v: not has(v, "contextInvariant") or v.get("type") == "Extension"),
    Rule("sdf-19", "FHIR's own structures use FHIR's types", lambda v: not _official(v) or all(map(_FHIR_TYPE.fullmatch, _types(v)))),
    Rule(
        "sdf-20",
        "a root is not sliced",
        lambda v: not any(has(one, "slicing") for one in _elements(v, "differential") if "." not in one.get("path", "")),
    ),
    Rule(
        "sdf-21",
        "defaults only in a specialization",
        lambda v: (
            v.get("derivation") == "specialization" or not any(has_choice(one, "defaultValue") for one in _elements(v, "differential"))
        ),
    ),
    Rule(
        "sdf-22",
        "FHIR's own structures have no defaults",
        lambda v: not _official(v) or not any(has_choice(one, "defaultValue") for one in _elements(v, "snapshot", "differential")),
    ),
    Rule("sdf-23", "a root has no slice name", lambda v: not any(has(one, "sliceName") for one in _roots(v))),
)

STRUCTURES: Mapping[str, tuple[Rule, ...]] = {
    "ElementDefinition": _ELEMENT,
    "ElementDefinition.binding": (Rule("eld-12", "a value set's url begins with http, https or urn", _value_set),),
    "ElementDefinition.slicing": (Rule("eld-1", "a discriminator or a description", lambda v: has(v, "discriminator", "description")),),
    "ElementDefinition.type": (
        Rule("eld-4", "aggregation only of references", lambda v: not has(v, "aggregation") or v.get("code") in _REFERRING),
        Rule("eld-17", "targetProfile only of references", lambda v: not has(v, "targetProfile") or v.get("code") in _REFERRING),
    ),
    "StructureDefinition": _STRUCTURE,
    "StructureDefinition.mapping": (Rule("sdf-2", "a name or a uri", lambda v: has(v, "name", "uri")),),
    "StructureDefinition.snapshot": (
        Rule(
            "sdf-3",
            "each element has a definition and a cardinality",
            lambda v: all(has(one, "definition") and has(one, "min") and has(one, "max") for one in inner(v, "element")),
        ),
        Rule("sdf-8b", "each element has a base", lambda v: all(has(one, "base") for one in inner(v, "element"))),
        Rule(
            "sdf-10",
            "a binding has a value set or a description",
            lambda v: all(has(one, "valueSet", "description") for element in inner(v, "element") for one in inner(element, "binding")),
        ),
    ),
}
"""Type or nested element → its rules."""
