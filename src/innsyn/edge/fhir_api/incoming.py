"""Reads a request's body within limits: unpacked, in UTF-8, as JSON whatever format it was sent in.

Source: FHIR R4 4.0.1, http.html#mime-type; RFC 9110 §8.4; RFC 1952.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.formats import sent_format
from innsyn.edge.fhir_api.ports import Pairs
from innsyn.edge.fhir_api.refusals import one, refusal
from innsyn.fhir.body import read_body
from innsyn.fhir.xml import from_xml
from innsyn.kernel.outcome import Problem

FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 500

_GZIP = 31
_TOO_LARGE = Problem("too-long", "the body is larger than this server takes")


@dataclass(frozen=True, slots=True)
class Received:
    """A resource that was sent. received: as JSON bytes. resource: as parsed."""

    received: bytes
    resource: Mapping[str, Any]


async def read_all(receive: Any, headers: Mapping[str, str], limit: int) -> bytes | Answer:
    """Read the body. limit: bytes it may have, also when unpacked. A caller who goes away leaves what came."""
    stated = headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limit:
        return refusal([_TOO_LARGE])
    pieces, size, is_more = [], 0, True
    while is_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        piece = message.get("body", b"")
        size += len(piece)
        if size > limit:
            return refusal([_TOO_LARGE])
        pieces.append(piece)
        is_more = message.get("more_body", False)
    return _unpacked(b"".join(pieces), headers.get("content-encoding", "").strip().lower(), limit)


def _unpacked(body: bytes, encoding: str, limit: int) -> bytes | Answer:
    if encoding in ("", "identity") or not body:
        return body
    if encoding not in ("gzip", "x-gzip"):
        return one(415, "not-supported", "of content encodings only gzip is understood")
    unpacker = zlib.decompressobj(wbits=_GZIP)
    try:
        unpacked = unpacker.decompress(body, limit + 1)
    except zlib.error:
        return one(400, "structure", "the body is not gzip")
    if len(unpacked) > limit:
        return refusal([_TOO_LARGE])
    return unpacked if unpacker.eof and not unpacker.unused_data else one(400, "structure", "the body is not one whole gzip")


def resource_of(call: Call) -> Received | Answer:
    """Read the body as a resource, or say why it is none."""
    if not call.body:
        return one(400, "structure", "this request needs a resource in its body")
    kind = sent_format(call.headers.get("content-type", ""))
    if kind is None:
        return one(415, "not-supported", "send FHIR R4 as application/fhir+json or application/fhir+xml, in UTF-8")
    received = call.body
    if kind == "xml":
        converted = from_xml(received)
        if isinstance(converted, list):
            return refusal(converted, status=400)
        received = converted
    resource = read_body(received)
    return refusal([resource], status=400) if isinstance(resource, Problem) else Received(received, resource)


def form_of(call: Call) -> Pairs | Answer:
    """Read the body as a form; an empty body without a media type is an empty form."""
    if not call.body and call.content_type in ("", FORM):
        return ()
    if call.content_type != FORM:
        return one(415, "not-supported", f"a search by POST is sent as {FORM}")
    fields = pairs_of(call.body)
    return one(400, "structure", "the form cannot be read") if fields is None else fields


def pairs_of(encoded: bytes) -> Pairs | None:
    """Read names and values; None when they are no UTF-8, too many, or hold what no database takes."""
    try:
        fields = parse_qsl(encoded.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        return None
    return None if any("\0" in text for pair in fields for text in pair) else tuple(fields)
