"""Merge patch: a partial resource is laid over the resource, and null takes out.

Source: RFC 7396. FHIR R4 does not name it, but clients send it. A list is put in place of the list: nothing is merged inside.
"""

from typing import Any

from innsyn.fhir.exact import read_exact
from innsyn.fhir.patch.outcome import IDENTITY, finished
from innsyn.fhir.patch.received import read_received
from innsyn.kernel.outcome import Problem


def merge_patch(body: bytes, received: bytes) -> bytes | list[Problem]:
    """Patch a resource. What the patch does not name keeps its value and its place; decimals keep their text.

    body: its JSON as stored. received: the merge patch as it came; it may name the resource's own type and id.
    Returns the patched JSON, which the caller validates, or the first problem: `structure` or `invalid` for a patch that is none,
    `processing` for one that would make it another resource."""
    partial = read_received(received)
    if isinstance(partial, Problem):
        return [partial]
    if not isinstance(partial, dict):
        return [Problem("invalid", "a merge patch is an object")]
    resource = read_exact(body)
    return finished({name: resource.get(name) for name in IDENTITY}, _merged(resource, partial))


def _merged(target: Any, partial: Any) -> Any:
    if not isinstance(partial, dict):
        return partial
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in partial.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merged(merged.get(name), value)
    return merged
