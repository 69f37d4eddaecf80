"""Reads the pictures a clinical document carries inside itself.

HL7 CDA R2, ObservationMedia: `value` with mediaType and base64.
"""

import re

from lxml import etree

from innsyn.features.documents.content.attached import attached, decoded
from innsyn.features.documents.content.blocks import Picture
from innsyn.features.documents.content.picture_size import is_reasonable
from innsyn.features.documents.content.recognise import kind
from innsyn.features.documents.content.xml import name, text

_NO_BLANKS = re.compile(r"\s+")


def picture(media: etree._Element) -> tuple[str, Picture] | None:
    """Read one `observationMedia`.

    Returns its XML id and the picture, or None when the bytes are not the PNG or JPEG they are said to be."""
    value = next((child for child in media.iter() if name(child) == "value"), None)
    if value is None or value.get("representation") != "B64":
        return None
    octets = decoded(text(value)) or b""
    found = attached(octets, value.get("mediaType") or "")
    if kind(found) != "picture" or not is_reasonable(octets):
        return None
    return media.get("ID") or "", Picture(found.declared_type, _NO_BLANKS.sub("", text(value)))
