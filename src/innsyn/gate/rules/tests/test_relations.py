"""Periods are whole days, both included; what cannot be read permits nothing and still forbids; what is not said is the careful thing."""

from datetime import date

import pytest

from innsyn.gate.rules.relations import ALWAYS, Grant, Parent, Period, Withholding

FIRST, LAST = date(2026, 11, 10), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("period", "day", "is_in_force"),
    [
        (Period(FIRST, LAST), date(2026, 11, 9), False),
        (Period(FIRST, LAST), FIRST, True),
        (Period(FIRST, LAST), LAST, True),
        (Period(FIRST, LAST), date(2026, 11, 21), False),
        (Period(since=FIRST), date(2099, 1, 1), True),
        (Period(until=LAST), date(1999, 1, 1), True),
        (ALWAYS, FIRST, True),
    ],
)
def test_a_readable_period_permits_and_forbids_on_the_same_days(period, day, is_in_force):
    assert (period.holds(day), period.closes(day)) == (is_in_force, is_in_force)


@pytest.mark.parametrize("day", [date(2026, 11, 9), FIRST, date(2026, 11, 21)])
def test_an_unreadable_period_permits_nothing_and_forbids_on_any_day(day):
    period = Period(FIRST, LAST, is_readable=False)
    assert (period.holds(day), period.closes(day)) == (False, True)


def test_what_is_not_said_of_a_relation_is_the_plain_thing():
    assert Parent(key="k", has_responsibility=True, shares_address=True, is_protected=False).relation == ""
    assert not Grant(id="g", key="k", areas=frozenset()).is_on_paper
    assert not Withholding(id="w", code="NORN_KUT", references=frozenset(), custodian="1").is_told
