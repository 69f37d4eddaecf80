"""Reads a patch as a function from a body to a body: JSON Patch, merge patch, or FHIRPath Patch as a Parameters resource.

Source: FHIR R4 4.0.1, http.html#patch, fhirpatch.html; RFC 6902; RFC 7396, which clients send as plain JSON too.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.formats import sent_format
from innsyn.edge.fhir_api.incoming import resource_of
from innsyn.edge.fhir_api.refusals import one
from innsyn.fhir.patch import fhirpath_patch, json_patch, merge_patch
from innsyn.kernel.outcome import Problem

JSON_PATCH, MERGE_PATCH = "application/json-patch+json", "application/merge-patch+json"

Patch = Callable[[bytes], bytes | list[Problem]]
"""Gives the patched body, or says why it cannot be patched."""

_BY_MEDIA_TYPE = {JSON_PATCH: json_patch, MERGE_PATCH: merge_patch}


def patch_of(call: Call) -> Patch | Answer:
    """Read the patch a request carries."""
    apply = _BY_MEDIA_TYPE.get(call.content_type)
    if apply is not None:
        return partial(_swapped, apply, call.body) if call.body else one(400, "structure", "a patch needs a body")
    kind = sent_format(call.headers.get("content-type", ""))
    if kind is None:
        return one(
            415, "not-supported", f"send {JSON_PATCH}, {MERGE_PATCH}, or FHIRPath Patch as a Parameters resource in FHIR JSON or XML"
        )
    if kind == "json" and _is_part_of_a_resource(call.body):
        return partial(_swapped, merge_patch, call.body)
    sent = resource_of(call)
    if isinstance(sent, Answer):
        return sent
    if sent.resource["resourceType"] != "Parameters":
        return one(400, "value", "a FHIRPath Patch is a Parameters resource; a merge patch names no resourceType", "resourceType")
    return _by_parameters(sent.received)


def _is_part_of_a_resource(body: bytes) -> bool:
    """Say whether FHIR JSON is no resource but elements to be laid over one, as clients send it that know no other patch."""
    try:
        read = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return isinstance(read, dict) and "resourceType" not in read


def patch_within(resource: Mapping[str, Any], received: bytes, place: str) -> Patch | Problem:
    """Read the patch of a bundle's entry: a Binary of JSON, or Parameters. place: of the resource in the bundle."""
    if resource.get("resourceType") == "Parameters":
        return _by_parameters(received)
    apply = _BY_MEDIA_TYPE.get(str(resource.get("contentType")))
    if resource.get("resourceType") != "Binary" or apply is None:
        return Problem("not-supported", f"a PATCH in a bundle is Parameters, or a Binary of {JSON_PATCH} or {MERGE_PATCH}", place)
    try:
        change = base64.b64decode(str(resource.get("data", "")), validate=True)
    except (binascii.Error, ValueError):
        return Problem("value", "the patch is not base64", f"{place}.data")
    return partial(_swapped, apply, change)


def _by_parameters(parameters: bytes) -> Patch:
    return partial(_swapped, fhirpath_patch, parameters)


def _swapped(apply: Callable[[bytes, bytes], bytes | list[Problem]], change: bytes, body: bytes) -> bytes | list[Problem]:
    return apply(body, change)
