"""Reads the parameters that say how the answer shall look: order, page size, totals, summaries, what comes along.

Source: FHIR R4 4.0.1, search.html#2.21.1.2 and following. An answer never holds more than 500 matches on a page.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.search_request.criteria import Include, SortKey
from innsyn.fhir.search_request.parameters import parameter, parameters
from innsyn.kernel.outcome import Problem

MOST = 500
"""Most matches on a page."""

_DIGITS = re.compile(r"\d{1,9}", re.ASCII)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_CHOICES = {
    "_total": ("none", "estimate", "accurate"),
    "_summary": ("true", "text", "data", "count", "false"),
    "_contained": ("false",),
}
_UNSORTABLE = ("composite", "special")
ANY = "*"


@dataclass(slots=True)
class ResultParameters:
    """What has been said so far about the answer, in the words of `SearchRequest`."""

    said: dict[str, Any] = field(default_factory=dict)
    includes: list[Include] = field(default_factory=list)


def is_result(name: str) -> bool:
    """Say whether this name is one that shapes the answer."""
    return name in ("_sort", "_count", "_page", "_elements", *_CHOICES) or name.partition(":")[0] in ("_include", "_revinclude")


def read_result(type_: str, name: str, value: str, into: ResultParameters) -> Problem | tuple[str, str]:
    """Read one of them. Returns the pair as it will be processed, or what is wrong."""
    code, _, modifier = name.partition(":")
    if code in ("_include", "_revinclude"):
        return _include(code, modifier, value, into, name)
    read: Problem | object
    match code:
        case "_count":
            read = min(int(value), MOST) if _DIGITS.fullmatch(value) else Problem("invalid", "_count is a whole number from 0", code)
            into.said["count"] = read
            return read if isinstance(read, Problem) else (code, str(read))
        case "_page":
            into.said["page"] = value
        case "_sort":
            read = _sort(type_, value)
            into.said["sort"] = read
        case "_elements":
            read = _elements(value)
            into.said["elements"] = read
        case _:
            read = value if value in _CHOICES[code] else Problem("not-supported", f"{code} may be {', '.join(_CHOICES[code])}", code)
            if code != "_contained":
                into.said[code.removeprefix("_")] = read
    return read if code != "_page" and isinstance(read, Problem) else (code, value)


def _sort(type_: str, value: str) -> tuple[SortKey, ...] | Problem:
    keys = tuple(SortKey(one.removeprefix("-"), one.startswith("-")) for one in value.split(",") if one)
    for key in keys:
        found = parameter(type_, key.parameter)
        if found is None or found.kind in _UNSORTABLE:
            return Problem("not-supported", f"{type_} cannot be sorted by this", "_sort")
    return keys


def _elements(value: str) -> tuple[str, ...] | Problem:
    names = tuple(one.rpartition(".")[2] for one in value.split(",") if one)
    return (
        names if all(_NAME.fullmatch(name) for name in names) else Problem("invalid", "_elements is a list of element names", "_elements")
    )


def _include(code: str, modifier: str, value: str, into: ResultParameters, name: str) -> Problem | tuple[str, str]:
    if modifier not in ("", "iterate", "recurse"):
        return Problem("invalid", f"{code} takes :iterate and no other modifier", code)
    include = _read_include(value, is_reverse=code == "_revinclude", is_iterated=modifier != "")
    if include is None:
        return Problem("invalid", f"{code} is `Type:parameter`, `Type:parameter:Target`, `Type:*` or `*`", code)
    into.includes.append(include)
    return name, value


def _read_include(value: str, *, is_reverse: bool, is_iterated: bool) -> Include | None:
    if value == ANY:
        return None if is_reverse else Include(None, None, None, is_reverse, is_iterated)
    parts = value.split(":")
    if len(parts) not in (2, 3) or parts[0] not in resource_types():
        return None
    source, code, target = (*parts, None)[:3]
    if target is not None and target not in resource_types():
        return None
    if code == ANY:
        return Include(source, None, target, is_reverse, is_iterated)
    found = parameters(str(source)).get(str(code))
    if found is None or found.kind != "reference":
        return None
    return Include(source, code, target, is_reverse, is_iterated)
