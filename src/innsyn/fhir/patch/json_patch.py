"""JSON Patch: the six operations on a resource's JSON.

Source: RFC 6902; FHIR R4 4.0.1, http.html#patch. Everything the operations leave alone keeps its value; decimals keep their text.
"""

from typing import Any

import orjson

from innsyn.fhir.exact import read_exact, write_exact
from innsyn.fhir.patch.json_operations import Operation, read_operations
from innsyn.fhir.patch.json_pointer import Pointer, Spot, expression, spot
from innsyn.fhir.patch.outcome import IDENTITY, finished
from innsyn.kernel.outcome import Problem

MOST_COPIED_BYTES = 16 * 1024 * 1024
"""So much may be copied and moved by one patch: copies of copies double the document each time."""

_NOTHING_THERE = "nothing stands at its path"
_NO_SUCH_PLACE = "its path leads nowhere"


def json_patch(body: bytes, operations: bytes) -> bytes | list[Problem]:
    """Patch a resource.

    body: its JSON as stored. operations: the JSON Patch document as received.
    Returns the patched JSON, which the caller validates, or the first problem: `structure` or `invalid` for a patch that is none,
    `processing` for an operation that cannot be carried out or a test that fails, `too-costly` for one that copies too much."""
    read = read_operations(operations)
    if isinstance(read, Problem):
        return [read]
    resource = read_exact(body)
    before = {name: resource.get(name) for name in IDENTITY}
    work = _Work(resource)
    for position, operation in enumerate(read):
        refused = work.apply(operation)
        if refused:
            text, pointer, code = refused
            path = expression(str(before["resourceType"]), pointer)
            return [Problem(code, f"operation {position} ({operation.op}): {text}", path)]
    return finished(before, work.root[0])


Refused = tuple[str, Pointer, str] | None
"""Why an operation cannot be carried out: the words, the pointer at fault, the code of the issue."""


class _Work:
    """A document under work."""

    def __init__(self, document: Any) -> None:
        self.root = [document]
        self._copied = 0

    def apply(self, operation: Operation) -> Refused:
        """Carry out one operation, or say why not."""
        if operation.op in ("move", "copy"):
            return self._from(operation)
        place = spot(self.root, operation.path)
        if place is None:
            return _NO_SUCH_PLACE, operation.path, "processing"
        if operation.op == "add":
            return self._add(place, operation)
        if not place.is_there:
            return _NOTHING_THERE, operation.path, "processing"
        if operation.op == "remove":
            return self._remove(place, operation.path)
        if operation.op == "replace":
            place.holder[place.key] = operation.value
        elif place.holder[place.key] != operation.value:
            return "the test failed: another value stands there", operation.path, "processing"
        return None

    def _add(self, place: Spot, operation: Operation) -> Refused:
        if isinstance(place.holder, list) and place.holder is not self.root:
            place.holder.insert(int(place.key), operation.value)
        else:
            place.holder[place.key] = operation.value
        return None

    def _remove(self, place: Spot, pointer: Pointer) -> Refused:
        if place.holder is self.root:
            return "the resource itself cannot be removed", pointer, "processing"
        del place.holder[place.key]
        return None

    def _from(self, operation: Operation) -> Refused:
        """Copy or move. A value is copied through its JSON, which also measures its size and depth."""
        source = spot(self.root, operation.source)
        if source is None or not source.is_there:
            return "nothing stands where it should be taken from", operation.source, "processing"
        if operation.op == "move" and operation.path == operation.source:
            return None
        try:
            written = write_exact(source.holder[source.key])
        except orjson.JSONEncodeError:
            return "it is nested too deep", operation.source, "processing"
        self._copied += len(written)
        if self._copied > MOST_COPIED_BYTES:
            return f"the patch copies more than {MOST_COPIED_BYTES} bytes", operation.source, "too-costly"
        if operation.op == "move":
            if operation.path[: len(operation.source)] == operation.source:
                return "a value cannot be moved into itself", operation.path, "processing"
            refused = self._remove(source, operation.source)
            if refused:
                return refused
        place = spot(self.root, operation.path)
        if place is None:
            return _NO_SUCH_PLACE, operation.path, "processing"
        return self._add(place, Operation("add", operation.path, value=read_exact(written)))
