"""Changes a resource at a node: add, insert, delete, replace, move.

Source: FHIR R4 4.0.1, fhirpatch.html#concept. A primitive's two places in JSON are always changed together.
"""

from innsyn.fhir.patch.given import Placed, aligned, put, store
from innsyn.fhir.patch.nodes import Node, Object


def has(node: Node, step: str) -> bool:
    """Say whether a node has a child of this name, in any of its types."""
    return next(node.children(step), None) is not None


def add(node: Node, placed: Placed) -> None:
    """Put a value last among the children of its name."""
    within = _own_object(node)
    put(within, placed, len(aligned(within, placed.name)[0]) if placed.is_list else 0)


def insert(node: Node, placed: Placed, position: int) -> None:
    """Put a value before the item at a position."""
    put(_own_object(node), placed, position)


def delete(node: Node) -> None:
    """Take a node out, and with it what becomes empty round it: FHIR knows no empty elements."""
    if node.position is None:
        node.holder.pop(node.name, None)
        node.holder.pop(f"_{node.name}", None)
    else:
        values, companions = aligned(node.holder, node.name)
        del values[node.position], companions[node.position]
        store(node.holder, node.name, values, companions)
    if node.above is not None and not node.holder:
        _emptied(node.above)


def _emptied(node: Node) -> None:
    """Take out what was left empty: an element, or the extensions beside a primitive, which itself may stay."""
    if node.above is None:
        return
    if not node.is_primitive or node.value is None:
        delete(node)
    elif node.position is None:
        node.holder.pop(f"_{node.name}", None)
    else:
        values, companions = aligned(node.holder, node.name)
        companions[node.position] = None
        store(node.holder, node.name, values, companions)


def replace(node: Node, placed: Placed) -> None:
    """Put a value where a node stands; the order of the rest stays."""
    if node.position is not None:
        values, companions = aligned(node.holder, node.name)
        values[node.position], companions[node.position] = placed.value, placed.companion
        store(node.holder, node.name, values, companions)
        return
    before = dict(node.holder)
    node.holder.clear()
    old = (node.name, f"_{node.name}")
    for name, value in before.items():
        if name not in old:
            node.holder[name] = value
        else:
            put(node.holder, placed, 0)


def move(node: Node, name: str, source: int, destination: int) -> None:
    """Move one item of a list among a node's children to another position of it."""
    values, companions = aligned(node.object, name)
    for items in (values, companions):
        items.insert(destination, items.pop(source))
    store(node.object, name, values, companions)


def _own_object(node: Node) -> Object:
    """Give the object a node's children stand in, made beside a primitive that has none yet."""
    if not node.is_primitive or node.companion is not None:
        return node.object
    made: Object = {}
    if node.position is None:
        node.holder[f"_{node.name}"] = made
    else:
        values, companions = aligned(node.holder, node.name)
        companions[node.position] = made
        store(node.holder, node.name, values, companions)
    return made
