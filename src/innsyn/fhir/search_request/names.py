"""Takes the name of a search parameter apart: its code, modifier or type, the chain behind it, and `_has`.

Source: FHIR R4 4.0.1, search.html#modifiers, #chaining and #has.
"""

from dataclasses import dataclass

HAS = "_has"


@dataclass(frozen=True, slots=True)
class Name:
    """`code:suffix.rest`: the suffix is a modifier or a type, None when there is none; rest is None when there is no chain."""

    code: str
    suffix: str | None = None
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class HasName:
    """`_has:type:reference:rest`."""

    type: str
    reference: str
    rest: str


def read_name(text: str) -> Name | HasName | None:
    """Take a name apart. Returns None for a `_has` without its three parts."""
    if text == HAS or text.startswith(f"{HAS}:"):
        parts = text.split(":", 3)
        return HasName(*parts[1:]) if len(parts) == 4 and all(parts[1:]) else None
    head, dot, rest = text.partition(".")
    code, colon, suffix = head.partition(":")
    return Name(code, suffix if colon else None, rest if dot else None)
