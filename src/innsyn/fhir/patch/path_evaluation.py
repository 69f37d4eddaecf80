"""Evaluates the paths of a patch on one resource.

Source: FHIRPath N1 (2.0.0), Expressions and Functions; FHIR R4 4.0.1, fhirpath.html. What is not understood is said, never guessed.
"""

from collections.abc import Callable, Sequence

from innsyn.fhir.definitions.tables import lineage
from innsyn.fhir.exact import Number
from innsyn.fhir.patch.nodes import Node, steps
from innsyn.fhir.patch.path_comparison import combined, compared, only_boolean
from innsyn.fhir.patch.path_reading import Call, Constant, Expression, Index, Member, Operator, Path, Start
from innsyn.fhir.patch.path_values import Items, Value, single, value_of
from innsyn.fhir.patch.path_words import NotUnderstood

MOST_STEPS = 100_000
"""So much work one path may be: a path in a path in a path multiplies."""

_COMBINING = ("and", "or", "xor", "implies")


class Evaluation:
    """Evaluates paths on one resource. root: the resource as a node."""

    def __init__(self, root: Node) -> None:
        """Begin with nothing spent."""
        self._root = root
        self._spent = 0

    def evaluate(self, expression: Expression, focus: Items) -> Items:
        """Find what an expression means for a focus. Raises NotUnderstood."""
        self._spend(1)
        if isinstance(expression, Operator):
            return self._operator(expression, focus)
        items = focus
        for position, step in enumerate(expression.steps):
            items = self._step(step, items, focus, is_first=position == 0)
            self._spend(len(items))
        return items

    def _spend(self, steps_: int) -> None:
        self._spent += steps_
        if self._spent > MOST_STEPS:
            raise NotUnderstood("it is too much work")

    def _step(self, step: object, items: Items, focus: Items, *, is_first: bool) -> Items:
        if isinstance(step, Constant):
            return [step.value]
        if isinstance(step, Start):
            return focus if step.name == "$this" else [self._root]
        if isinstance(step, Member):
            return self._member(step.name, items, is_first=is_first)
        if isinstance(step, Index):
            position = single(self.evaluate(step.of, focus))
            if not isinstance(position, Number) or not position.text.isdigit():
                raise NotUnderstood("an index is a whole number")
            return items[int(position.text) :][:1]
        if isinstance(step, Call):
            return self._call(step, items)
        if isinstance(step, Path | Operator):
            return self.evaluate(step, focus)
        raise NotUnderstood("a step of it is unknown")

    def _member(self, name: str, items: Items, *, is_first: bool) -> Items:
        nodes = [item for item in items if isinstance(item, Node)]
        if is_first and name[0].isupper():
            found: Items = [node for node in nodes if is_of(node, name)]
            if not found and self._root in nodes:
                raise NotUnderstood("it begins with another type than the resource's")
            return found
        if nodes and not any(name in steps(node.table) for node in nodes):
            raise NotUnderstood(f"{nodes[0].kind} has no element of a name it uses")
        return [child for node in nodes for child in node.children(name)]

    def _call(self, call: Call, items: Items) -> Items:
        if call.name in _WITH_CRITERION:
            return self._with_criterion(call, items)
        if call.name in ("ofType", "as", "is"):
            return self._typed(call.name, items, _type_named(call.arguments))
        arguments = [single(self.evaluate(argument, [self._root])) for argument in call.arguments]
        function = _FUNCTIONS.get((call.name, len(arguments)))
        if function is None:
            raise NotUnderstood("a function of it is not one of those understood here")
        if call.name == "resolve":
            return self._resolve(items)
        return function(items, arguments)

    def _with_criterion(self, call: Call, items: Items) -> Items:
        if call.name == "exists" and not call.arguments:
            return [bool(items)]
        if len(call.arguments) != 1:
            raise NotUnderstood(f"{call.name} has one criterion")
        found = [self.evaluate(call.arguments[0], [item]) for item in items]
        if call.name == "select":
            return [one for items_ in found for one in items_]
        holds = [only_boolean(one) is True for one in found]
        if call.name == "where":
            return [item for item, held in zip(items, holds, strict=True) if held]
        return [any(holds) if call.name == "exists" else all(holds)]

    def _typed(self, name: str, items: Items, kind: str) -> Items:
        if name == "is":
            return [is_of(item, kind) for item in items[:1]]
        return [item for item in items if is_of(item, kind)]

    def _resolve(self, items: Items) -> Items:
        """Follow references into the resource itself; a patch may not look further."""
        wanted = {str(reference.value)[1:] for item in items if isinstance(item, Node) for reference in item.children("reference")}
        return [one for one in self._root.children("contained") if one.object.get("id") in wanted]

    def _operator(self, operator: Operator, focus: Items) -> Items:
        left = self.evaluate(operator.left, focus)
        if operator.sign in ("is", "as"):
            return self._typed(operator.sign, left, _type_named((operator.right,)))
        right = self.evaluate(operator.right, focus)
        if operator.sign in _COMBINING:
            return combined(operator.sign, only_boolean(left), only_boolean(right))
        return compared(operator.sign, left, right)


