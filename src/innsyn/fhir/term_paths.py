"""Joins the paths of a type's search parameters into one tree, so that a resource is walked once and only where it has values.

The tree is built the first time a type is met and kept. Its leaves are plain functions: no FHIRPath is left at this point.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from innsyn.fhir.references import Reference, read_literal, read_reference
from innsyn.fhir.term_values import EXTRACTS, Extract, code_of

Resource = Mapping[str, Any]
Read = Callable[[Any, Resource], Iterable[Any]]
"""Reads terms from a value; the resource it stands in comes along, for contained references and `%resource`."""

_PATH = re.compile(
    r"(?P<test>\??)(?P<steps>(?:[^:\[]|\[[^\]]*\])*):(?P<kind>[\w.]+)(?:\((?P<targets>[^)]*)\))?(?:>(?P<only>\w+))?(?:@(?P<system>.*))?"
)
_STEP = re.compile(r"(?P<name>[%\w]+)(?:\[(?P<gate>[^\]]*)\])?(?:\.|$)")


@dataclass(frozen=True, slots=True)
class Path:
    """One written path of the tables, taken apart. Steps are `(name, gate)`; a gate is empty, an index, or `name=value`."""

    steps: tuple[tuple[str, str], ...]
    kind: str
    targets: tuple[str, ...]
    only: str
    system: str


def read_path(written: str) -> Path:
    """Take a written path apart. Raises ValueError when it does not have the tables' form."""
    match = _PATH.fullmatch(written)
    if match is None:
        raise ValueError(f"not a path: {written}")
    steps = tuple((step["name"], step["gate"] or "") for step in _STEP.finditer(match["steps"]))
    targets = tuple(match["targets"].split(",")) if match["targets"] else ()
    return Path(steps, match["kind"], targets, match["only"] or "", match["system"] or "")


def reader(search_type: str, path: Path) -> Read | None:
    """Find the function that reads terms of `search_type` at the end of a path, or None when such values have no terms."""
    if search_type == "reference":
        return _reference_reader(path)
    extract: Extract | None = EXTRACTS.get((search_type, path.kind))
    if path.system and search_type == "token":
        extract = code_of(path.system)
    if extract is None:
        return None
    return _ignoring_resource(extract)


def _ignoring_resource(extract: Extract) -> Read:
    return lambda value, _resource: extract(value)


def _reference_reader(path: Path) -> Read | None:
    only, targets = path.only, path.targets

    def references(value: Any, resource: Resource) -> list[Reference]:
        found = read_reference(value, resource, targets) if isinstance(value, dict) else None
        return [found] if found is not None and (not only or found.type == only) else []

    def addresses(value: Any, _resource: Resource) -> list[Reference]:
        return [Reference(None, None, value)] if isinstance(value, str) and value else []

    def resources(value: Any, _resource: Resource) -> list[Reference]:
        found = read_literal(f"{value.get('resourceType')}/{value.get('id')}") if isinstance(value, dict) else None
        return [found] if found is not None and found.id is not None else []

    known: dict[str, Read] = {"Reference": references, "Resource": resources, "canonical": addresses, "uri": addresses}
    return known.get(path.kind)


@dataclass(slots=True)
class Branch:
    """One place in the tree: what to read here, and where to go on. Gated branches hold the same value, when it passes."""

    leaves: dict[tuple[str, Path], tuple[Read, str, list[str]]] = field(default_factory=dict)
    gates: dict[str, "Branch"] = field(default_factory=dict)
    children: dict[str, "Branch"] = field(default_factory=dict)

    def grow(self, steps: tuple[tuple[str, str], ...]) -> "Branch":
        """Find or make the branch at the end of `steps`."""
        branch = self
        for name, gate in steps:
            branch = branch.children.setdefault(name, Branch())
            branch = branch.gates.setdefault(gate, Branch()) if gate else branch
        return branch

    def add(self, path: Path, search_type: str, code: str, read: Read) -> None:
        """Read this parameter here too; parameters that read the same share one reading."""
        self.leaves.setdefault((search_type, path), (read, search_type, []))[2].append(code)


def passes(gate: str, value: Any, position: int) -> bool:
    """Say whether a value, the `position`-th of its list, goes through a gate: an index, or `name=value`."""
    name, is_equality, wanted = gate.partition("=")
    if not is_equality:
        return position == int(gate)
    return isinstance(value, dict) and value.get(name) == wanted


def values_at(steps: tuple[tuple[str, str], ...], value: Any) -> list[Any]:
    """List the objects and values at the end of `steps`, lists laid flat."""
    found = [value]
    for name, gate in steps:
        inner = [one[name] for one in found if isinstance(one, dict) and name in one]
        flat = [(one, 0) for one in inner if not isinstance(one, list)]
        flat += [(one, i) for listed in inner if isinstance(listed, list) for i, one in enumerate(listed)]
        found = [one for one, position in flat if not gate or passes(gate, one, position)]
    return found
