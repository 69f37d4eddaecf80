"""Reads the operations of a FHIRPath Patch from their Parameters.

Source: FHIR R4 4.0.1, fhirpatch.html#format.
"""

from dataclasses import dataclass

from innsyn.fhir.body import read_body
from innsyn.fhir.exact import Number, read_exact
from innsyn.fhir.patch.nodes import Object
from innsyn.fhir.validation import validate
from innsyn.kernel.outcome import Problem

MOST_OPERATIONS = 1_000

_PARTS = {
    "add": {"path", "name", "value"},
    "insert": {"path", "index", "value"},
    "delete": {"path"},
    "replace": {"path", "value"},
    "move": {"path", "source", "destination"},
}
_TEXTS, _NUMBERS = ("type", "path", "name"), ("index", "source", "destination")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. at: where it stands in the Parameters. value: the part that brings it, with value, resource or parts."""

    at: str
    type: str
    path: str
    name: str = ""
    value: Object | None = None
    index: int = 0
    source: int = 0
    destination: int = 0


def read_operations(parameters: bytes) -> list[Operation] | list[Problem]:
    """Read the operations in their order.

    parameters: a Parameters resource in JSON, as received.
    Returns them, or what is wrong: with the resource, or with the first operation. A value may be half an element, to which a later
    operation adds the rest: so invariants are left to the validation of what comes out."""
    resource = read_body(parameters)
    if isinstance(resource, Problem):
        return [resource]
    if resource["resourceType"] != "Parameters":
        return [Problem("invalid", "a FHIRPath Patch is a Parameters resource", "Parameters")]
    problems = [problem for problem in validate(resource) if problem.code != "invariant"]
    listed = read_exact(parameters).get("parameter", []) if not problems else []
    if len(listed) > MOST_OPERATIONS:
        return [Problem("too-costly", f"a patch has at most {MOST_OPERATIONS} operations", "Parameters.parameter")]
    operations: list[Operation] = []
    for position, one in enumerate(listed):
        read = _operation(one, f"Parameters.parameter[{position}]")
        if isinstance(read, Problem):
            return [read]
        operations.append(read)
    return problems or operations


def _operation(one: Object, at: str) -> Operation | Problem:
    if one.get("name") != "operation":
        return Problem("invalid", "every parameter of a patch is named operation", f"{at}.name")
    parts: dict[str, Object] = {}
    for position, part in enumerate(one.get("part", ())):
        if part["name"] in parts or part["name"] not in {"value", *_TEXTS, *_NUMBERS}:
            return Problem("invalid", "this part is unknown, or there twice", f"{at}.part[{position}]")
        parts[part["name"]] = part
    kind = _text(parts.get("type"))
    if kind not in _PARTS:
        return Problem("invalid", f"the part type is one of {', '.join(_PARTS)}", at)
    missing = sorted(_PARTS[kind] - parts.keys())
    if missing:
        return Problem("required", f"{kind} needs the part {missing[0]}", at)
    path, name = _text(parts.get("path")), _text(parts.get("name"))
    index, source, destination = (_number(parts.get(one)) for one in _NUMBERS)
    if path is None or name is None or index is None or source is None or destination is None:
        return Problem("invalid", "a part has not the type it must have: texts are strings, positions are integers from 0", at)
    return Operation(at, kind, path, name, parts.get("value"), index, source, destination)


def _text(part: Object | None) -> str | None:
    """Read a part's text: empty when the part is not there, None when it is no text."""
    return next((part[name] for name in ("valueString", "valueCode") if name in part), None) if part else ""


def _number(part: Object | None) -> int | None:
    """Read a part's number: 0 when the part is not there, None when it is no position."""
    if part is None:
        return 0
    number = next((part[name] for name in ("valueInteger", "valueUnsignedInt", "valuePositiveInt") if name in part), None)
    return int(number.text) if isinstance(number, Number) and number.text.isdigit() else None
