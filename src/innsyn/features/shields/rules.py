"""Who decides what, how a shield stands on a day, and how long one may be set for.

Source: pasient- og brukerrettighetsloven § 3-4, § 4-3, § 4-4, § 5-3; docs/spec/shields.md.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.relations import Period
from innsyn.gate.visit import Role

Decides = Literal["shields", "asks", "nobody"]
"""shields: sets and lifts shields. asks: asks a clinician to hide something from her parents. nobody: neither, in this record."""

State = Literal["active", "coming", "ended"]

Span = Literal["open", "month", "year", "day"]
"""open: until it is lifted. month, year: so long from the first day. day: until a day the patient names."""

SPANS: tuple[Span, ...] = ("open", "month", "year", "day")
_MONTHS = {"month": 1, "year": 12}

Mistake = Literal["no_last_day", "ends_before_it_begins", "begins_in_the_past", "has_ended"]
MISTAKES: dict[Mistake, str] = {
    "no_last_day": "until",
    "ends_before_it_begins": "until",
    "has_ended": "until",
    "begins_in_the_past": "since",
}
"""What is wrong with the days, each with the field it is said at."""

ANSWERED_WITHIN = timedelta(days=7)
"""A wish that has waited longer stands out in the clinicians' list: her parents are kept from something nobody has looked at."""


def decides(role: Role, years: int | None) -> Decides:
    """Say what somebody decides in a record. years: the patient's age in whole birthdays, None when unknown."""
    if years is None:
        return "nobody"
    if role == "self":
        return "shields" if years >= HEALTH_MAJORITY else "asks" if years in YOUTH else "nobody"
    return "shields" if role == "parent" and years in CHILD else "nobody"


def state(period: Period, *, is_lifted: bool, today: date) -> State:
    """Say how a shield stands today. One whose days cannot be read still closes."""
    if is_lifted:
        return "ended"
    if period.closes(today):
        return "active"
    return "coming" if period.since is not None and today < period.since else "ended"


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
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
