"""Writes the R4 tables in `data/` from the official package: `python -m innsyn.fhir.definitions.generate PACKAGE.tgz`.

Run by hand when the package changes, never at install. The files it writes are committed; see README.md beside this file.
"""

import json
import sys
from pathlib import Path
from typing import Any

from innsyn.fhir.definitions.element_tables import element_tables
from innsyn.fhir.definitions.package import PACKAGE, Package, read_package
from innsyn.fhir.definitions.search_tables import search_tables
from innsyn.fhir.definitions.terminology_tables import code_system_tables, value_set_tables
from innsyn.fhir.definitions.value_sets import ValueSets

DATA = Path(__file__).parent / "data"
SOURCE = f"Generated from npm {PACKAGE} (HL7 FHIR R4 4.0.1, CC0-1.0). Do not edit."


def tables_from(package: Package) -> dict[str, dict[str, Any]]:
    """Build every table: file name → table name → its content."""
    value_sets = ValueSets(package)
    elements = element_tables(package, value_sets)
    systems = {name: next(iter(codes)) for name, codes in value_sets.expanded.items() if len(codes) == 1}
    codes = {name: {system: sorted(of) for system, of in found.items()} for name, found in value_sets.expanded.items()}
    return {
        "elements": elements,
        "value_sets": dict(sorted(codes.items())),
        "search_parameters": search_tables(package, elements, systems),
        "patient_compartment": _patient_compartment(package),
        "code_systems": code_system_tables(package),
        "value_set_parts": value_set_tables(package),
        "resource_types": {"all": [one["name"] for one in package.definitions("resource") if not one["abstract"]]},
    }


def _patient_compartment(package: Package) -> dict[str, list[str]]:
    definition = package.by_url["CompartmentDefinition http://hl7.org/fhir/CompartmentDefinition/patient"]
    return {one["code"]: one["param"] for one in definition["resource"] if "param" in one}


def write(tables: dict[str, dict[str, Any]], folder: Path) -> None:
    """Write one JSON file per table, one line per type, so that a change reads well in a diff."""
    for name, table in tables.items():
        lines = [json.dumps("source") + ":" + json.dumps(SOURCE)]
        lines += [f"{json.dumps(key)}:{json.dumps(value, separators=(',', ':'))}" for key, value in table.items()]
        (folder / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def main(arguments: list[str]) -> int:
    """Generate from the package named on the command line; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m innsyn.fhir.definitions.generate PACKAGE.tgz\n")
        return 2
    write(tables_from(read_package(Path(arguments[0]))), DATA)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
