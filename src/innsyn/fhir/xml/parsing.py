"""Parses received XML with everything dangerous off: no document type, no entities, no network, UTF-8 alone.

Source: FHIR R4 4.0.1, xml.html and security.html#narrative; XML 1.0, sections 2.8 and 4.3.3.
"""

import re
from typing import cast

from lxml import etree

from innsyn.kernel.outcome import Problem

_BYTE_ORDER_MARK = "\ufeff"
_ENCODING = re.compile(r"<\?xml[^>?]*?encoding\s*=\s*[\"']([^\"']*)")
_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")


def parse(received: bytes) -> tuple[str, etree._Element] | Problem:
    """Parse a document.

    received: the bytes as they came; a byte order mark of UTF-8 is let pass.
    Returns its text and its root, or the problem with line and column: another encoding, a document type, not well-formed."""
    try:
        text = received.decode().removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        return Problem("structure", "the body is not XML in UTF-8")
    encoding = _ENCODING.match(text)
    if encoding and encoding[1].lower() not in _ENCODINGS:
        return Problem("structure", "the body says that it is in another encoding than UTF-8")
    prolog = cast("re.Match[str]", _PROLOG.match(text))
    if text.startswith("<!DOCTYPE", prolog.end()):
        return Problem("security", f"a document type is not accepted ({_position(text, prolog.end())})")
    try:
        return text, etree.fromstring(text.encode(), parser())
    except etree.XMLSyntaxError as found:
        line, column = found.position
        return Problem("structure", f"the body is not well-formed XML (line {line}, column {column})")


def parser() -> etree.XMLParser:
    """Make a parser that follows nothing and expands nothing. Large values pass: the border has its own limit for a body."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True)


def _position(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"
