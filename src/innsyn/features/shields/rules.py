"""Who decides what, and how a shield stands on a day.

Source: pasient- og brukerrettighetsloven § 3-4, § 4-3, § 4-4, § 5-3; docs/spec/shields.md.
"""

from datetime import date, timedelta
from typing import Literal

from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY, YOUTH
from innsyn.gate.rules.relations import Period
from innsyn.gate.visit import Role

Decides = Literal["shields", "asks", "nobody"]
"""shields: sets and lifts shields. asks: asks a clinician to hide something from her parents. nobody: neither, in this record."""

State = Literal["active", "coming", "ended"]

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
