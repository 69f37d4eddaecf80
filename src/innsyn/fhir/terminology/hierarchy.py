"""The code systems we carry: their codes, and what stands above and below each.

Source: FHIR R4 4.0.1, codesystem.html (hierarchy); R4's own systems from `definitions/`, Norwegian ones from `data/norwegian.json`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from innsyn.fhir import code_systems as names
from innsyn.fhir.definitions import tables


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system as we carry it. is_complete: all its codes are here. above, below: code → direct parents, direct children."""

    codes: frozenset[str]
    is_complete: bool
    above: Mapping[str, tuple[str, ...]]
    below: Mapping[str, tuple[str, ...]]


@cache
def norwegian() -> Mapping[str, dict[str, Any]]:
    """Read the Norwegian code systems and value sets: `code_systems` and `value_sets`, in the form of R4's tables."""
    found: dict[str, Any] = orjson.loads((files(__package__) / "data" / "norwegian.json").read_bytes())
    return found


@cache
def _listed() -> Mapping[str, dict[str, Any]]:
    own = norwegian()["code_systems"]
    return {names.canonical_system(url): table for url, table in {**tables.code_systems(), **own}.items()}


@cache
def code_system(url: str) -> CodeSystem | None:
    """Give a code system by any of its names, or None when it is not carried here."""
    table = _listed().get(names.canonical_system(url)) or _listed().get(names.canonical_system(url.partition("|")[0]))
    if table is None:
        return None
    above = {code: tuple(parents) for code, parents in table.get("above", {}).items()}
    below: dict[str, list[str]] = {}
    for code, parents in above.items():
        for parent in parents:
            below.setdefault(parent, []).append(code)
    children = {code: tuple(listed) for code, listed in below.items()}
    return CodeSystem(frozenset(table["codes"]), table["content"] == "complete", above, children)


def descendants(system: str, code: str) -> frozenset[str] | None:
    """List a code and all below it, as `is-a` and the search modifier `:below` want.

    Returns None when the system is not carried here, and nothing when it has no such code."""
    found = code_system(system)
    return None if found is None else _reached(found, code, found.below)


def ancestors(system: str, code: str) -> frozenset[str] | None:
    """List a code and all above it, as the search modifier `:above` wants. None and empty as in `descendants`."""
    found = code_system(system)
    return None if found is None else _reached(found, code, found.above)


def _reached(system: CodeSystem, start: str, steps: Mapping[str, Iterable[str]]) -> frozenset[str]:
    if start not in system.codes:
        return frozenset()
    reached, waiting = {start}, [start]
    while waiting:
        for code in steps.get(waiting.pop(), ()):
            if code not in reached:
                reached.add(code)
                waiting.append(code)
    return frozenset(reached)
