"""Writes a stored resource as FHIR XML.

Source: FHIR R4 4.0.1, xml.html and json.html. Elements stand in the specification's order, numbers keep their text, and a narrative is
carried over letter by letter. What JSON alone can say is left out: extensions of an element's `id`, of an extension's `url` and of `div`.
"""

import re
from typing import Any

from innsyn.fhir.exact import Number, read_exact
from innsyn.fhir.shapes import RESOURCE, Element, shape
from innsyn.fhir.xml.names import FHIR, NARRATIVE, attributes, order
from innsyn.fhir.xml.narratives import written_narrative

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_SPECIAL = re.compile('[&<>"\t\n\r]|[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_UNSPEAKABLE = "\ufffd"
"""Put in place of a character that XML cannot carry; validation lets none of them in."""


def to_xml(body: bytes) -> bytes:
    """Write a resource as XML.

    body: a resource in JSON that validation accepted.
    Returns the XML document in UTF-8. Raises ValueError for what the element tables do not know, or what has not the form they say."""
    resource = read_exact(body)
    pieces = [_DECLARATION]
    _resource(pieces, resource, f' xmlns="{FHIR}"')
    return "".join(pieces).encode()


def _resource(pieces: list[str], value: Any, namespace: str = "") -> None:
    kind = value.get("resourceType") if isinstance(value, dict) else None
    if not isinstance(kind, str):
        raise ValueError("not a resource")
    _object(pieces, kind, kind, {name: inner for name, inner in value.items() if name != "resourceType"}, namespace)


def _object(pieces: list[str], tag: str, kind: str, value: Any, more: str = "") -> None:
    """Write an element with what is in it. tag: its name. kind: its type or nested table. more: attributes it has besides."""
    try:
        places, elements = order(kind), shape(kind).elements
        names = sorted(value, key=places.__getitem__)
    except (KeyError, TypeError):
        raise ValueError(f"{kind} has another form than its table") from None
    as_attributes = attributes(kind)
    own = "".join(f' {name}="{_text(value[name])}"' for name in as_attributes if name in value)
    pieces.append(f"<{tag}{own}{more}")
    start = len(pieces)
    pieces.append(">")
    for name in names:
        plain = name.removeprefix("_")
        if plain in as_attributes or (plain != name and plain in value):
            continue
        element = elements[plain]
        companion = value.get(f"_{plain}")
        if not element.is_list:
            _one(pieces, plain, element, value.get(plain), companion)
            continue
        for inner, beside in _aligned(value.get(plain), companion):
            _one(pieces, plain, element, inner, beside)
    if len(pieces) == start + 1:
        pieces[start] = "/>"
    else:
        pieces.append(f"</{tag}>")


def _aligned(values: Any, companions: Any) -> list[tuple[Any, Any]]:
    """Pair the values of a list with what stands beside them; either list may be shorter or missing."""
    values, companions = [[] if one is None else one for one in (values, companions)]
    if not isinstance(values, list) or not isinstance(companions, list):
        raise ValueError("a list is wanted")
    longest = max(len(values), len(companions))
    return list(zip(values + [None] * (longest - len(values)), companions + [None] * (longest - len(companions)), strict=True))


def _one(pieces: list[str], tag: str, element: Element, value: Any, companion: Any) -> None:
    if element.kind == NARRATIVE:
        pieces.append(written_narrative(str(value)))
    elif element.is_primitive:
        own = "" if value is None else f' value="{_text(value)}"'
        if companion:
            _object(pieces, tag, "Element", companion, own)
        else:
            pieces.append(f"<{tag}{own}/>")
    elif element.kind == RESOURCE:
        pieces.append(f"<{tag}>")
        _resource(pieces, value)
        pieces.append(f"</{tag}>")
    else:
        _object(pieces, tag, element.kind, value)


def _text(value: Any) -> str:
    """Write a primitive's value as the inside of an attribute."""
    if isinstance(value, str):
        return _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value
    if isinstance(value, Number):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    raise ValueError("a primitive is wanted")


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], _UNSPEAKABLE)
