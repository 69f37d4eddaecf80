"""Says whether a JSON value has the form its primitive FHIR type asks for.

Source: FHIR R4 4.0.1, datatypes.html#primitive. Control characters are refused in all text: XML cannot carry them.
"""

import math
import re
from binascii import Error, a2b_base64
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from innsyn.fhir.narrative import is_narrative

IsValid = Callable[[Any], bool]

LONGEST_TEXT = 1024 * 1024
_LARGEST_INTEGER = 2**31 - 1

_YEAR = r"(?!0000)\d{4}"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?"
_ZONE = r"(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DATE = re.compile(rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?", re.ASCII)
_DATE_TIME = re.compile(rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:T{_TIME}{_ZONE})?)?)?", re.ASCII)
_INSTANT = re.compile(rf"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}", re.ASCII)


def is_text(value: Any) -> bool:
    """Say whether it is a string: not empty, no control characters, at most 1 MiB."""
    return type(value) is str and 0 < len(value) <= LONGEST_TEXT and _CONTROL.search(value) is None


def is_boolean(value: Any) -> bool:
    """Say whether it is true or false."""
    return type(value) is bool


def is_decimal(value: Any) -> bool:
    """Say whether it is a finite JSON number."""
    return type(value) is int or (isinstance(value, float) and math.isfinite(value))


def is_integer(value: Any) -> bool:
    """Say whether it is a whole number of 32 bits, written without fraction or exponent."""
    return type(value) is int and -_LARGEST_INTEGER - 1 <= value <= _LARGEST_INTEGER


def is_unsigned(value: Any) -> bool:
    """Say whether it is a whole number from 0."""
    return type(value) is int and 0 <= value <= _LARGEST_INTEGER


def is_positive(value: Any) -> bool:
    """Say whether it is a whole number from 1."""
    return type(value) is int and 1 <= value <= _LARGEST_INTEGER


def is_base64(value: Any) -> bool:
    """Say whether it is base64; white space between the characters is allowed."""
    if type(value) is not str or not value:
        return False
    try:
        a2b_base64(value, strict_mode=True)
    except (Error, ValueError):
        return _is_spaced_base64(value)
    return True


def _is_spaced_base64(value: str) -> bool:
    try:
        a2b_base64("".join(value.split()), strict_mode=True)
    except (Error, ValueError):
        return False
    return not value.isspace()


def _is_day(value: str) -> bool:
    """Say whether the first ten characters are a day of the calendar; shorter dates have none to check."""
    if len(value) < len("2024-02-29"):
        return True
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _dated(pattern: re.Pattern[str]) -> IsValid:
    fullmatch = pattern.fullmatch
    return lambda value: type(value) is str and fullmatch(value) is not None and _is_day(value)


def _matching(pattern: str) -> IsValid:
    fullmatch = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: type(value) is str and fullmatch(value) is not None


PRIMITIVES: Mapping[str, IsValid] = {
    "base64Binary": is_base64,
    "boolean": is_boolean,
    "canonical": _matching(r"[^\s\x00-\x1f]+"),
    "code": _matching(r"[^\s\x00-\x1f]+(?:\s[^\s\x00-\x1f]+)*"),
    "date": _dated(_DATE),
    "dateTime": _dated(_DATE_TIME),
    "decimal": is_decimal,
    "id": _matching(r"[A-Za-z0-9\-.]{1,64}"),
    "instant": _dated(_INSTANT),
    "integer": is_integer,
    "markdown": is_text,
    "oid": _matching(r"urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+"),
    "positiveInt": is_positive,
    "string": is_text,
    "time": _matching(_TIME),
    "unsignedInt": is_unsigned,
    "uri": _matching(r"[^\s\x00-\x1f]+"),
    "url": _matching(r"[^\s\x00-\x1f]+"),
    "uuid": _matching(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    "xhtml": is_narrative,
}
