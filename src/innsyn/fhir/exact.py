"""Reads JSON so that every number keeps its text, and writes it again: `0.40` stays `0.40`.

Source: FHIR R4 4.0.1, datatypes.html#decimal (the precision of a decimal has meaning); RFC 8259.
"""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson


class Number:
    """A JSON number as it was written. Two are equal when their values are: `0.40` and `0.4`, `1` and `1.0`."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Keep the text, which must be a JSON number."""
        self.text = text

    def __eq__(self, other: object) -> bool:
        """Compare by value."""
        if not isinstance(other, Number):
            return NotImplemented
        try:
            return self.text == other.text or Decimal(self.text) == Decimal(other.text)
        except InvalidOperation:
            return False

    __hash__ = None  # type: ignore[assignment]  # a number is never a key

    def __repr__(self) -> str:
        """Show the text."""
        return f"Number({self.text})"


def read_exact(body: bytes | str) -> Any:
    """Read JSON that is known to be JSON; numbers become `Number`.

    Raises ValueError when it is not JSON after all."""
    return json.loads(body, parse_float=Number, parse_int=Number)


def write_exact(value: Any) -> bytes:
    """Write what `read_exact` gave, compactly, in UTF-8.

    Raises orjson.JSONEncodeError (a TypeError) when it is nested deeper than 254 levels."""
    return orjson.dumps(value, default=_number)


def _number(value: Any) -> orjson.Fragment:
    if isinstance(value, Number):
        return orjson.Fragment(value.text)
    raise TypeError(type(value).__name__)
