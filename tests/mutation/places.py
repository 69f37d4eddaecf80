"""Where a fault may be planted in a module: every expression and statement that has an effect, and none that only tells or names."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

LEFT_ALONE = {"speaks", "is_silent", "Situation", "Rule"}
"""Calls that tell an example: a rule's vectors are its tests, and a test is not what is tried here. And a rule itself: the faults of
`rule_faults.py` are planted in each, whoever made it."""

FORM_ONLY = {"slots", "kw_only"}
"""Keywords that change how an object is kept or built and nothing it answers."""

TYPES = {"Literal", "Callable", "Mapping", "dict", "frozenset", "list", "set", "tuple", "type"}
"""What stands before square brackets when a type is told: `tuple[str, int]`."""

ONLY_FOR_TYPES = {"annotation", "returns", "type_comment", "type_params"}


@dataclass(frozen=True)
class Place:
    """One node that may be changed.

    line: its line. within: the function, class, rule or constant it stands in. returns: what the function around it returns, as written.
    put: sets another node where it stands, in the tree it was found in."""

    node: ast.AST
    line: int
    within: str
    returns: str
    put: Callable[[ast.AST], None]


def places(tree: ast.Module) -> Iterator[Place]:
    """Walk a module, outermost first."""
    return _below(tree, Place(tree, 1, "module", "", lambda _: None))


def _below(node: ast.AST, around: Place) -> Iterator[Place]:
    for child, put in _children(node):
        if is_left_alone(child):
            continue
        returns = ast.unparse(child.returns) if isinstance(child, ast.FunctionDef) and child.returns else around.returns
        within = (
            around.within if isinstance(node, ast.FunctionDef | ast.ClassDef) and child in node.decorator_list else _name(child, around)
        )
        place = Place(child, getattr(child, "lineno", around.line), within, returns, put)
        yield place
        yield from _below(child, place)


def _children(node: ast.AST) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    for field, value in ast.iter_fields(node):
        if field in ONLY_FOR_TYPES:
            continue
        if isinstance(value, ast.AST):
            yield value, partial(setattr, node, field)
        elif isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, ast.AST):
                    yield each, partial(value.__setitem__, number)


def is_left_alone(node: ast.AST) -> bool:
    """Say whether no fault is planted in this node and all below it."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.Subscript(value=ast.Name(id=name)):
            return name in TYPES
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in LEFT_ALONE
        case ast.keyword(arg=name):
            return name in FORM_ONLY
        case ast.Tuple(elts=elements):
            return bool(elements) and all(is_left_alone(each) for each in elements)
    return False


def _name(node: ast.AST, around: Place) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name if around.within == "module" else f"{around.within}.{name}"
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name if around.within == "module" else around.within
    return around.within
