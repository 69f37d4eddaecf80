"""Which amounts hold at an instant: the hour and day of the answer count, never those of the question.

Source: legeforskriften (day is working days 8 to 16); egenandelstakforskriften (children under 16 pay nothing);
docs/spec/dialogue.md.
"""

from datetime import date

from innsyn.features.dialogue.tariffs.table import TARIFFS, Hours, Tariff
from innsyn.gate.rules.age import HEALTH_MAJORITY, whole_years
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.working_days import is_working_day

_OPENS, _CLOSES = 8, 16


def tariff(at: Instant) -> Tariff | None:
    """Find the amounts that hold at an instant; None when they are not known. They change at midnight in Norway."""
    day = norwegian_date(at)
    return next((row for row in TARIFFS if row.since <= day <= row.until), None)


def known_last(at: Instant) -> Tariff | None:
    """Find the newest amounts known of the time before an instant; None when there are none. They may have changed since."""
    return next((row for row in reversed(TARIFFS) if row.until < norwegian_date(at)), None)


def told(at: Instant) -> str:
    """Name what a reader is told of amounts at an instant: told again under another name, something has changed since she read it."""
    known = tariff(at)
    return known.since.isoformat() if known else f"unknown-{norwegian_date(at).year}"


def hours(at: Instant) -> Hours:
    """Say which amount holds: by day, or in the evening, at night, on Saturdays, Sundays and holidays."""
    local = at.astimezone(NORWAY)
    return "day" if is_working_day(local.date()) and _OPENS <= local.hour < _CLOSES else "evening"


def is_exempt(born_on: date | None, at: Instant) -> bool | None:
    """Say whether a patient pays nothing for her age on the day of an instant. Returns None when her birth date is unknown."""
    years = whole_years(born_on, norwegian_date(at))
    return None if years is None else years < HEALTH_MAJORITY
