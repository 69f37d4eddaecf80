"""Value sets: which codes are in one, as far as the code systems it leans on are carried here.

Source: FHIR R4 4.0.1, valueset.html#compositions. Systems are compared by their canonical name and given by it.
An unknown list is not an empty one: None says that nobody here knows, and the caller says so to whoever asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

from innsyn.fhir.code_systems import canonical_system
from innsyn.fhir.definitions.tables import value_set_parts
from innsyn.fhir.terminology.hierarchy import CodeSystem, code_system, descendants, norwegian
from innsyn.kernel.systems import LOINC, OID_BASE, SNOMED_CT

_WHOLE_SYSTEMS = {f"{LOINC}/vs": LOINC, f"{SNOMED_CT}?fhir_vs": SNOMED_CT}
_VOLVEN = f"{OID_BASE}.1."


@dataclass(frozen=True, slots=True)
class Expansion:
    """What is in a value set. codes: pairs of canonical system and code. whole: systems of which every code is in it, whatever they are."""

    codes: frozenset[tuple[str, str]] = frozenset()
    whole: frozenset[str] = frozenset()

    def has(self, system: str, code: str) -> bool:
        """Say whether a code is in it."""
        canonical = canonical_system(system)
        return (canonical, code) in self.codes or canonical in self.whole


def is_known(value_set: str) -> bool:
    """Say whether the contents of a value set are known here."""
    return expand(value_set) is not None


def is_in(value_set: str, system: str | None, code: str) -> bool | None:
    """Say whether a code is in a value set.

    value_set: canonical url, with or without `|version`. system: None for a bare code, whose system is the value set's own.
    Returns None when the value set, or what it leans on, is not carried here."""
    found = expand(value_set)
    if found is None:
        return None
    if system is not None:
        return found.has(system, code)
    is_listed = any(one == code for _, one in found.codes)
    return None if found.whole and not is_listed else is_listed


@cache
def expand(value_set: str) -> Expansion | None:
    """Give everything in a value set, or None when it, or what it leans on, is not carried here.

    value_set: canonical url, with or without `|version`. A Volven code system's urn:oid stands for all its codes: Norwegian profiles
    bind so."""
    return _expanded(value_set.partition("|")[0], frozenset())


def _expanded(url: str, within: frozenset[str]) -> Expansion | None:
    composed = _composed().get(url)
    if composed is None:
        return _implied(url)
    if url in within:
        return None
    inside = within | {url}
    included = [_part(part, inside) for part in composed["include"]]
    excluded = [_part(part, inside) for part in composed.get("exclude", ())]
    known, left_out = _known(included), _known(excluded)
    if known is None or left_out is None:
        return None
    added, removed = reduce(_union, known, Expansion()), reduce(_union, left_out, Expansion())
    if any(system in added.whole for system, _ in removed.codes) or removed.whole & added.whole:
        return None
    return Expansion(frozenset(pair for pair in added.codes - removed.codes if pair[0] not in removed.whole), added.whole)


@cache
def _composed() -> Mapping[str, dict[str, Any]]:
    own: dict[str, dict[str, Any]] = norwegian()["value_sets"]
    return {**value_set_parts(), **own}


def _known(parts: Iterable[Expansion | None]) -> list[Expansion] | None:
    listed = list(parts)
    known = [part for part in listed if part is not None]
    return known if len(known) == len(listed) else None


def _implied(url: str) -> Expansion | None:
    """Expand the value sets that need no definition: all of LOINC, all of SNOMED CT, all of a Volven code system."""
    if canonical_system(url).startswith(_VOLVEN):
        return _system(url)
    return Expansion(whole=frozenset({_WHOLE_SYSTEMS[url]})) if url in _WHOLE_SYSTEMS else None


def _union(one: Expansion, other: Expansion) -> Expansion:
    return Expansion(one.codes | other.codes, one.whole | other.whole)


def _both(one: Expansion, other: Expansion) -> Expansion:
    codes = {pair for pair in one.codes if other.has(*pair)} | {pair for pair in other.codes if one.has(*pair)}
    return Expansion(frozenset(codes), one.whole & other.whole)


def _part(part: Mapping[str, Any], within: frozenset[str]) -> Expansion | None:
    """Expand one include or exclude: what is in its system and in each of the value sets it names."""
    sets = [_expanded(url.partition("|")[0], within) for url in part.get("sets", ())]
    if "system" in part:
        sets.append(_chosen(part))
    known = _known(sets)
    return reduce(_both, known) if known else None


def _chosen(part: Mapping[str, Any]) -> Expansion | None:
    if "codes" in part:
        return _pairs(part["system"], part["codes"])
    if "filter" in part:
        system = code_system(part["system"])
        return _filtered(part, system) if system is not None and system.is_complete else None
    return _system(part["system"])


def _system(url: str) -> Expansion:
    found = code_system(url)
    return _pairs(url, found.codes) if found is not None and found.is_complete else Expansion(whole=frozenset({canonical_system(url)}))


def _pairs(system: str, codes: Iterable[str]) -> Expansion:
    canonical = canonical_system(system)
    return Expansion(frozenset((canonical, code) for code in codes))


def _filtered(part: Mapping[str, Any], system: CodeSystem) -> Expansion | None:
    codes = system.codes
    for prop, operator, value in part["filter"]:
        below = descendants(part["system"], value) or frozenset()
        if (prop, operator) == ("concept", "is-a"):
            codes &= below
        elif (prop, operator) == ("concept", "descendent-of"):
            codes &= below - {value}
        elif (prop, operator) == ("concept", "is-not-a"):
            codes -= below
        elif (prop, operator) == ("parent", "="):
            codes &= frozenset(system.below.get(value, ()))
        elif (prop, operator) == ("code", "regex"):
            codes = frozenset(code for code in codes if re.fullmatch(value, code))
        else:
            return None
    return _pairs(part["system"], codes)