def is_of(item: Node | Value, kind: str) -> bool:
    """Say whether an item is of a type or of one that is a kind of it."""
    if not isinstance(item, Node):
        return False
    return item.kind == kind or (not item.is_primitive and kind in lineage(item.kind))


def _type_named(arguments: Sequence[Expression]) -> str:
    """Read a type's name where an expression stands: `Quantity`, `FHIR.Quantity`."""
    names = [step for one in arguments if isinstance(one, Path) for step in one.steps]
    if len(arguments) != 1 or not names or not all(isinstance(name, Member) for name in names):
        raise NotUnderstood("a type's name is wanted there")
    last = names[-1]
    return last.name if isinstance(last, Member) else ""


Function = Callable[[Items, list[Value | Node]], Items]
_WITH_CRITERION = ("where", "exists", "all", "select")


def _count_of(arguments: list[Value | Node]) -> int:
    number = arguments[0]
    if not isinstance(number, Number) or not number.text.isdigit():
        raise NotUnderstood("a whole number is wanted there")
    return int(number.text)


def _text_test(test: Callable[[str, str], bool]) -> Function:
    def run(items: Items, arguments: list[Value | Node]) -> Items:
        text, wanted = (value_of(single(items)) if items else None), value_of(arguments[0])
        return [test(text, wanted)] if isinstance(text, str) and isinstance(wanted, str) else []

    return run


def _only(items: Items, _: list[Value | Node]) -> Items:
    if len(items) > 1:
        raise NotUnderstood("single() meets more than one element")
    return items


def _negated(items: Items, _: list[Value | Node]) -> Items:
    value = only_boolean(items)
    return [] if value is None else [not value]


def _extensions(items: Items, arguments: list[Value | Node]) -> Items:
    nodes = [child for item in items if isinstance(item, Node) for child in item.children("extension")]
    return [node for node in nodes if node.object.get("url") == value_of(arguments[0])]


_FUNCTIONS: dict[tuple[str, int], Function] = {
    ("empty", 0): lambda items, _: [not items],
    ("not", 0): _negated,
    ("first", 0): lambda items, _: items[:1],
    ("last", 0): lambda items, _: items[-1:],
    ("tail", 0): lambda items, _: items[1:],
    ("skip", 1): lambda items, arguments: items[_count_of(arguments) :],
    ("take", 1): lambda items, arguments: items[: _count_of(arguments)],
    ("single", 0): _only,
    ("count", 0): lambda items, _: [Number(str(len(items)))],
    ("hasValue", 0): lambda items, _: [len(items) == 1 and not isinstance(value_of(items[0]), dict | list | None)],
    ("extension", 1): _extensions,
    ("startsWith", 1): _text_test(str.startswith),
    ("endsWith", 1): _text_test(str.endswith),
    ("contains", 1): _text_test(lambda text, wanted: wanted in text),
    ("resolve", 0): lambda items, _: items,
}
