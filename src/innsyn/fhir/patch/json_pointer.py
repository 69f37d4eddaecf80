"""Follows JSON pointers.

Source: RFC 6901; RFC 6902, section 4.1 (the index `-` is the place after a list's last item).
"""

import re
from typing import Any, NamedTuple

from innsyn.fhir.places import safe_name

Pointer = tuple[str, ...]

_AFTER_LAST = "-"
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_BAD_ESCAPE = re.compile(r"~(?![01])")
LONGEST = 254
"""More steps lead into nothing: no body is nested deeper."""


class Spot(NamedTuple):
    """A place in a document. holder: the object or list around it. key: the name or index there."""

    holder: Any
    key: str | int

    @property
    def is_there(self) -> bool:
        """Say whether something stands there."""
        return self.key in self.holder if isinstance(self.holder, dict) else int(self.key) < len(self.holder)


def read_pointer(text: str) -> Pointer | None:
    """Read a pointer. Returns its steps without escapes, or None when it is none."""
    if text and not text.startswith("/"):
        return None
    steps = text.split("/")[1:]
    if len(steps) > LONGEST or _BAD_ESCAPE.search(text):
        return None
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def spot(root: list[Any], pointer: Pointer) -> Spot | None:
    """Find the place a pointer means.

    root: a list with the document as its one item. Returns the place, which may be empty, or None when the way to it is broken."""
    here = Spot(root, 0)
    for step in pointer:
        if not here.is_there:
            return None
        holder = here.holder[here.key]
        key = _index(step, holder) if isinstance(holder, list) else step if isinstance(holder, dict) else None
        if key is None:
            return None
        here = Spot(holder, key)
    return here


def _index(step: str, within: list[Any]) -> int | None:
    """Give the index; up to one past the last."""
    if step == _AFTER_LAST:
        return len(within)
    return int(step) if _INDEX.fullmatch(step) and int(step) <= len(within) else None


def expression(kind: str, pointer: Pointer) -> str:
    """Write a pointer as FHIRPath, for a problem: `Patient.name[0].family`. What is no element's name is not repeated."""
    return kind + "".join(f"[{step}]" if _INDEX.fullmatch(step) else f".{safe_name(step)}" for step in pointer)
