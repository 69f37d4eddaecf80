"""Gives parts of a resource: `_summary` and `_elements`, marked as parts.

Source: FHIR R4 4.0.1, search.html#summary and #elements; the marks S (summary) and M (modifier) in the element tables.
What is kept whole keeps its bytes; only a summary is written anew, with its numbers as they were.
"""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import orjson

from innsyn.fhir.definitions.tables import ANCESTOR, element_table, lineage
from innsyn.fhir.exact import read_exact, write_exact
from innsyn.fhir.shapes import RESOURCE, Element, shape
from innsyn.fhir.splice import Member, members, skip_blank

KINDS = ("true", "text", "data", "count", "false")
SUBSETTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}

_ALWAYS = frozenset({"resourceType", "id", "meta"})
_CHANGES_MEANING = ("implicitRules", "modifierExtension")

Object = dict[str, Any]


def summary(body: bytes, kind: str) -> bytes:
    """Give the part of a resource that `_summary` asks for.

    body: a stored resource. kind: `true` what the definitions mark as summary; `text` narrative, id, meta and what is mandatory; `data` all
    but the narrative; `false` the whole; `count` nothing at all, since a count has no resources.
    Returns JSON with the tag SUBSETTED, the body itself for `false`, and no bytes for `count`. Raises ValueError for another kind."""
    if kind not in KINDS:
        raise ValueError(kind)
    if kind == "true":
        return write_exact(_tagged(_summed_up(read_exact(body))))
    if kind == "text":
        return _part(body, lambda name, mandatory: name == "text" or name in mandatory)
    if kind == "data":
        return _part(body, lambda name, _: name != "text")
    return body if kind == "false" else b""


def elements(body: bytes, names: Collection[str]) -> bytes:
    """Give the part of a resource that `_elements` asks for.

    body: a stored resource. names: elements of the resource itself, also as `Patient.name`; those of other types are passed over.
    Returns JSON with the tag SUBSETTED, with these elements, id, meta, and what is mandatory or changes the meaning of the rest."""
    kind = str(orjson.loads(body)["resourceType"])
    own = [name.removeprefix(f"{kind}.") for name in names]
    wanted = {name.partition(".")[0].removesuffix("[x]") for name in own}
    choices = {name: element.choice for name, element in shape(kind).elements.items() if element.choice}
    return _part(body, lambda name, mandatory: name in wanted or choices.get(name) in wanted or name in mandatory)


def _part(body: bytes, is_wanted: Callable[[str, frozenset[str]], bool]) -> bytes:
    """Keep some members of a resource, each with its bytes, and tag it. is_wanted: asked with a name and the mandatory names."""
    text = body.decode()
    found = list(members(text, skip_blank(text, 0)))
    kind = next(_read(text, member) for member in found if member.name == "resourceType")
    mandatory = _mandatory(kind)
    kept = []
    for member in found:
        plain = member.name.removeprefix("_")
        if member.name != "meta" and (plain in _ALWAYS or is_wanted(plain, mandatory)):
            kept.append(f'"{member.name}":{text[member.start : member.end]}')
    meta: Object = next((_read(text, member) for member in found if member.name == "meta"), {})
    kept.insert(1, f'"meta":{write_exact(_with_tag(meta)).decode()}')
    return f"{{{','.join(kept)}}}".encode()


def _read(text: str, member: Member) -> Any:
    return read_exact(text[member.start : member.end])


@cache
def _mandatory(kind: str) -> frozenset[str]:
    """Name the properties of a type that must be there or that change the meaning of others."""
    marked = {step for step, flags in _flags(kind).items() if "M" in flags}
    required = {step for step, _ in shape(kind).required}
    named = {name for name, element in shape(kind).elements.items() if (element.choice or name) in required | marked}
    return frozenset(named | set(_CHANGES_MEANING))


@cache
def _flags(kind: str) -> dict[str, str]:
    """Give the marks of each element of a type, by its FHIRPath name."""
    found: dict[str, str] = {}
    for table in lineage(kind):
        for name, line in (element_table(table) or {}).items():
            if name != ANCESTOR:
                marks = [word for word in line.split(" ")[2:] if word in ("S", "M", "SM")]
                found[name.removesuffix("[x]")] = marks[0] if marks else ""
    return found


@cache
def _in_summary(kind: str) -> dict[str, Element]:
    """Give the properties of a type that are part of its summary: marked so, or mandatory."""
    marked = {step for step, flags in _flags(kind).items() if "S" in flags}
    mandatory = _mandatory(kind)
    return {
        name: one for name, one in shape(kind).elements.items() if (one.choice or name.removeprefix("_")) in marked or name in mandatory
    }


def _summed_up(resource: Object) -> Object:
    kind = str(resource["resourceType"])
    return {"resourceType": kind, **_kept({name: one for name, one in resource.items() if name != "resourceType"}, kind)}


def _kept(value: Object, kind: str) -> Object:
    """Keep what belongs to the summary of a type, and what stands beside a primitive that has no value."""
    wanted = _in_summary(kind)
    made: Object = {}
    for name, inner in value.items():
        element = wanted.get(name.removeprefix("_"))
        if element is None or (name.startswith("_") and name[1:] in value and not _has_gaps(value[name[1:]])):
            continue
        made[name] = [_one(item, element) for item in inner] if isinstance(inner, list) else _one(inner, element)
    return made


def _has_gaps(value: Any) -> bool:
    return isinstance(value, list) and None in value


def _one(value: Any, element: Element) -> Any:
    """Sum up one value. An extension is kept whole, and so is what would be nothing without its extensions."""
    if not isinstance(value, dict) or element.is_primitive or element.kind == "Extension":
        return value
    return _summed_up(value) if element.kind == RESOURCE else _kept(value, element.kind) or value


def _tagged(resource: Object) -> Object:
    rest = {name: value for name, value in resource.items() if name not in ("resourceType", "id", "meta")}
    first: Object = {name: resource[name] for name in ("resourceType", "id") if name in resource}
    return {**first, "meta": _with_tag(resource.get("meta", {})), **rest}


def _with_tag(meta: Object) -> Object:
    tags = meta.get("tag", [])
    is_there = any(tag.get("system") == SUBSETTED["system"] and tag.get("code") == SUBSETTED["code"] for tag in tags)
    return meta if is_there else {**meta, "tag": [*tags, SUBSETTED]}
