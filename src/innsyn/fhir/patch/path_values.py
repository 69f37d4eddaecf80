"""Items a path finds: elements, and values of its own.

Source: FHIRPath N1 (2.0.0), Collections.
"""

from typing import Any

from innsyn.fhir.exact import Number
from innsyn.fhir.patch.nodes import Node
from innsyn.fhir.patch.path_words import NotUnderstood

Value = str | bool | Number
Items = list[Node | Value]


def value_of(item: Node | Value) -> Any:
    """Give an item's value: a primitive's, an object's JSON, or itself."""
    return item.value if isinstance(item, Node) else item


def single(items: Items) -> Node | Value:
    """Give the only item. Raises NotUnderstood when there is none or more."""
    if len(items) != 1:
        raise NotUnderstood("exactly one value is wanted there")
    return items[0]
