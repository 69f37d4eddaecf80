"""Expands the value sets of required bindings, as far as the package holds their codes.

Source: FHIR R4 4.0.1, ValueSet.compose. A value set that leans on something outside the package (languages, MIME types,
SNOMED CT, UCUM) is left out: an unknown list is not an empty one, so its codes are not checked.
"""

from typing import Any

from innsyn.fhir.definitions.package import Package

Codes = dict[str, set[str]]

_LARGEST = 1000


class ValueSets:
    """The required value sets met so far, each expanded once."""

    def __init__(self, package: Package) -> None:
        """Read value sets and code systems from `package`."""
        self._package = package
        self._names: dict[str, str | None] = {}
        self.expanded: dict[str, Codes] = {}

    def required(self, canonical: str | None) -> str | None:
        """Give the short name of a value set, or None when its codes are not completely known."""
        if canonical is None:
            return None
        url = canonical.split("|")[0]
        if url not in self._names:
            codes = self._expand(url)
            size = sum(len(found) for found in (codes or {}).values())
            self._names[url] = url.rsplit("/", 1)[-1] if codes and 0 < size <= _LARGEST else None
            if codes is not None and self._names[url]:
                self.expanded[str(self._names[url])] = codes
        return self._names[url]

    def _expand(self, url: str) -> Codes | None:
        value_set = self._package.by_url.get(f"ValueSet {url.split('|')[0]}")
        compose = (value_set or {}).get("compose", {})
        included = [self._codes(part) for part in compose.get("include", ())]
        excluded = [self._codes(part) for part in compose.get("exclude", ())]
        if not included or None in included or None in excluded:
            return None
        codes: Codes = {}
        for part in included:
            for system, found in (part or {}).items():
                codes.setdefault(system, set()).update(found)
        for part in excluded:
            for system, found in (part or {}).items():
                codes.get(system, set()).difference_update(found)
        return codes

    def _codes(self, part: dict[str, Any]) -> Codes | None:
        if "valueSet" in part:
            return self._expand(part["valueSet"][0]) if len(part["valueSet"]) == 1 and "system" not in part else None
        if "concept" in part:
            return {part["system"]: {concept["code"] for concept in part["concept"]}}
        system = self._package.by_url.get(f"CodeSystem {part['system']}")
        if system is None or system.get("content") != "complete":
            return None
        concepts = _concepts(system.get("concept", ()), ())
        for chosen in part.get("filter", ()):
            if chosen["op"] != "is-a" or chosen["property"] != "concept":
                return None
            concepts = {code: above for code, above in concepts.items() if chosen["value"] in (code, *above)}
        return {part["system"]: set(concepts)}


def _concepts(listed: Any, above: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for concept in listed:
        parents = tuple(str(one["valueCode"]) for one in concept.get("property", ()) if one["code"] == "subsumedBy")
        found[concept["code"]] = above + parents
        found.update(_concepts(concept.get("concept", ()), (*above, *parents, concept["code"])))
    return found
