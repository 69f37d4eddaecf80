"""Finds where values stand in JSON text, and puts other values in their place without touching the rest.

Source: RFC 8259. The text must be known to be JSON: read it with `body.read_body` first.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BLANK = re.compile(r"[ \t\n\r]*+")
_DECODER = json.JSONDecoder()


class Member(NamedTuple):
    """One name and value of an object: where the value begins and ends in the text."""

    name: str
    start: int
    end: int


class Change(NamedTuple):
    """A piece of text to put in place of what stands from start to end."""

    start: int
    end: int
    text: str


def skip_blank(text: str, at: int) -> int:
    """Give the first position from `at` that is no white space."""
    match = _BLANK.match(text, at)
    return match.end() if match else at


def members(text: str, at: int) -> Iterator[Member]:
    """Walk the members of the object that begins at `at` (its brace), one at a time: stop early and the rest is not read."""
    at = skip_blank(text, at + 1)
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        start = skip_blank(text, skip_blank(text, at) + 1)
        end = value_end(text, start)
        yield Member(name, start, end)
        at = next_start(text, end)


def value_start(text: str, at: int, name: str) -> int | None:
    """Give where the value of a member of the object at `at` begins, without reading that value; None when it is not there."""
    at = skip_blank(text, at + 1)
    while text[at] != "}":
        found, at = _DECODER.raw_decode(text, at)
        start = skip_blank(text, skip_blank(text, at) + 1)
        if found == name:
            return start
        at = next_start(text, value_end(text, start))
    return None


def next_start(text: str, at: int) -> int:
    """Give where the next member or item begins after a value that ended at `at`, or the closing bracket."""
    at = skip_blank(text, at)
    return skip_blank(text, at + 1) if text[at] == "," else at


def value_end(text: str, at: int) -> int:
    """Give the position just after the JSON value that begins at `at`."""
    return _DECODER.raw_decode(text, at)[1]


def change(text: str, changes: Iterable[Change]) -> str:
    """Put every change in its place; they must not overlap."""
    pieces, at = [], 0
    for one in sorted(changes):
        pieces += [text[at : one.start], one.text]
        at = one.end
    return "".join([*pieces, text[at:]])
