"""What may be chosen and promised: nothing waits longer than sixty days, an answer comes within a month however short it is."""

from calendar import monthrange
from datetime import date

import pytest

from innsyn.gate.rules.policy import LONGEST_ANSWER_DAYS, LONGEST_DELAY, NATION, PLAIN, Delay, Policy
from innsyn.kernel.ids import is_organisation_number

FIRST = date(2026, 12, 1)


def documents(days):
    return (Delay("DocumentReference", None, days),)


def test_no_promise_is_longer_than_the_shortest_month():
    assert min(monthrange(2026, month)[1] for month in range(1, 13)) == LONGEST_ANSWER_DAYS


def test_where_nobody_has_chosen_an_answer_comes_within_a_fortnight():
    assert PLAIN.answer_days == 14


def test_the_nation_is_no_organisation():
    assert not is_organisation_number(NATION)


@pytest.mark.parametrize(
    ("policy", "is_within"),
    [
        (Policy(since=FIRST), True),
        (Policy(since=FIRST, delays=documents(0)), True),
        (Policy(since=FIRST, delays=documents(60)), True),
        (Policy(since=FIRST, delays=documents(61)), False),
        (Policy(since=FIRST, delays=(*documents(0), Delay("Observation", None, 61))), False),
        (Policy(since=FIRST, delays=documents(-1)), False),
        (Policy(since=FIRST, delayed_days=60), True),
        (Policy(since=FIRST, delayed_days=61), False),
        (Policy(since=FIRST, delays=documents(61), delayed_days=1), False),
        (Policy(since=FIRST, answer_days=1), True),
        (Policy(since=FIRST, answer_days=LONGEST_ANSWER_DAYS), True),
        (Policy(since=FIRST, answer_days=LONGEST_ANSWER_DAYS + 1), False),
        (Policy(since=FIRST, answer_days=0), False),
    ],
)
def test_a_choice_has_bounds(policy, is_within):
    assert policy.is_within_bounds is is_within
    assert LONGEST_DELAY == 60
