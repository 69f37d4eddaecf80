"""Reads the text of a value attribute as the JSON value of a primitive type.

Source: FHIR R4 4.0.1, datatypes.html#primitive: the same text is a string, a number or a boolean in JSON.
"""

import math
import re
from typing import Any, Final

from innsyn.fhir.exact import Number

MISSING: Final = object()
"""Stands for a text that has not the form of its type."""

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_UNSIGNED = re.compile(r"\+?(0|[1-9][0-9]*)")
_BOOLEANS = {"true": True, "false": False}


def read_value(text: str, kind: str) -> Any:
    """Read a value.

    text: the attribute. kind: the primitive type. Returns a bool, a `Number`, the text itself, or MISSING when the form is wrong."""
    if kind == "boolean":
        return _BOOLEANS.get(text, MISSING)
    if kind == "decimal":
        return Number(text) if _DECIMAL.fullmatch(text) and math.isfinite(float(text)) else MISSING
    if kind == "integer":
        return Number(text) if _INTEGER.fullmatch(text) else MISSING
    if kind in ("unsignedInt", "positiveInt"):
        found = _UNSIGNED.fullmatch(text)
        return Number(found[1]) if found else MISSING
    return text
