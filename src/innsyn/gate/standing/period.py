"""Days from until, between a FHIR Period and a rule's Period.

Source: HL7 FHIR R4 Period: a date means the whole day, and the end is part of it.
"""

from datetime import date
from typing import Any

from innsyn.gate.rules.relations import ALWAYS, Period


def period_of(given: object) -> Period:
    """Read a FHIR Period. A day that cannot be read makes it unreadable: it permits nothing and goes on forbidding."""
    if given is None:
        return ALWAYS
    if not isinstance(given, dict):
        return Period(is_readable=False)
    since, until = (_day(given.get(end)) for end in ("start", "end"))
    is_readable = all((end not in given) == (day is None) for end, day in (("start", since), ("end", until)))
    return Period(since, until, is_readable)


def written_period(period: Period) -> dict[str, Any]:
    """Write a FHIR Period of whole days; empty when it is open at both ends."""
    days = {"start": period.since, "end": period.until}
    return {end: day.isoformat() for end, day in days.items() if day is not None}


def _day(text: object) -> date | None:
    """Read the day of a date or an instant as it is written; None when it says none."""
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
