"""Turns R4's code systems and value sets into small tables: codes with what stands above them, and how each set is composed.

Source: FHIR R4 4.0.1, CodeSystem.concept, ValueSet.compose. Words for readers (display, definition) are left out.
"""

from collections.abc import Iterator
from typing import Any

from innsyn.fhir.definitions.package import Package

Table = dict[str, dict[str, Any]]


def code_system_tables(package: Package) -> Table:
    """Build one table per code system: `content`, `codes` in the system's order, and `above`: code → its parents."""
    listed = sorted(package.by_kind["CodeSystem"], key=lambda one: str(one["url"]))
    return {one["url"]: _code_system(one) for one in listed if one.get("concept") and one["content"] != "supplement"}


def _code_system(definition: dict[str, Any]) -> dict[str, Any]:
    parents: dict[str, list[str]] = {}
    for code, above in _concepts(definition["concept"], None):
        known = parents.setdefault(code, [])
        known += [one for one in above if one not in known]
    table: dict[str, Any] = {"content": definition["content"], "codes": list(parents)}
    children = {code: above for code, above in parents.items() if above}
    return table | ({"above": children} if children else {})


def _concepts(listed: list[dict[str, Any]], parent: str | None) -> Iterator[tuple[str, list[str]]]:
    """Walk concepts; a parent stands above by nesting, by the property `subsumedBy`, or by naming a `child`."""
    for concept in listed:
        code = concept["code"]
        named = [str(one["valueCode"]) for one in concept.get("property", ()) if one["code"] == "subsumedBy"]
        yield code, [*([parent] if parent else []), *named]
        children = [str(one["valueCode"]) for one in concept.get("property", ()) if one["code"] == "child"]
        yield from ((child, [code]) for child in children)
        yield from _concepts(concept.get("concept", []), code)


def value_set_tables(package: Package) -> Table:
    """Build one table per value set: `include` and, where there is any, `exclude`, each a list of parts."""
    listed = sorted(package.by_kind["ValueSet"], key=lambda one: str(one["url"]))
    return {one["url"]: _composed(one["compose"]) for one in listed if "compose" in one}


def _composed(compose: dict[str, Any]) -> dict[str, Any]:
    return {side: [_part(part) for part in compose[side]] for side in ("include", "exclude") if compose.get(side)}


def _part(part: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"system": part["system"]} if "system" in part else {}
    if "concept" in part:
        made["codes"] = [one["code"] for one in part["concept"]]
    if "filter" in part:
        made["filter"] = [[one["property"], one["op"], one["value"]] for one in part["filter"]]
    if "valueSet" in part:
        made["sets"] = part["valueSet"]
    return made
