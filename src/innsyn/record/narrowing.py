"""Turns a condition into SQL over one stored version. `condition.holds` says the same in Python; a property test compares them."""

from collections.abc import Callable
from functools import lru_cache

from innsyn.record.asking import written
from innsyn.record.condition import (
    AllOf,
    AnyOf,
    ClinicalBefore,
    Condition,
    Everything,
    FromCustodian,
    HasCode,
    HasLabel,
    HasToken,
    InRecord,
    Not,
    Nothing,
    OfType,
    OneOf,
    OnlyLabels,
    RecordedBefore,
)
from innsyn.record.keys import code_key, token_key

Value = object
Column = tuple[str, Value]
"""PostgreSQL type of an argument a condition needs, and its value as it travels."""

Add = Callable[[str, Value], str]


@lru_cache(4096)
def narrowing(condition: Condition) -> tuple[str, tuple[Column, ...]]:
    """Write a condition once: a text with `{v}` for the version's alias and `{0}`, `{1}` … for its arguments, and those arguments.

    Texts differ only by shape: the values are arguments, so a role's rules are one statement whoever they are applied to.
    No part is ever null: unknown is false, also under a `Not`."""
    columns: list[Column] = []

    def add(type_: str, value: Value) -> str:
        columns.append((type_, written(type_, value)))
        return f"{{{len(columns) - 1}}}"

    return _written(condition, add), tuple(columns)


def _written(condition: Condition, add: Add) -> str:
    match condition:
        case Everything():
            return "true"
        case Nothing():
            return "false"
        case Not(inner):
            return f"not {_written(inner, add)}"
        case AllOf(conditions):
            return _joined(conditions, add, " and ", "true")
        case AnyOf(conditions):
            return _joined(conditions, add, " or ", "false")
        case _:
            return _atom(condition, add)


def _joined(conditions: tuple[Condition, ...], add: Add, word: str, empty: str) -> str:
    return f"({word.join(_written(each, add) for each in conditions)})" if conditions else empty


def _atom(condition: Condition, add: Add) -> str:
    match condition:
        case HasLabel(labels):
            return f"({{v}}.labels && {add('text[]', sorted(labels))})"
        case OnlyLabels(labels):
            return f"({{v}}.labels <@ {add('text[]', sorted(labels))})"
        case OfType(types):
            return f"({{v}}.type::text = any({add('text[]', sorted(types))}))"
        case OneOf(references):
            return f"(strpos({add('text', _listed(references))}, '|' || {{v}}.type::text || '/' || {{v}}.id || '|') > 0)"
        case InRecord(owners):
            return f"({{v}}.owner = any({add('bigint[]', sorted(owners))}))"
        case FromCustodian(custodians):
            return f"coalesce({{v}}.custodian = any({add('text[]', sorted(custodians))}), false)"
        case HasToken(parameter, system, code):
            return f"({{v}}.keys @> {add('bigint[]', [token_key(parameter, system, code)])})"
        case HasCode(parameter, code):
            return f"({{v}}.keys @> {add('bigint[]', [code_key(parameter, code)])})"
        case ClinicalBefore(instant):
            return f"({{v}}.clinical_at > '-infinity' and {{v}}.clinical_at < {add('timestamptz', instant)})"
        case RecordedBefore(instant):
            return f"({{v}}.recorded_at < {add('timestamptz', instant)})"
        case _:
            raise TypeError(f"not a condition: {type(condition).__name__}")


def _listed(references: frozenset[str]) -> str:
    """Write references as one text between bars, which no type and no id has: PostgreSQL finds one among hundreds in it many times faster
    than in an array it must take apart. What has a bar names nothing."""
    return "|".join(["", *sorted(each for each in references if "|" not in each), ""])
