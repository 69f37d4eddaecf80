"""Reading the register's JSON strictly: a form that is not the documented one is not understood, and nothing is made of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from innsyn.kernel.clock import NORWAY, Instant
from innsyn.kernel.ids import PersonNumber, person_number

Json = Mapping[str, Any]


class NotUnderstood(Exception):
    """The register's answer has a form we do not know. where: name of the part, nothing that stood in it."""

    def __init__(self, where: str) -> None:
        """Remember where."""
        super().__init__(where)
        self.where = where


def current(document: Json, part: str, *, now: Instant) -> list[Json]:
    """Give the entries of a part that hold at `now`.

    A part that is left out has none: the register leaves out what is empty. Raises NotUnderstood when one cannot be told to hold or not."""
    entries = document.get(part, [])
    if not isinstance(entries, list):
        raise NotUnderstood(part)
    return [entry for entry in entries if _holds(entry, part, now)]


def _holds(entry: Any, part: str, now: Instant) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("erGjeldende"), bool):
        raise NotUnderstood(part)
    since, until = moment(entry.get("gyldighetstidspunkt"), part), moment(entry.get("opphoerstidspunkt"), part)
    return bool(entry["erGjeldende"]) and (since is None or since <= now) and (until is None or now < until)


def moment(value: Any, part: str) -> Instant | None:
    """Read an instant, None when there is none. One without a zone is Norwegian time. Raises NotUnderstood."""
    if value is None:
        return None
    try:
        read = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise NotUnderstood(part) from None
    return read if read.tzinfo else read.replace(tzinfo=NORWAY)


def day(value: Any) -> date | None:
    """Read a date; None when there is none, or it is not one."""
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        return None


def text(value: Any) -> str:
    """Read a text; empty when there is none."""
    return value.strip() if isinstance(value, str) else ""


def number(value: Any) -> PersonNumber | None:
    """Read a person number; None when it does not hold."""
    return person_number(value) if isinstance(value, str) else None
