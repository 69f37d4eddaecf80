"""Cuts a FHIRPath into words.

Source: FHIRPath N1 (2.0.0), section Lexical Elements.
"""

import re
from typing import NamedTuple

LONGEST_PATH = 2_000
_WORD = re.compile(
    r"\s*(?:(?P<date>@[0-9T:Z.+-]+)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<text>'(?:[^'\\]|\\.)*+')|(?P<quoted>`[A-Za-z_][A-Za-z0-9_]*`)"
    r"|(?P<name>[$%]?[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>!=|<=|>=|[.()\[\],=<>]))",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"}
_TEXT = re.compile(r"'(?:[^'\\]|\\.)*+'?", re.DOTALL)
_LONGEST_SHOWN = 200


class Word(NamedTuple):
    """kind: date, number, text, name, sign or end. text: what it says, without quotes and escapes."""

    kind: str
    text: str


class NotUnderstood(Exception):
    """A path, or what it finds, is beyond this evaluator. Its text says why, and repeats nothing of the path."""


def words(path: str) -> list[Word]:
    """Cut a path into its words, with an end last. Raises NotUnderstood."""
    if len(path) > LONGEST_PATH:
        raise NotUnderstood(f"it is longer than {LONGEST_PATH} characters")
    found, at, path = [], 0, path.rstrip()
    while at < len(path):
        match = _WORD.match(path, at)
        if match is None:
            raise NotUnderstood(f"the sign at position {at} is not understood")
        kind = str(match.lastgroup)
        found.append(_word(kind, match[kind]))
        at = match.end()
    return [*found, Word("end", "")]


def _word(kind: str, text: str) -> Word:
    if kind == "text":
        return Word("text", _ESCAPE.sub(_unescaped, text[1:-1]))
    if kind == "quoted":
        return Word("name", text[1:-1])
    return Word(kind, text[1:] if kind == "date" else text)


def _unescaped(match: re.Match[str]) -> str:
    sign = match[1]
    return chr(int(sign[1:], 16)) if len(sign) > 1 else _ESCAPES.get(sign, sign)


def shown(path: str) -> str:
    """Give a path for a problem's text: the texts in it are left out, since they may be a number or a name."""
    masked = _TEXT.sub("'…'", path)
    return masked if len(masked) <= _LONGEST_SHOWN else f"{masked[:_LONGEST_SHOWN]}…"
