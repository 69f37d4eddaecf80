"""Builds documents as hospitals, general practitioners and municipalities share them, for tests and stories."""

import base64
import hashlib
import json
from typing import Any

from innsyn.gate.values import Stored
from innsyn.kernel import systems
from innsyn.kernel.clock import Instant, instant

HOSPITAL = "974749025"
STORED_AT = instant("2026-03-12T15:00:00+01:00")


def attachment(octets: bytes, content_type: str, **more: Any) -> dict[str, Any]:
    """Build an Attachment that holds `octets`, with right size and hash. more: other elements, which win."""
    return {
        "contentType": content_type,
        "data": base64.b64encode(octets).decode(),
        "size": len(octets),
        "hash": base64.b64encode(hashlib.sha1(octets, usedforsecurity=False).digest()).decode(),
        "title": "Epikrise",
        "creation": "2026-03-12T14:05:00+01:00",
        **more,
    }


def document(
    *attachments: dict[str, Any], type_code: str = "A03-2", name: str = "Epikrise", label: str = "N", **more: Any
) -> dict[str, Any]:
    """Build a current DocumentReference.

    type_code, name: Volven 9602. label: Volven 9603. more: other elements as they stand in FHIR, which win."""
    group = f"{type_code[0]}00-1"
    return {
        "resourceType": "DocumentReference",
        "status": "current",
        "docStatus": "final",
        "type": {"coding": [{"system": systems.DOCUMENT_TYPE, "code": type_code, "display": name}]},
        "category": [{"coding": [{"system": systems.DOCUMENT_TYPE, "code": group}]}],
        "securityLabel": [{"coding": [{"system": systems.ACCESS_LABEL, "code": label}]}],
        "author": [{"display": "Ingrid Solberg"}],
        "custodian": {"identifier": {"system": systems.ORGANISATION_NUMBER, "value": HOSPITAL}},
        "content": [{"attachment": each} for each in attachments],
        **more,
    }


def text_document(text: str, **more: Any) -> dict[str, Any]:
    """Build a document of plain words. more: as for `document`."""
    return document(attachment(text.encode(), "text/plain; charset=utf-8"), **more)


def stored(body: dict[str, Any], resource_id: str, *, recorded_at: Instant = STORED_AT, custodian: str | None = HOSPITAL) -> Stored:
    """Put a resource in the record's envelope, as a search hands it out."""
    return Stored(
        row=1, owner=1, type=str(body["resourceType"]), id=resource_id, version=1, recorded_at=recorded_at, custodian=custodian,
        labels=frozenset({"N"}), deleted=False, body=json.dumps({**body, "id": resource_id}).encode(),
    )  # fmt: skip
