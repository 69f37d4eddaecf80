"""Compares and combines what paths find.

Source: FHIRPath N1 (2.0.0), Equality, Comparison, Boolean logic (with empty as the third value).
"""

import re
from decimal import Decimal
from typing import Any

from innsyn.fhir.exact import Number
from innsyn.fhir.patch.path_values import Items, value_of
from innsyn.fhir.patch.path_words import NotUnderstood

_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_ORDERS = {
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def compared(sign: str, left: Items, right: Items) -> Items:
    """Compare two sides. Returns one boolean, or nothing when a side is empty. Raises NotUnderstood."""
    if not left or not right:
        return []
    if sign in ("=", "!="):
        is_equal = [value_of(item) for item in left] == [value_of(item) for item in right]
        return [is_equal == (sign == "=")]
    if len(left) > 1 or len(right) > 1:
        raise NotUnderstood("only single values have an order")
    return [_ORDERS[sign](*_orderable(value_of(left[0]), value_of(right[0])))]


def _orderable(left: Any, right: Any) -> tuple[Any, Any]:
    if isinstance(left, Number) and isinstance(right, Number):
        return Decimal(left.text), Decimal(right.text)
    if isinstance(left, str) and isinstance(right, str) and len(left) == len(right) and _DAY.fullmatch(left) and _DAY.fullmatch(right):
        return left, right
    raise NotUnderstood("only numbers, and dates of the same precision, have an order here")


def only_boolean(items: Items) -> bool | None:
    """Read a condition: a boolean is itself, another single value is true, nothing is unknown. Raises NotUnderstood for several."""
    if len(items) > 1:
        raise NotUnderstood("a condition is one value")
    value = value_of(items[0]) if items else None
    return value if isinstance(value, bool) or value is None else True


def combined(sign: str, left: bool | None, right: bool | None) -> Items:
    """Combine two conditions of which either may be unknown."""
    if sign == "implies":
        return combined("or", None if left is None else not left, right)
    if sign == "xor":
        return [] if left is None or right is None else [left != right]
    decisive = sign == "or"
    if left is decisive or right is decisive:
        return [decisive]
    return [] if left is None or right is None else [not decisive]
