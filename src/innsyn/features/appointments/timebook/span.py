"""From when until when a calendar is closed, as it is filled in: days, with hours where not the whole of the first or last one is meant.

Source: docs/spec/appointments.md#APP-8.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from innsyn.gate.booking.closing import LONGEST_CLOSURE
from innsyn.gate.standing.closures import whole_days
from innsyn.kernel.clock import NORWAY, Instant

FARTHEST = timedelta(days=366)
Mistake = Literal["backwards", "past", "far", "closure_long"]


@dataclass(frozen=True, slots=True)
class Span:
    """Half open: the first instant it is closed, and the first it is not."""

    since: Instant
    until: Instant

    @property
    def whole_days(self) -> tuple[date, date] | None:
        """Say the first and the last day, when it is of whole days; None otherwise."""
        return whole_days(self.since, self.until)


def span_of(first: date, begins: time | None, last: date, ends: time | None) -> Span:
    """Say what is meant. begins, ends: None for the whole of the first and the last day. last: before 9999."""
    until = datetime.combine(last, ends) if ends else datetime.combine(last, time.min) + timedelta(days=1)
    return Span(datetime.combine(first, begins or time.min, NORWAY), until.replace(tzinfo=NORWAY))


def mistake(first: date, begins: time | None, last: date, ends: time | None, now: Instant) -> tuple[str, Mistake] | None:
    """Say what is wrong: the field and what; None for nothing."""
    today = now.astimezone(NORWAY).date()
    if last < first:
        return "last", "backwards"
    if first < today:
        return "first", "past"
    if last > today + FARTHEST:
        return "last", "far"
    span = span_of(first, begins, last, ends)
    if span.until <= span.since:
        return "ends", "backwards"
    if span.until <= now:
        return "ends", "past"
    return ("last", "closure_long") if span.until - span.since > LONGEST_CLOSURE else None
