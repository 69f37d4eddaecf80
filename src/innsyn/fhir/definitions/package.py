"""Reads the official R4 package that the tables are generated from.

Source: npm package `hl7.fhir.r4.examples` 4.0.1 (HL7, CC0-1.0), see README.md beside this file.
"""

import hashlib
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

PACKAGE = "hl7.fhir.r4.examples@4.0.1"
INTEGRITY_PREFIX = "sha512-DXBdIZOeQaSKIgCU7w6H"

Resource = dict[str, Any]


class Package:
    """The resources of the package, by type and by canonical url."""

    def __init__(self, resources: Iterator[Resource]) -> None:
        """Keep every resource of the five kinds the tables need."""
        kinds = ("StructureDefinition", "SearchParameter", "ValueSet", "CodeSystem", "CompartmentDefinition")
        self.by_kind: dict[str, list[Resource]] = {kind: [] for kind in kinds}
        self.by_url: dict[str, Resource] = {}
        for resource in resources:
            kind = resource.get("resourceType")
            if kind in self.by_kind:
                self.by_kind[kind].append(resource)
                self.by_url[f"{kind} {resource['url']}"] = resource

    def definitions(self, *kinds: str) -> list[Resource]:
        """Give the structure definitions (not profiles) whose `kind` is one of `kinds`, by name."""
        wanted = [one for one in self.by_kind["StructureDefinition"] if one["kind"] in kinds]
        plain = [one for one in wanted if one.get("derivation") != "constraint"]
        return sorted(plain, key=lambda one: str(one["name"]))


def read_package(path: Path) -> Package:
    """Read the package.

    path: the `.tgz` that `npm pack` fetched. Raises ValueError when it is another package than the pinned one."""
    digest = b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()
    if not f"sha512-{digest}".startswith(INTEGRITY_PREFIX):
        raise ValueError(f"{path.name} is not {PACKAGE}")
    return Package(_resources(path))


def _resources(path: Path) -> Iterator[Resource]:
    with tarfile.open(path) as archive:
        for member in archive:
            stored = archive.extractfile(member) if member.name.endswith(".json") else None
            if stored is not None and "/." not in member.name:
                yield orjson.loads(stored.read())
