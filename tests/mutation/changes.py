"""What may go wrong at one place: the slips of whoever writes code, each as the node that would stand there instead."""

import ast
import copy
from collections.abc import Callable, Iterator, Sequence

from tests.mutation.places import Place, is_left_alone

Change = tuple[str, ast.AST]
"""What was changed, in words, and what stands there now."""

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
ACTS = {"READ": "frozenset({'read'})", "WRITE": "frozenset({'write'})", "ANY_ACT": "frozenset({'read', 'write'})"}
CALLED = {"any": "all", "all": "any", "min": "max", "max": "min"}
ANSWERS = {
    "bool": ("True", "False"),
    "Condition": ("Everything()", "Nothing()"),
}
"""What a function of this kind may wrongly always say; any other says None."""
LONGEST_WORDS = 90


def changes(place: Place) -> Iterator[Change]:
    """Say what may go wrong here."""
    node = place.node
    if isinstance(node, ast.Return):
        yield from _returns(node, place.returns)
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield from _fewer(node, "decorator_list")
    elif isinstance(node, ast.comprehension):
        yield from _fewer(node, "ifs")
    elif isinstance(node, ast.If):
        for said in ("True", "False"):
            yield f"if {_words(node.test)} → if {said}", _with(node, test=_parsed(said))
    elif isinstance(node, ast.expr):
        for given, find in _BY_KIND.items():
            if isinstance(node, given):
                yield from find(node)


def _expressions(node: ast.AST, instead: Sequence[ast.AST]) -> Iterator[Change]:
    for each in instead:
        yield f"{_words(node)} → {_words(each)}", each


def _comparison(node: ast.Compare) -> Iterator[Change]:
    for number, operator in enumerate(node.ops):
        swapped = [[*node.ops[:number], other(), *node.ops[number + 1 :]] for other in COMPARISONS[type(operator)]]
        yield from _expressions(node, [_with(node, ops=operators) for operators in swapped])


def _both(node: ast.BoolOp) -> Iterator[Change]:
    yield from _expressions(node, [_with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())])
    for number in range(len(node.values)):
        kept = [*node.values[:number], *node.values[number + 1 :]]
        yield from _expressions(node, [kept[0] if len(kept) == 1 else _with(node, values=kept)])


def _unary(node: ast.UnaryOp) -> Iterator[Change]:
    yield from _expressions(node, [node.operand])


def _binary(node: ast.BinOp) -> Iterator[Change]:
    swapped = [_with(node, op=ARITHMETIC[type(node.op)]())] if type(node.op) in ARITHMETIC else []
    yield from _expressions(node, [*swapped, node.left, node.right])


def _constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield from _expressions(node, [ast.Constant(not value)])
    elif isinstance(value, int):
        yield from _expressions(node, [ast.Constant(value + 1), ast.Constant(value - 1)])
    elif isinstance(value, str):
        yield from _expressions(node, [ast.Constant(f"{value}~")])


def _collection(node: ast.Set | ast.Tuple | ast.List) -> Iterator[Change]:
    if not isinstance(getattr(node, "ctx", None), ast.Store):
        yield from _fewer(node, "elts")


def _dictionary(node: ast.Dict) -> Iterator[Change]:
    for number, key in enumerate(node.keys):
        keys, values = ([*given[:number], *given[number + 1 :]] for given in (node.keys, node.values))
        yield f"{_words(key or node.values[number])} dropped", _with(node, keys=keys, values=values)


def _call(node: ast.Call) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and node.func.id in CALLED:
        yield from _expressions(node, [_with(node, func=ast.Name(CALLED[node.func.id], ast.Load()))])
    if isinstance(node.func, ast.Attribute) and not node.args and not node.keywords:
        yield from _expressions(node, [node.func.value])
    yield from _fewer(node, "keywords")


def _either(node: ast.IfExp) -> Iterator[Change]:
    yield from _expressions(node, [node.body, node.orelse])


def _name(node: ast.Name) -> Iterator[Change]:
    if node.id in ACTS and isinstance(node.ctx, ast.Load):
        yield from _expressions(node, [_parsed(said) for name, said in ACTS.items() if name != node.id])


_BY_KIND: dict[type[ast.expr], Callable[..., Iterator[Change]]] = {
    ast.Compare: _comparison,
    ast.BoolOp: _both,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Constant: _constant,
    ast.Set: _collection,
    ast.Tuple: _collection,
    ast.List: _collection,
    ast.Dict: _dictionary,
    ast.Call: _call,
    ast.IfExp: _either,
    ast.Name: _name,
}


def _returns(node: ast.Return, kind: str) -> Iterator[Change]:
    if node.value is None or isinstance(node.value, ast.Constant):
        return
    for said in ANSWERS.get(kind, ("None",)):
        if said == ast.unparse(node.value):
            continue
        yield f"return {_words(node.value)} → return {said}", _with(node, value=_parsed(said))


def _fewer(node: ast.AST, field: str) -> Iterator[Change]:
    """Drop each of several, one at a time."""
    given = getattr(node, field)
    for number, each in enumerate(given):
        if isinstance(each, ast.keyword) and is_left_alone(each):
            continue
        yield f"{_words(each)} dropped", _with(node, **{field: [*given[:number], *given[number + 1 :]]})


def _with(node: ast.AST, **fields: object) -> ast.AST:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _parsed(said: str) -> ast.expr:
    """Read an expression; conditions are fetched, as the module may not know them."""
    known = said.replace("()", "")
    fetched = f"__import__('innsyn.record.condition', fromlist=['{known}']).{said}" if said.endswith("()") else said
    return ast.parse(fetched, mode="eval").body


def _words(node: ast.AST) -> str:
    written = " ".join(ast.unparse(node).split())
    return written if len(written) <= LONGEST_WORDS else f"{written[: LONGEST_WORDS - 1]}…"
