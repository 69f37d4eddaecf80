"""A trust's choice has bounds: nothing waits longer than anybody may choose, and no answer is promised later."""

from datetime import date

import pytest

from innsyn.gate.rules.policy import LONGEST_ANSWER_DAYS, LONGEST_DELAY, Delay, Policy

ONE_MORE = LONGEST_DELAY + 1
FIRST = date(2026, 12, 1)


def documents(days):
    return (Delay("DocumentReference", None, days),)


@pytest.mark.parametrize(
    ("policy", "is_within"),
    [
        (Policy(since=FIRST), True),
        (Policy(since=FIRST, delays=documents(LONGEST_DELAY)), True),
        (Policy(since=FIRST, delays=documents(ONE_MORE)), False),
        (Policy(since=FIRST, delays=(*documents(0), Delay("Observation", None, ONE_MORE))), False),
        (Policy(since=FIRST, delays=documents(-1)), False),
        (Policy(since=FIRST, delayed_days=LONGEST_DELAY), True),
        (Policy(since=FIRST, delayed_days=ONE_MORE), False),
        (Policy(since=FIRST, answer_days=LONGEST_ANSWER_DAYS), True),
        (Policy(since=FIRST, answer_days=LONGEST_ANSWER_DAYS + 1), False),
        (Policy(since=FIRST, answer_days=0), False),
    ],
)
def test_a_choice_has_bounds(policy, is_within):
    assert policy.is_within_bounds is is_within
