"""Reading the register's JSON strictly: a form that is not the documented one is not understood, and nothing is made of it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from innsyn.kernel.clock import NORWAY, Instant

Json = Mapping[str, Any]

_FIRST_YEAR, _LAST_YEAR = 1900, 9000
"""The register writes the years 1 and 9999 where there is no beginning and no end."""


class NotUnderstood(Exception):
    """The register's answer has a form we do not know. where: name of the part, nothing that stood in it."""

    def __init__(self, where: str) -> None:
        """Remember where."""
        super().__init__(where)
        self.where = where


def json_object(octets: bytes) -> Json:
    """Read a body that must be one object. Raises NotUnderstood."""
    try:
        content = json.loads(octets)
    except (ValueError, RecursionError):
        raise NotUnderstood("json") from None
    return within(content, "json")


def within(value: Any, part: str) -> Json:
    """Give an object. Raises NotUnderstood when it is none."""
    if not isinstance(value, dict):
        raise NotUnderstood(part)
    return value


def listed(content: Json, part: str) -> list[Any]:
    """Give a list. Raises NotUnderstood when it is none."""
    found = content.get(part)
    if not isinstance(found, list):
        raise NotUnderstood(part)
    return found


def number(content: Json, part: str) -> int:
    """Read a whole number. Raises NotUnderstood."""
    found = content.get(part)
    if not isinstance(found, int) or isinstance(found, bool):
        raise NotUnderstood(part)
    return found


def truth(content: Json, part: str) -> bool:
    """Read yes or no. Raises NotUnderstood: nothing said is not a no."""
    found = content.get(part)
    if not isinstance(found, bool):
        raise NotUnderstood(part)
    return found


def needed_text(content: Json, part: str) -> str:
    """Read a text that must be there. Raises NotUnderstood."""
    found = text(content.get(part))
    if not found:
        raise NotUnderstood(part)
    return found


def text(value: Any) -> str:
    """Read a text; empty when there is none."""
    return value.strip() if isinstance(value, str) else ""


def moment(value: Any, part: str) -> Instant | None:
    """Read an instant, None when there is none or it is the beginning or end of time. One without a zone is Norwegian time.

    Raises NotUnderstood."""
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise NotUnderstood(part) from None
    if not _FIRST_YEAR <= read.year <= _LAST_YEAR:
        return None
    return read if read.tzinfo else read.replace(tzinfo=NORWAY)
