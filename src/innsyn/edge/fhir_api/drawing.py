"""Draws an answer's FHIR body in the caller's format.

Source: FHIR R4 4.0.1, http.html#parameters (`_format`, `_pretty`).
"""

import re

from innsyn.edge.fhir_api.exchange import Format
from innsyn.fhir.xml import to_xml

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)


def drawn(body: bytes, wanted: Format, *, is_pretty: bool) -> bytes:
    """Draw a body. is_pretty: JSON is indented, every value as it was written; XML goes out as it is, since blanks may be meant."""
    if wanted == "xml":
        return to_xml(body)
    return pretty(body.decode()).encode() if is_pretty else body


def pretty(text: str) -> str:
    """Indent JSON without reading its values: `0.40` stays `0.40`. text: must be JSON."""
    pieces: list[str] = []
    depth, before = 0, ""
    for sign in _TOKEN.findall(text):
        if sign in ("}", "]"):
            depth -= 1
        if sign in ("}", "]"):
            pieces.append("" if before in ("{", "[") else "\n" + "  " * depth)
        elif before in ("{", "[", ","):
            pieces.append("\n" + "  " * depth)
        pieces.append(": " if sign == ":" else sign)
        depth += sign in ("{", "[")
        before = sign
    return "".join(pieces)
