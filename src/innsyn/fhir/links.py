"""Finds and changes links in a resource's bytes: references, addresses and those inside the narrative.

Source: FHIR R4 4.0.1, http.html#trules (links in a transaction): references, elements of type uri, url, oid and uuid, `href` and `src` of
the narrative. Canonical addresses are identities and stay. The bytes must have passed `body.read_body`, which refuses escaped names:
so every name can be found as it is written.
"""

import json
import re
from collections.abc import Callable
from functools import partial

Replace = Callable[[str, str], str | None]
"""Given the element's name and its text: the new text, or None to leave it."""

REFERENCE = "reference"

_NAMES = (
    *("reference", "url", "uri", "instantiatesUri", "definitionUri", "sourceUri", "targetUri", "valueUri", "valueUrl"),
    *("valueUuid", "valueOid", "source", "endpoint"),
)
_LISTS = ("instantiatesUri", "definitionUri", "derivedFromUri")
_TEXT = rb'"(?:[^"\\]|\\.)*+"'
_EACH_TEXT = re.compile(_TEXT, re.DOTALL)
_ADDRESS = re.compile(r"((?:href|src)\s*=\s*[\"'])([^\"']*)")


def _named(name: str, value: bytes) -> tuple[bytes, re.Pattern[bytes]]:
    """Make the pattern of a member. The name comes first, so that the search for it is quick; an escaped quote is no beginning."""
    quoted = f'"{name}"'.encode()
    return quoted, re.compile(quoted + rb"(?<!\\" + quoted + rb")\s*+:\s*+" + value, re.DOTALL)


_LINKS = {name: _named(name, b"(" + _TEXT + b")") for name in _NAMES}
_LINK_LISTS = {name: _named(name, rb"\[((?:[^\"\]]|" + _TEXT + rb")*+)\]") for name in _LISTS}
_NARRATIVE = _named("div", b"(" + _TEXT + b")")[1]


def references(received: bytes) -> list[str]:
    """List the texts of all references in a resource, in their order."""
    return [_read(text) for text in _LINKS[REFERENCE][1].findall(received)]


def change_links(received: bytes, replace: Replace) -> bytes:
    """Put new texts in place of links.

    received: a resource's bytes. replace: asked for every link.
    Returns the bytes, the same but for the links that were replaced."""
    changed = received
    for name, (quoted, pattern) in _LINKS.items():
        if quoted in changed:
            changed = pattern.sub(partial(_changed, name, replace), changed)
    for name, (quoted, pattern) in _LINK_LISTS.items():
        if quoted in changed:
            changed = pattern.sub(partial(_changed_list, name, replace), changed)
    if b"href" in changed or b"src" in changed:
        changed = _NARRATIVE.sub(partial(_changed_narrative, replace), changed)
    return changed


def _changed(name: str, replace: Replace, match: re.Match[bytes]) -> bytes:
    new = replace(name, _read(match[1]))
    return match[0] if new is None else _before(match) + _written(new)


def _changed_list(name: str, replace: Replace, match: re.Match[bytes]) -> bytes:
    def each(text: re.Match[bytes]) -> bytes:
        new = replace(name, _read(text[0]))
        return text[0] if new is None else _written(new)

    return _before(match) + _EACH_TEXT.sub(each, match[1]) + b"]"


def _changed_narrative(replace: Replace, match: re.Match[bytes]) -> bytes:
    """Change addresses in the narrative; when none changes, its bytes stay as they were written."""
    text = _read(match[1])

    def each(address: re.Match[str]) -> str:
        new = replace("href", address[2])
        return address[0] if new is None else address[1] + new

    new = _ADDRESS.sub(each, text)
    return match[0] if new == text else _before(match) + _written(new)


def _before(match: re.Match[bytes]) -> bytes:
    """Give what stands before the value: the name and the colon."""
    return match[0][: match.start(1) - match.start()]


def _read(text: bytes) -> str:
    return str(json.loads(text)) if b"\\" in text else text[1:-1].decode()


def _written(text: str) -> bytes:
    return json.dumps(text, ensure_ascii=False).encode()
