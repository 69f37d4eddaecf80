"""The one place that asks what time it is.

Everything else is handed an instant (`now`) or a `Clock`, so that a birthday, an expiry or a delay can be tried at any moment.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Instant = datetime
"""A moment with its zone. Naive datetimes are a defect: `instant` refuses them."""

Clock = Callable[[], Instant]
"""Anything that says what time it is now, in UTC."""

NORWAY = ZoneInfo("Europe/Oslo")


def system_clock() -> Instant:
    """Say the present instant, in UTC."""
    return datetime.now(UTC)


def instant(text: str) -> Instant:
    """Read an ISO 8601 instant.

    text: date and time with a zone, such as `2026-11-22T08:00:00+01:00`.
    Returns the instant with its zone kept. Raises ValueError when it cannot be read or has no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment


def norwegian_instant(text: str) -> Instant:
    """Read an instant that is told with its day in Norway. Raises ValueError also when it is on none: the last hour of the year 9999."""
    moment = instant(text)
    try:
        norwegian_date(moment)
    except OverflowError:
        raise ValueError("an instant that is on no day in Norway") from None
    return moment


def norwegian_date(now: Instant) -> date:
    """Say which day it is in Norway at `now`: days and birthdays turn at midnight there."""
    return now.astimezone(NORWAY).date()


class SteppingClock:
    """A clock for tests: stands still until it is told to move."""

    def __init__(self, now: Instant) -> None:
        """Start at `now`, an instant with a zone."""
        self.now = now

    def __call__(self) -> Instant:
        """Say the instant it stands at."""
        return self.now

    def move(self, step: timedelta) -> None:
        """Move by `step`, forwards or back."""
        self.now += step
