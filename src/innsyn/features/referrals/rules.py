"""What holds of a referral on a day: where it stands, by when it must be answered, and whether a deadline is broken.

Source: pasient- og brukerrettighetsloven § 2-1 b, § 2-2, § 7-2, § 7-5; docs/spec/referrals.md#REF-3 to #REF-5.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from innsyn.features.referrals.referral import OVER, Given, Referral, State
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.working_days import working_days_after

ASSESSED_WITHIN = 10
"""Working days from the day the specialist health service has it. Source: § 2-2 first paragraph."""

COMPLAINT_WITHIN = timedelta(weeks=4)
"""From when the patient knew, or should have known, enough to complain: never before the decision was taken. Source: § 7-5."""

HELFO_PHONE = "23 32 70 03"
"""Helfo's telephone for deadlines that are broken. Source: helsenorge.no, Dine rettigheter ved fristbrudd."""

Trouble = Literal["assessment_late", "deadline_broken", "deadline_at_risk"]
"""Also the middle word of its text keys."""

_ASSESSED: tuple[State, ...] = ("right", "planned")


def state_of(referral: Referral, given: Sequence[Given]) -> State:
    """Say where a referral stands when what came of it is looked at too: a booked appointment is one that is given."""
    if referral.state in OVER or referral.state in ("returned", "unknown"):
        return referral.state
    return "planned" if coming(given) else referral.state


def coming(given: Sequence[Given]) -> Given | None:
    """Say which appointment is the next; None when none is booked."""
    booked = [(each.start, each) for each in given if each.is_booked and each.start is not None]
    return min(booked, key=lambda pair: pair[0])[1] if booked else None


def assessed_by(referral: Referral) -> date | None:
    """Say the last day for telling whether it gives a right to care; None when it is not known when it was received."""
    received_on = referral.days.get("mottatt")
    return working_days_after(received_on, ASSESSED_WITHIN) if received_on else None


def complain_by(referral: Referral) -> date | None:
    """Say the last day on which a complaint of no right to care is in time for certain; None when the day of the decision is not told.

    It may be later for her: the four weeks begin when she got to know. Source: § 7-5."""
    decided_on = referral.days.get("vurdert-ikke-behov")
    return decided_on + COMPLAINT_WITHIN if decided_on else None


def goes_on(referral: Referral, given: Sequence[Given], now: Instant) -> bool:
    """Say whether something is still waited for, or can be complained of."""
    state = state_of(referral, given)
    if state == "no_right":
        latest = complain_by(referral)
        return latest is None or norwegian_date(now) <= latest
    return state not in OVER


def trouble(referral: Referral, given: Sequence[Given], now: Instant) -> Trouble | None:
    """Say which deadline is broken, or will be by the appointment that is booked; None when none is, or nobody can know.

    A patient who has been there has got care: whether it had begun is no longer a question."""
    state, today = state_of(referral, given), norwegian_date(now)
    if state == "received":
        latest = assessed_by(referral)
        return "assessment_late" if latest and latest < today else None
    if state not in _ASSESSED or referral.latest_start is None or any(each.is_kept for each in given):
        return None
    if referral.latest_start < today:
        return "deadline_broken"
    first = coming(given)
    is_after = first is not None and first.start is not None and norwegian_date(first.start) > referral.latest_start
    return "deadline_at_risk" if is_after else None


def told_once(referrals: Iterable[Referral]) -> tuple[Referral, ...]:
    """Leave out what its sender tells of a referral that its receiver tells of too, by their common identifier. In the order given."""
    shown = tuple(referrals)
    followed = frozenset[tuple[str, str]]().union(*(each.identifiers for each in shown if each.has_course))
    return tuple(each for each in shown if each.has_course or not each.identifiers & followed)
