"""Telephone numbers as they are read aloud."""

import re

_NORWEGIAN = re.compile(r"(?:\+47)?(\d{2})(\d{2})(\d{2})(\d{2})", re.ASCII)


def in_pairs(number: str) -> str:
    """Write a Norwegian number in pairs that stay on one line, without the country; any other as it was told."""
    found = _NORWEGIAN.fullmatch("".join(number.split()))
    return "\N{NO-BREAK SPACE}".join(found.groups()) if found else number
