"""Reads the value that an operation brings, and fits it to the element it is for.

Source: FHIR R4 4.0.1, fhirpatch.html#format and #anonymous: a value of a data type, a resource, or parts that together make an element.
"""

from dataclasses import dataclass
from typing import Any

from innsyn.fhir.patch.nodes import Object, steps
from innsyn.fhir.shapes import RESOURCE, Element, shape
from innsyn.kernel.outcome import Problem

_FAMILIES = (
    frozenset(["string", "code", "id", "markdown", "uri", "url", "canonical", "oid", "uuid", "xhtml", "base64Binary"]),
    frozenset(["decimal", "integer", "unsignedInt", "positiveInt"]),
    frozenset(["date", "dateTime", "instant"]),
    frozenset(["Quantity", "Age", "Count", "Distance", "Duration"]),
)
"""Types whose JSON has the same form; which of them it is, validation says."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A value ready to be put in: its JSON name, and what stands there and beside it."""

    name: str
    value: Any
    companion: Object | None
    is_list: bool


def place(part: Object, table: str, step: str, at: str) -> Placed | Problem:
    """Fit a part's value to an element.

    part: a `Parameters.parameter` with value, resource or parts. table, step: the element, as `Patient` and `birthDate`; a choice may be
    named `value`, `value[x]` or `valueQuantity`. at: where the part stands, for a problem."""
    names = _names(table, step)
    if not names:
        return Problem("invalid", f"{table} has no element of that name", at)
    kind = _kind(part)
    if kind is None:
        return Problem("invalid", "exactly one of value, resource and part is wanted", at)
    found = [(name, shape(table).elements[name]) for name in names]
    if kind == "":
        complex_ = [(name, element) for name, element in found if not element.is_primitive and element.kind != RESOURCE]
        return _built(part["part"], *complex_[0], at) if len(complex_) == 1 else _wrong_type(found, at)
    exact = [one for one in found if one[1].kind == kind]
    fitting = exact or ([one for one in found if _is_alike(one[1].kind, kind)] if len(found) == 1 else [])
    if not fitting:
        return _wrong_type(found, at)
    name, element = fitting[0]
    if kind == RESOURCE:
        return Placed(name, part["resource"], None, element.is_list)
    suffix = kind[0].upper() + kind[1:]
    return Placed(name, part.get(f"value{suffix}"), part.get(f"_value{suffix}"), element.is_list)


def _names(table: str, step: str) -> tuple[str, ...]:
    element = shape(table).elements.get(step)
    if element is not None and element.choice:
        return (step,)
    return steps(table).get(step.removesuffix("[x]"), ())


def _kind(part: Object) -> str | None:
    """Say what a part holds: a type's name, Resource, nothing for parts, or None when it is not exactly one of them."""
    values = {name.removeprefix("_") for name in part if name.removeprefix("_").startswith("value")}
    if len(values) + ("resource" in part) + ("part" in part) != 1:
        return None
    if "part" in part:
        return ""
    if "resource" in part:
        return RESOURCE
    return shape("Parameters.parameter").elements[values.pop()].kind


def _is_alike(wanted: str, given: str) -> bool:
    return any(wanted in family and given in family for family in _FAMILIES)


def _wrong_type(found: list[tuple[str, Element]], at: str) -> Problem:
    return Problem("invalid", f"the value has another type than {', '.join(sorted({one.kind for _, one in found}))}"[:300], at)


def _built(parts: list[Object], name: str, element: Element, at: str) -> Placed | Problem:
    """Build an element from parts, each named for one of its children; the same name again is the next of a list."""
    made: Object = {}
    for position, part in enumerate(parts):
        inner = place(part, element.kind, str(part.get("name")), f"{at}.part[{position}]")
        if isinstance(inner, Problem):
            return inner
        if not inner.is_list and (inner.name in made or f"_{inner.name}" in made):
            return Problem("invalid", "the element may be there only once", f"{at}.part[{position}]")
        put(made, inner, _length(made, inner.name))
    return Placed(name, made, None, element.is_list)


def _length(holder: Object, name: str) -> int:
    return max((len(found) for found in (holder.get(name), holder.get(f"_{name}")) if isinstance(found, list)), default=0)


def put(holder: Object, placed: Placed, position: int) -> None:
    """Put a value into an object: into a list before a position, else under its name."""
    if not placed.is_list:
        pairs = ((placed.name, placed.value), (f"_{placed.name}", placed.companion))
        holder.update({name: value for name, value in pairs if value is not None})
        return
    values, companions = aligned(holder, placed.name)
    values.insert(position, placed.value)
    companions.insert(position, placed.companion)
    store(holder, placed.name, values, companions)


def aligned(holder: Object, name: str) -> tuple[list[Any], list[Any]]:
    """Give a list's values and what stands beside them, as new lists of the same length."""
    length = _length(holder, name)
    found = [list(holder.get(one) or ()) for one in (name, f"_{name}")]
    return found[0] + [None] * (length - len(found[0])), found[1] + [None] * (length - len(found[1]))


def store(holder: Object, name: str, values: list[Any], companions: list[Any]) -> None:
    """Put a list and what stands beside it in an object, leaving out what is nothing but null."""
    for one, items in ((name, values), (f"_{name}", companions)):
        if any(item is not None for item in items):
            holder[one] = items
        else:
            holder.pop(one, None)
