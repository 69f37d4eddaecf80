"""FHIRPath Patch: the five operations of a Parameters resource on another resource.

Source: FHIR R4 4.0.1, fhirpatch.html. Everything the operations leave alone keeps its value; decimals keep their text.
"""

from innsyn.fhir.exact import read_exact
from innsyn.fhir.patch import changes
from innsyn.fhir.patch.given import Placed, place
from innsyn.fhir.patch.nodes import Node, root, steps
from innsyn.fhir.patch.operation import Operation, read_operations
from innsyn.fhir.patch.outcome import IDENTITY, finished
from innsyn.fhir.patch.path_evaluation import Evaluation
from innsyn.fhir.patch.path_reading import Expression, Member, Path, Start, read_path
from innsyn.fhir.patch.path_words import NotUnderstood, shown
from innsyn.fhir.shapes import shape
from innsyn.kernel.outcome import Problem


def fhirpath_patch(body: bytes, parameters: bytes) -> bytes | list[Problem]:
    """Patch a resource.

    body: its JSON as stored. parameters: the Parameters resource as received, in JSON (see `xml.from_xml` for XML).
    Returns the patched JSON, which the caller validates, or the problems: `structure`, `required` or `invalid` for a patch that is none,
    `not-supported` for a path that is not understood here, `processing` for an operation that cannot be carried out. The texts name the
    path, without the texts in it."""
    operations = read_operations(parameters)
    resource = read_exact(body)
    before = {name: resource.get(name) for name in IDENTITY}
    for operation in operations:
        problem = operation if isinstance(operation, Problem) else _applied(root(resource), operation)
        if problem:
            return [one for one in operations if isinstance(one, Problem)] or [problem]
    return finished(before, resource)


def _applied(resource: Node, operation: Operation) -> Problem | None:
    """Carry out one operation, or say why not."""
    try:
        path = read_path(operation.path)
        if operation.type in ("insert", "move"):
            return _in_list(resource, path, operation)
        found = [item for item in Evaluation(resource).evaluate(path, [resource]) if isinstance(item, Node)]
    except NotUnderstood as why:
        return Problem("not-supported", f"the path {shown(operation.path)} is not understood: {why}", operation.at)
    if not found and operation.type == "delete":
        return None
    if len(found) != 1:
        return _refused(operation, "finds nothing" if not found else "finds more than one element")
    return _ON_ONE[operation.type](found[0], operation)


def _refused(operation: Operation, why: str) -> Problem:
    return Problem("processing", f"{operation.type}: the path {shown(operation.path)} {why}", operation.at)


def _add(node: Node, operation: Operation) -> Problem | None:
    placed = place(operation.value or {}, node.table, operation.name, operation.at)
    if isinstance(placed, Problem):
        return placed
    step = shape(node.table).elements[placed.name].choice or placed.name
    if not placed.is_list and changes.has(node, step):
        return _refused(operation, "has that element already, and it may be there only once")
    changes.add(node, placed)
    return None


def _replace(node: Node, operation: Operation) -> Problem | None:
    if node.above is None:
        return _refused(operation, "is the whole resource: use update")
    step = shape(node.above.table).elements[node.name].choice or node.name
    placed = place(operation.value or {}, node.above.table, step, operation.at)
    if isinstance(placed, Problem):
        return placed
    changes.replace(node, placed)
    return None


def _delete(node: Node, operation: Operation) -> Problem | None:
    if node.above is None:
        return _refused(operation, "is the whole resource: use delete")
    changes.delete(node)
    return None


_ON_ONE = {"add": _add, "replace": _replace, "delete": _delete}


def _in_list(resource: Node, path: Expression, operation: Operation) -> Problem | None:
    """Insert into a list or move within it. Raises NotUnderstood."""
    last = path.steps[-1] if isinstance(path, Path) else None
    if not isinstance(path, Path) or not isinstance(last, Member):
        raise NotUnderstood("it must end with the list's name")
    around = Path(path.steps[:-1] or (Start("%resource"),))
    holders = [item for item in Evaluation(resource).evaluate(around, [resource]) if isinstance(item, Node)]
    if len(holders) != 1:
        return _refused(operation, "leads to no list" if not holders else "leads to more than one list")
    holder = holders[0]
    names = steps(holder.table).get(last.name, ())
    if not names or not shape(holder.table).elements[names[0]].is_list:
        return _refused(operation, "is not a list")
    length = len(list(holder.children(last.name)))
    if operation.type == "insert":
        return _insert(holder, last.name, length, operation)
    if max(operation.source, operation.destination) >= length:
        return _refused(operation, f"is a list of {length}: there is nothing at that position")
    changes.move(holder, last.name, operation.source, operation.destination)
    return None


def _insert(holder: Node, name: str, length: int, operation: Operation) -> Problem | None:
    if operation.index > length:
        return _refused(operation, f"is a list of {length}: there is no such position")
    placed: Placed | Problem = place(operation.value or {}, holder.table, name, operation.at)
    if isinstance(placed, Problem):
        return placed
    changes.insert(holder, placed, operation.index)
    return None
