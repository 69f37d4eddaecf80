"""Reads the whole texts that come with a report. Only plain words: other forms are documents, and belong to the documents' own pages."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Any

MAX_CHARACTERS = 200_000


def pages(attachments: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Read the plain texts among some attachments.

    attachments: FHIR R4 Attachment. What is not plain text, cannot be read or is longer than `MAX_CHARACTERS` is left out."""
    return tuple(text for attachment in attachments if (text := _text(attachment)))


def _text(attachment: Mapping[str, Any]) -> str:
    if not str(attachment.get("contentType") or "").startswith("text/plain") or len(attachment.get("data") or "") > 2 * MAX_CHARACTERS:
        return ""
    try:
        return base64.b64decode(attachment.get("data") or "").decode()[:MAX_CHARACTERS]
    except (binascii.Error, UnicodeDecodeError):
        return ""
