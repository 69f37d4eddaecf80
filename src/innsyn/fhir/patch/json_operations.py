"""Reads a received JSON Patch document.

Source: RFC 6902, sections 3 and 4. Members an operation does not need are passed over, as the section says.
"""

from dataclasses import dataclass
from typing import Any

from innsyn.fhir.patch.json_pointer import Pointer, read_pointer
from innsyn.fhir.patch.received import read_received
from innsyn.kernel.outcome import Problem

MOST_OPERATIONS = 10_000
_NEEDS_VALUE = frozenset({"add", "replace", "test"})
_NEEDS_SOURCE = frozenset({"move", "copy"})
OPERATIONS = _NEEDS_VALUE | _NEEDS_SOURCE | {"remove"}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. path, source: where, and where from. value: as `exact.read_exact` gives it."""

    op: str
    path: Pointer
    source: Pointer = ()
    value: Any = None


def read_operations(received: bytes) -> list[Operation] | Problem:
    """Read the operations in their order, or say what is wrong with the first that is not one."""
    listed = read_received(received)
    if isinstance(listed, Problem):
        return listed
    if not isinstance(listed, list) or len(listed) > MOST_OPERATIONS:
        return Problem("structure", f"a JSON Patch is a list of at most {MOST_OPERATIONS} operations")
    operations = []
    for position, one in enumerate(listed):
        read = _operation(one)
        if isinstance(read, str):
            return Problem("invalid", f"operation {position}: {read}")
        operations.append(read)
    return operations


def _operation(one: Any) -> Operation | str:
    op = one.get("op") if isinstance(one, dict) else None
    if not isinstance(op, str) or op not in OPERATIONS:
        return f"op is none of {', '.join(sorted(OPERATIONS))}"
    path, source = _pointer(one, "path"), _pointer(one, "from") if op in _NEEDS_SOURCE else ()
    if path is None or source is None:
        return f"{'path' if path is None else 'from'} is missing or no JSON pointer"
    if op in _NEEDS_VALUE and "value" not in one:
        return "value is missing"
    return Operation(op, path, source, one.get("value"))


def _pointer(one: dict[str, Any], name: str) -> Pointer | None:
    text = one.get(name)
    return read_pointer(text) if isinstance(text, str) else None
