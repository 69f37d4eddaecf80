"""Faults in one single rule, whoever made it: dropped, always, never, the other way about, another's case, the wrong act, told or not."""

import ast
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.mutation.mutant import SOURCE, Mutant, module_name

from innsyn.record.condition import Everything, Not, Nothing

BOOK = "innsyn.gate.rules.book"
ACTS = (frozenset({"read"}), frozenset({"write"}), frozenset({"read", "write"}))

Fault = Callable[[Any], dict[str, object]]
"""What another rule stands there: the fields that differ."""


def without_rules() -> Mutant:
    """Plant what no test can overlook: a book with no rules in it."""
    return Mutant("innsyn/gate/rules/book.py", 1, "RULES", "no rule is left", BOOK, after=lambda book: setattr(book, "RULES", ()))


def mutants_of_rules(files: list[Path]) -> Iterator[Mutant]:
    """Plant each fault in each rule of these files. Imports the rules; whoever tries the mutants must forget them first."""
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        family = _family(import_module(module_name(file)), tree) if module_name(file) != BOOK else []
        for rule in family:
            line = _line(tree, rule.key)
            told = (str(file.relative_to(SOURCE)), line, rule.key)
            yield Mutant(*told, "rule dropped", BOOK, after=_dropping(rule.key))
            for words, fault in _faults(rule, family):
                yield Mutant(*told, words, BOOK, after=_changing(rule.key, fault))


def _family(module: ModuleType, tree: ast.Module) -> list[Any]:
    """Every rule that is given a name in a module itself, alone or in a tuple, in its order."""
    rule_type = import_module("innsyn.gate.rules.rule").Rule
    targets = [target for node in tree.body for target in getattr(node, "targets", [getattr(node, "target", None)])]
    named = [getattr(module, target.id) for target in targets if isinstance(target, ast.Name)]
    found = [each for value in named for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, rule_type)]
    in_force = {id(each) for each in import_module(BOOK).RULES}
    return [each for each in found if id(each) in in_force]


def _faults(rule: Any, family: list[Any]) -> Iterator[tuple[str, Fault]]:
    yield "effect swapped", lambda old: {"effect": "deny" if old.effect == "allow" else "allow"}
    yield "is_told flipped", lambda old: {"is_told": not old.is_told}
    yield "applies always", lambda _: {"applies": lambda _: True}
    yield "applies never", lambda _: {"applies": lambda _: False}
    yield "applies the other way about", lambda old: {"applies": _negated(old.applies)}
    yield "condition is Everything", lambda _: {"condition": lambda _: Everything()}
    yield "condition is Nothing", lambda _: {"condition": lambda _: Nothing()}
    yield "condition the other way about", lambda old: {"condition": _opposite(old.condition)}
    yield "key is another", lambda old: {"key": f"{old.key}~"}
    yield "text is another", lambda old: {"text": f"{old.text}~"}
    yield "law is another", lambda old: {"law": f"{old.law}~"}
    for acts in ACTS:
        if acts != rule.acts:
            yield f"acts is {' and '.join(sorted(acts))}", lambda _, acts=acts: {"acts": acts}
    yield from _of_others(rule, family)


def _of_others(rule: Any, family: list[Any]) -> Iterator[tuple[str, Fault]]:
    """Let the rule apply where another of its family does: the name next to the right one."""
    for name in dict.fromkeys(other.applies.__name__ for other in family if other.applies is not rule.applies):
        yield f"applies as {name}", lambda _, name=name: {"applies": next(each.applies for each in family if each.applies.__name__ == name)}


def _negated(applies: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda case: not applies(case)


def _opposite(condition: Callable[[Any], Any]) -> Callable[[Any], Not]:
    return lambda case: Not(condition(case))


def _changing(key: str, fault: Fault) -> Callable[[ModuleType], None]:
    def plant(book: ModuleType) -> None:
        (rule,) = (each for each in book.RULES if each.key == key)
        for field, value in fault(rule).items():
            object.__setattr__(rule, field, value)

    return plant


def _dropping(key: str) -> Callable[[ModuleType], None]:
    def plant(book: ModuleType) -> None:
        for name, value in list(vars(book).items()):
            if isinstance(value, tuple) and name.isupper():
                setattr(book, name, tuple(rule for rule in value if rule.key != key))

    return plant


def _line(tree: ast.Module, key: str) -> int:
    """Find where a rule is made: the call that says its key, or the end of it."""
    said = [
        (call.lineno, each.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for each in (*call.args, *(keyword.value for keyword in call.keywords))
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
    ]
    exact = [line for line, value in said if value == key]
    ending = [line for line, value in said if key.endswith(f"-{value}")]
    return min(exact or ending or [1])
