"""Reads a list of waiting times: the first that can be read is the answer, and weeks that are none are unknown."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from innsyn.web.waiting_times import Answer, Expected, TimesSilent

_LONGEST_WEEKS = 520
"""Ten years: what is longer is a mistake, and not shown."""


def read_expected(content: bytes) -> Answer:
    """Read an answer. Returns None for an empty list, silence for what is no list of waiting times."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return TimesSilent()
    rows = told.get("ventetider") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        return TimesSilent()
    return next((_expected(row, told.get("kilde")) for row in rows if isinstance(row, dict)), None)


def _expected(row: Mapping[str, Any], source: object) -> Expected:
    weeks = _part(row, "ventetid")
    return Expected(
        place=_words(_part(row, "behandlingssted").get("navn")),
        treatment=_words(_part(row, "behandling").get("navn")),
        outpatient_weeks=_weeks(weeks.get("poliklinikk")),
        day_weeks=_weeks(weeks.get("dagbehandling")),
        inpatient_weeks=_weeks(weeks.get("innleggelse")),
        updated_on=_day(row.get("oppdatert")),
        source=_words(source),
    )


def _part(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = row.get(name)
    return part if isinstance(part, dict) else {}


def _words(told: object) -> str:
    return told if isinstance(told, str) else ""


def _weeks(told: object) -> int | None:
    is_number = isinstance(told, int) and not isinstance(told, bool)
    return told if is_number and isinstance(told, int) and 0 <= told <= _LONGEST_WEEKS else None


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
