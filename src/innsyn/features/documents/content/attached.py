"""Bytes as they arrived with a document, and what can be checked about them before anybody shows them."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

Integrity = Literal["right", "unstated", "wrong_size", "wrong_hash"]

MAX_BYTES = 60_000_000
"""What one document may hold: above this nothing is decoded. The national reference gateway has the same limit."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What a document holds. declared_type: media type as stated, lower case, without parameters. charset: as stated or None."""

    octets: bytes
    declared_type: str
    charset: str | None = None


def attached(octets: bytes, content_type: str) -> Attached:
    """Put bytes and their stated content type together.

    content_type: such as `text/html; charset=utf-8`; empty when none was stated."""
    declared, _, parameters = content_type.partition(";")
    return Attached(octets, declared.strip().lower(), _charset(parameters))


def decoded(data: Any) -> bytes | None:
    """Decode base64 as FHIR carries it.

    Returns the bytes, or None when it is not base64 or would be more than `MAX_BYTES`: judged before decoding."""
    if not isinstance(data, str) or len(data) > MAX_BYTES // 3 * 4:
        return None
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def integrity(octets: bytes, attachment: dict[str, Any]) -> Integrity:
    """Compare bytes with what the sender said of them.

    attachment: FHIR R4 Attachment; `size` in bytes, `hash` base64 SHA-1 of the decoded content.
    Source: FHIR R4 datatypes, Attachment; IHE MHD 4.2, 2:3.65.4.1.2."""
    size, stated = attachment.get("size"), attachment.get("hash")
    if size is not None and size != len(octets):
        return "wrong_size"
    if not stated:
        return "unstated"
    sha1 = hashlib.sha1(octets, usedforsecurity=False)
    return "right" if stated in (base64.b64encode(sha1.digest()).decode(), sha1.hexdigest()) else "wrong_hash"


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower() or None
    return None
