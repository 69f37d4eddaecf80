"""How long what somebody decides shall last: a few lengths to choose among, or days of one's own, as a form asks and checks it.

Source: docs/spec/representation.md#REP-4; docs/spec/shields.md. Days are days in Norway, both included.
"""

from calendar import monthrange
from datetime import date
from typing import Literal

from innsyn.gate.rules.relations import Period

Span = Literal["open", "month", "year", "day"]
"""open: until it is taken back. month, year: so long from the first day. day: until a day that is named."""

SPANS: tuple[Span, ...] = ("open", "month", "year", "day")
_MONTHS = {"month": 1, "year": 12}

Mistake = Literal["no_last_day", "ends_before_it_begins", "begins_in_the_past", "has_ended"]
"""What is wrong with the days."""

MISTAKES: dict[Mistake, str] = {
    "no_last_day": "until",
    "ends_before_it_begins": "until",
    "has_ended": "until",
    "begins_in_the_past": "since",
}
"""Each with the field it is said at."""


def period(span: str, since: date | None, until: date | None, today: date) -> Period | Mistake:
    """Make a period of what was chosen.

    span: one of `SPANS`. since: first day, None for today. until: last day, read only for `day`. Returns what is wrong otherwise."""
    first = since or today
    if first < today:
        return "begins_in_the_past"
    if span in _MONTHS:
        return Period(first, _months_later(first, _MONTHS[span]))
    if span == "open":
        return Period(first, None)
    if until is None:
        return "no_last_day"
    if until < first:
        return "ends_before_it_begins" if since else "has_ended"
    return Period(first, until)


def _months_later(day: date, months: int) -> date:
    """Say the same day of a later month, or its last day where there is none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
