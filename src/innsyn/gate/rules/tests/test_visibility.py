"""A delay that several have chosen closes what comes from each of them."""

from dataclasses import replace
from datetime import date

import pytest

from innsyn.gate.decide import decide
from innsyn.gate.rules.policy import NATION, Delay, Policies, Policy
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of, row_of

FORTNIGHT, WEEK = Delay("DocumentReference", None, 14), Delay("DocumentReference", None, 7)


def is_delayed(signed_days_ago, custodian, **chosen):
    numbers = {"hospital": HOSPITAL, "other": OTHER_HOSPITAL, "nation": NATION}
    policies = Policies({numbers[who]: Policy(since=date.min, delays=(delay,)) for who, delay in chosen.items()})
    row = row_of(Situation(signed_days_ago=signed_days_ago, custodian=custodian))
    votes = decide(replace(case_of(Situation()), policies=policies), "read", row).votes
    return next(vote.cast for vote in votes if vote.rule == "TIME-1") == "deny"


@pytest.mark.parametrize("custodian", [HOSPITAL, OTHER_HOSPITAL])
def test_the_same_delay_of_two_closes_what_comes_from_either(custodian):
    assert is_delayed(13, custodian, hospital=FORTNIGHT, other=FORTNIGHT)
    assert not is_delayed(14, custodian, hospital=FORTNIGHT, other=FORTNIGHT)


def test_different_delays_close_each_its_own():
    assert is_delayed(10, HOSPITAL, hospital=FORTNIGHT, other=WEEK)
    assert not is_delayed(10, OTHER_HOSPITAL, hospital=FORTNIGHT, other=WEEK)
    assert is_delayed(10, None, nation=FORTNIGHT, other=WEEK)
