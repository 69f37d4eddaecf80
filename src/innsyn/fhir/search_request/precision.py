"""Reads numbers and dates of a search with the range that their precision implies.

Source: FHIR R4 4.0.1, search.html#number, #date and #prefix. `100` is from 99.5 to 100.5, `1e2` from 95 to 105; with a prefix that compares
order, a number is exact. A date without a zone is a day in Norway, and a time without a zone is Norwegian time: a search for
`2026-05-17` finds what happened between midnight and midnight in Oslo, also when the stored instant says `Z`.
"""

import re
from decimal import Decimal
from typing import get_args

from innsyn.fhir.dates import interval
from innsyn.fhir.search_request.criteria import DateValue, NumberValue, Prefix

_PREFIXES = get_args(Prefix)
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?", re.ASCII)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII)
_HALF, _TENTH = Decimal("0.5"), Decimal("0.1")


def with_prefix(text: str) -> tuple[Prefix, str]:
    """Take the prefix off a value: `gt5` is `gt` and `5`; without one it is `eq`."""
    for prefix in _PREFIXES:
        if text.startswith(prefix):
            return prefix, text[2:]
    return "eq", text


def read_number(text: str) -> NumberValue | None:
    """Read a number with its prefix, or None."""
    prefix, digits = with_prefix(text)
    if not _NUMBER.fullmatch(digits):
        return None
    number = Decimal(digits)
    if prefix not in ("eq", "ne", "ap"):
        return NumberValue(prefix, number, number)
    around = _HALF.scaleb(_last_digit(number))
    if prefix == "ap":
        around = max(around, abs(number) * _TENTH)
    return NumberValue(prefix, number - around, number + around)


def _last_digit(number: Decimal) -> int:
    """Say which power of ten the last digit counts. R4 takes a number written with a positive exponent as one digit more precise."""
    exponent = number.as_tuple().exponent
    return 0 if not isinstance(exponent, int) else exponent - 1 if exponent > 0 else exponent


def read_date(text: str) -> DateValue | None:
    """Read a date, time or instant with its prefix, or None. A space before the zone is the plus that a URL lost."""
    prefix, written = with_prefix(text)
    written = written.replace(" ", "+")
    found = interval(written) if _DATE.fullmatch(written) else None
    return DateValue(prefix, found.start, found.end) if found else None
