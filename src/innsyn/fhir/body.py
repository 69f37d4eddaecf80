"""Reads a received JSON body: what it says, and what a parser would overlook.

Source: FHIR R4 4.0.1, json.html; RFC 8259. The bytes themselves are kept and sent out again; see `stamp.py`.
"""

import json
import re
from typing import Any

import orjson

from innsyn.kernel.outcome import Problem

Resource = dict[str, Any]

DEEPEST = 254
"""Levels of objects and lists: the parser's own limit, so that measuring costs nothing. R4's deepest example has about thirty."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MAY_BE_ESCAPED_NAME = re.compile(rb'\\.[^"\\]*+"\s*+:', re.DOTALL)
_STRINGS = re.compile(rb'"((?:[^"\\]|\\.)*+)"(\s*+:)?', re.DOTALL)
_BLANK_BEFORE_COLON = (b" :", b"\t:", b"\n:", b"\r:")
_SPACED_NAME = re.compile(rb'"[ \t\r\n]++:')
_ESCAPED_QUOTE = rb"\u0022"


def read_body(received: bytes) -> Resource | Problem:
    """Read a JSON body as a resource.

    received: the bytes as they came, UTF-8.
    Returns the parsed object, or the problem: not JSON, a byte order mark, a name twice, an escaped name, too deep, no resource."""
    if received.startswith(_BYTE_ORDER_MARK):
        return Problem("structure", "the body begins with a byte order mark: send UTF-8 without it")
    try:
        resource = orjson.loads(received)
    except orjson.JSONDecodeError:
        return Problem("structure", "the body is not JSON in UTF-8")
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        return Problem("structure", "the body is not a resource: it has no resourceType")
    overlooked = _overlooked(received, resource)
    return Problem("structure", overlooked) if overlooked else resource


def _overlooked(received: bytes, resource: Resource) -> str:
    """Say what the parser let pass, or nothing: depth, names with escapes, names given twice."""
    try:
        written_anew = orjson.dumps(resource)
    except orjson.JSONEncodeError:
        return f"the body is nested deeper than {DEEPEST} levels"
    if b"\\" in received and _MAY_BE_ESCAPED_NAME.search(received) and _has_escaped_name(received):
        return "an element's name is written with escapes"
    if _may_have_name_twice(received, written_anew) and _has_name_twice(received):
        return "an element's name is given twice in one object"
    return ""


def _has_escaped_name(received: bytes) -> bool:
    return any(colon and b"\\" in string for string, colon in _STRINGS.findall(received))


def _may_have_name_twice(received: bytes, written_anew: bytes) -> bool:
    """Compare the number of names with what remains after parsing; unusual writing makes the count unsure."""
    if received.count(b'":') != written_anew.count(b'":') or _ESCAPED_QUOTE in received:
        return True
    return any(sign in received for sign in _BLANK_BEFORE_COLON) and _SPACED_NAME.search(received) is not None


class _NameTwiceError(Exception):
    pass


def _has_name_twice(received: bytes) -> bool:
    try:
        json.loads(received, object_pairs_hook=_unique)
    except _NameTwiceError:
        return True
    return False


def _unique(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _NameTwiceError
