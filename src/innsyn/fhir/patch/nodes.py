"""Elements of a resource as FHIRPath sees them, each knowing where in the JSON it stands.

Source: FHIR R4 4.0.1, fhirpath.html and json.html#primitive. A primitive is one node, though JSON may write it in two places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from innsyn.fhir.shapes import RESOURCE, Element, shape

Object = dict[str, Any]


@dataclass(eq=False, slots=True)
class Node:
    """One element. holder: the JSON object it stands in. name: its JSON name there. position: in a list, or None. kind: its type."""

    above: "Node | None"
    holder: Object
    name: str
    position: int | None
    kind: str
    is_primitive: bool = False

    @property
    def value(self) -> Any:
        """What stands under its name."""
        return self._in(self.name)

    @property
    def companion(self) -> Any:
        """What stands beside a primitive: its id and extensions."""
        return self._in(f"_{self.name}")

    @property
    def object(self) -> Object:
        """The JSON object its children stand in; an empty one when there is none."""
        found = self.companion if self.is_primitive else self.value
        return found if isinstance(found, dict) else {}

    def _in(self, name: str) -> Any:
        found = self.holder.get(name)
        if self.position is None:
            return found
        return found[self.position] if isinstance(found, list) and self.position < len(found) else None

    @property
    def table(self) -> str:
        """The table its children are in."""
        return "Element" if self.is_primitive else self.kind

    def children(self, step: str) -> Iterator["Node"]:
        """Walk the children of one FHIRPath name, in their order."""
        within = self.object
        for name in steps(self.table).get(step, ()):
            if name in within or f"_{name}" in within:
                yield from _nodes(self, within, name, shape(self.table).elements[name])


def root(resource: Object) -> Node:
    """Give a whole resource as a node."""
    return Node(None, {"": resource}, "", None, str(resource.get("resourceType")))


@cache
def steps(table: str) -> dict[str, tuple[str, ...]]:
    """Give the JSON names of each FHIRPath name of a type: `value` is `valueQuantity`, `valueString` …"""
    found: dict[str, tuple[str, ...]] = {}
    for name, element in shape(table).elements.items():
        if not element.is_companion:
            step = element.choice or name
            found[step] = (*found.get(step, ()), name)
    return found


def _nodes(above: Node, within: Object, name: str, element: Element) -> Iterator[Node]:
    if not element.is_list:
        yield _node(above, within, name, None, element)
        return
    lists = [found for found in (within.get(name), within.get(f"_{name}")) if isinstance(found, list)]
    for position in range(max(map(len, lists), default=0)):
        yield _node(above, within, name, position, element)


def _node(above: Node, within: Object, name: str, position: int | None, element: Element) -> Node:
    made = Node(above, within, name, position, element.kind, element.is_primitive)
    if element.kind == RESOURCE:
        made.kind = str(made.object.get("resourceType"))
    return made
