"""The last look at a patched resource: it must still be the same resource, and it must be writable.

Source: FHIR R4 4.0.1, http.html#patch: type and id do not change. Code `processing` says that a patch was understood but could not be
carried out, `structure` and `invalid` that it was not understood.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from innsyn.fhir.body import DEEPEST
from innsyn.fhir.exact import write_exact
from innsyn.kernel.outcome import Problem

IDENTITY = ("resourceType", "id")
"""What says which resource it is."""


def finished(before: Mapping[str, Any], after: Any) -> bytes | list[Problem]:
    """Write a patched resource.

    before: its type and id before the patch. after: the whole, as `exact.read_exact` gives it.
    Returns the body, or why it cannot be: no object, another type or id, nested too deep."""
    if not isinstance(after, dict):
        return [Problem("processing", "what the patch leaves is not a resource")]
    for name in IDENTITY:
        if before.get(name) != after.get(name):
            return [Problem("processing", f"a patch cannot change {name}", f"{before.get('resourceType')}.{name}")]
    try:
        return write_exact(after)
    except orjson.JSONEncodeError:
        return [Problem("processing", f"what the patch leaves is nested deeper than {DEEPEST} levels")]
