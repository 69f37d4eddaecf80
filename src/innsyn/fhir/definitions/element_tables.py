"""Turns R4 structure definitions into the element tables that validation walks.

Source: FHIR R4 4.0.1, StructureDefinition.snapshot. One line of text per element, such as
`0..* Reference(Organization,Practitioner) S` or `0..1 code M =administrative-gender`:
cardinality, types, S for summary and M for modifier, and the value set: `=` required with known codes, `?` required with codes that
the package does not hold, `~` extensible.
"""

from typing import Any

from innsyn.fhir.definitions.package import Package
from innsyn.fhir.definitions.value_sets import ValueSets

Table = dict[str, str]

ANCESTOR = "@"
_ANCESTORS = ("Resource", "DomainResource", "Element", "BackboneElement")
_NESTED = ("BackboneElement", "Element")
_FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"


def element_tables(package: Package, value_sets: ValueSets) -> dict[str, Table]:
    """Build one table per type and per nested element (`Patient`, `Patient.contact`, `HumanName` …).

    Each table maps an element's name to its line; `@` names the table it inherits from."""
    tables: dict[str, Table] = {}
    for definition in package.definitions("resource", "complex-type"):
        tables.update(_tables_of(definition, value_sets))
    return tables


def _tables_of(definition: dict[str, Any], value_sets: ValueSets) -> dict[str, Table]:
    name = definition["name"]
    parent = definition.get("baseDefinition", "").rsplit("/", 1)[-1]
    tables: dict[str, Table] = {name: {ANCESTOR: parent if parent in _ANCESTORS else "Element"} if parent else {}}
    for element in definition["snapshot"]["element"][1:]:
        path = element["path"]
        owner, _, last = path.rpartition(".")
        if _is_inherited(element, name):
            continue
        nested = [kind["code"] for kind in element.get("type", ()) if kind["code"] in _NESTED]
        if nested and "contentReference" not in element:
            tables[path] = {ANCESTOR: nested[0]}
        tables[owner][last] = _line(element, value_sets)
    return tables


def _is_inherited(element: dict[str, Any], name: str) -> bool:
    ancestor = element["base"]["path"].split(".")[0]
    return ancestor in _ANCESTORS and ancestor != name and element["base"]["path"].count(".") == 1


def _line(element: dict[str, Any], value_sets: ValueSets) -> str:
    flags = ("S" if element.get("isSummary") else "") + ("M" if element.get("isModifier") else "")
    parts = [f"{element['min']}..{element['max']}", _types(element), flags, _binding(element.get("binding", {}), value_sets)]
    return " ".join(part for part in parts if part)


def _binding(binding: dict[str, Any], value_sets: ValueSets) -> str:
    """Write the value set of a required or extensible binding; a preferred or example one binds nobody."""
    strength, url = binding.get("strength"), binding.get("valueSet", "").split("|")[0]
    if strength not in ("required", "extensible") or not url:
        return ""
    short = url.rpartition("/")[2]
    if strength == "extensible":
        return f"~{short}"
    return f"={short}" if value_sets.required(url) else f"?{short}"


def _types(element: dict[str, Any]) -> str:
    if "contentReference" in element:
        return str(element["contentReference"]).lstrip("#")
    return "|".join(_type(kind, element["path"]) for kind in element["type"])


def _type(kind: dict[str, Any], path: str) -> str:
    code = kind["code"]
    if path in ("Resource.id", "Extension.url"):
        return "id" if path == "Resource.id" else "uri"
    if code.startswith("http://hl7.org/fhirpath/"):
        return next(str(found["valueUrl"]) for found in kind["extension"] if found["url"] == _FHIR_TYPE)
    if code in _NESTED:
        return path
    targets = sorted({str(target).rsplit("/", 1)[-1] for target in kind.get("targetProfile", ())} - {"Resource"})
    return f"{code}({','.join(targets)})" if targets else str(code)
