"""Reads the generated tables, each once and only when somebody needs it.

Source: HL7 FHIR R4 4.0.1 (CC0-1.0); the files in `data/` are written by `generate.py`.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from innsyn.fhir.definitions.norwegian_parameters import NORWEGIAN_PARAMETERS

ANCESTOR = "@"


@cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = orjson.loads((files(__package__) / "data" / f"{name}.json").read_bytes())
    del table["source"]
    return table


def element_table(name: str) -> Mapping[str, str] | None:
    """Give the element lines of a type or nested element (`Patient`, `Patient.contact`), or None when there is none.

    `@` names the table it inherits from. The form of a line is told in `element_tables.py`."""
    found: Mapping[str, str] | None = _table("elements").get(name)
    return found


def lineage(name: str) -> list[str]:
    """List a type and its ancestors, the root first: `Resource`, `DomainResource`, `Patient`."""
    parent = (element_table(name) or {}).get(ANCESTOR)
    return [*lineage(parent), name] if parent else [name]


def value_set(name: str) -> Mapping[str, list[str]]:
    """Give the codes of a required value set, by system. Raises KeyError for a name no element line uses."""
    found: Mapping[str, list[str]] = _table("value_sets")[name]
    return found


def code_systems() -> Mapping[str, dict[str, Any]]:
    """Give R4's own code systems: url → `content`, `codes`, `above`. Told in `terminology_tables.py`."""
    return _table("code_systems")


def value_set_parts() -> Mapping[str, dict[str, Any]]:
    """Give how R4's value sets are composed: url → `include`, `exclude`. Told in `terminology_tables.py`."""
    return _table("value_set_parts")


def search_table(resource_type: str) -> dict[str, Any]:
    """Give the search parameters of a type, its ancestors' and the Norwegian additions: code → definition."""
    merged: dict[str, Any] = {}
    for name in lineage(resource_type):
        merged.update(_table("search_parameters").get(name, {}))
    merged.update(NORWEGIAN_PARAMETERS.get(resource_type, {}))
    return merged


def patient_compartment() -> Mapping[str, list[str]]:
    """Give R4's own patient compartment: type → the search parameters that make a resource part of it."""
    return _table("patient_compartment")


@cache
def resource_types() -> frozenset[str]:
    """Give the names of the 146 resource types of R4."""
    return frozenset(_table("resource_types")["all"])
