"""Reads a patch as a function from a body to a body: JSON Patch, or FHIRPath Patch as a Parameters resource.

Source: FHIR R4 4.0.1, http.html#patch, fhirpatch.html; RFC 6902.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.formats import sent_format
from innsyn.edge.fhir_api.incoming import resource_of
from innsyn.edge.fhir_api.refusals import one
from innsyn.fhir.patch import fhirpath_patch, json_patch
from innsyn.kernel.outcome import Problem

JSON_PATCH = "application/json-patch+json"

Patch = Callable[[bytes], bytes | list[Problem]]
"""Gives the patched body, or says why it cannot be patched."""


def patch_of(call: Call) -> Patch | Answer:
    """Read the patch a request carries."""
    if call.content_type == JSON_PATCH:
        return _by_operations(call.body) if call.body else one(400, "structure", "a patch needs a body")
    if sent_format(call.headers.get("content-type", "")) is None:
        return one(415, "not-supported", f"send {JSON_PATCH}, or FHIRPath Patch as a Parameters resource in FHIR JSON or XML")
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource["resourceType"] != "Parameters":
        return one(400, "value", "a FHIRPath Patch is a Parameters resource", "resourceType")
    return _by_parameters(sent.received)


def patch_within(resource: Mapping[str, Any], received: bytes, place: str) -> Patch | Problem:
    """Read the patch of a bundle's entry: a Binary with a JSON Patch, or Parameters. place: of the resource in the bundle."""
    if resource.get("resourceType") == "Parameters":
        return _by_parameters(received)
    if resource.get("resourceType") != "Binary" or resource.get("contentType") != JSON_PATCH:
        return Problem("not-supported", f"a PATCH in a bundle is Parameters, or a Binary of {JSON_PATCH}", place)
    try:
        operations = base64.b64decode(str(resource.get("data", "")), validate=True)
    except (binascii.Error, ValueError):
        return Problem("value", "the patch is not base64", f"{place}.data")
    return _by_operations(operations)


def _by_operations(operations: bytes) -> Patch:
    return partial(_swapped, json_patch, operations)


def _by_parameters(parameters: bytes) -> Patch:
    return partial(_swapped, fhirpath_patch, parameters)


def _swapped(apply: Callable[[bytes, bytes], bytes | list[Problem]], change: bytes, body: bytes) -> bytes | list[Problem]:
    return apply(body, change)
