"""Checks what a reference says: its form, the type it points at, and that `#id` names a contained resource.

Source: FHIR R4 4.0.1, references.html, constraint ref-1. A reference by identifier alone is right: it is the norm in Norway.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place

Say = Callable[[str, str, Place], None]

_RELATIVE = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9\-.]{1,64}(?:/_history/[A-Za-z0-9\-.]{1,64})?(?:#\S+)?")
_CONDITIONAL = re.compile(r"([A-Z][A-Za-z]+)\?\S+")
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:\S+")


@dataclass(frozen=True, slots=True)
class Containment:
    """The contained resources that a reference may name: local id → resource type."""

    types: Mapping[str, str] | None = None

    @classmethod
    def of(cls, resource: Mapping[str, Any]) -> "Containment":
        """Read the contained resources of `resource`."""
        listed = resource.get("contained")
        if not isinstance(listed, list):
            return cls()
        inner = [one for one in listed if isinstance(one, dict)]
        return cls({one["id"]: str(one.get("resourceType")) for one in inner if isinstance(one.get("id"), str)})


def check_reference(value: Mapping[str, Any], targets: frozenset[str], inside: Containment, place: Place, say: Say) -> None:
    """Check one Reference element, telling `say` what is wrong.

    targets: the types the element allows, empty for any. Nothing is looked up: whether the target exists is the record's to say."""
    literal = value.get("reference")
    if not isinstance(literal, str):
        return
    if literal.startswith("#"):
        _check_local(literal[1:], targets, inside, place, say)
        return
    typed = _RELATIVE.fullmatch(literal) or _CONDITIONAL.fullmatch(literal)
    if typed is not None:
        _check_type(typed[1], targets, place, say)
    elif _ABSOLUTE.fullmatch(literal) is None:
        say("value", "a reference is Type/id, an absolute address or #id", Place(place, "reference"))


def _check_local(local_id: str, targets: frozenset[str], inside: Containment, place: Place, say: Say) -> None:
    if local_id and local_id not in (inside.types or {}):
        say("invariant", "no contained resource has this id (ref-1)", Place(place, "reference"))
    elif local_id and inside.types:
        _check_type(inside.types[local_id], targets, place, say)


def _check_type(kind: str, targets: frozenset[str], place: Place, say: Say) -> None:
    if kind not in resource_types():
        say("value", "a reference names a resource type of FHIR R4", Place(place, "reference"))
    elif targets and kind not in targets:
        say("value", "a reference of this element cannot point at this type", Place(place, "reference"))


def unreferenced(resource: Mapping[str, Any]) -> list[int]:
    """Say which contained resources nobody refers to and which do not refer to their container, by position (dom-3)."""
    listed = resource.get("contained")
    if not isinstance(listed, list):
        return []
    said = [set(_fragments(one)) for one in listed]
    outside = set(_fragments({name: value for name, value in resource.items() if name != "contained"})).union(*said)
    return [position for position, one in enumerate(listed) if isinstance(one, dict) and not _is_joined(one, outside, said[position])]


def _is_joined(contained: Mapping[str, Any], said: set[str], by_itself: set[str]) -> bool:
    return f"#{contained.get('id')}" in said or "#" in by_itself


def _fragments(value: Any) -> Iterator[str]:
    """List every text that is `#` or begins with it: a reference, a canonical or an address within the resource."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            if one.startswith("#"):
                yield one
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
