"""What may be promised: an answer within a month however short it is, and a fortnight where nobody has chosen."""

from calendar import monthrange

from innsyn.gate.rules.policy import LONGEST_ANSWER_DAYS, NATION, PLAIN
from innsyn.kernel.ids import is_organisation_number


def test_no_promise_is_longer_than_the_shortest_month():
    assert min(monthrange(2026, month)[1] for month in range(1, 13)) == LONGEST_ANSWER_DAYS


def test_where_nobody_has_chosen_an_answer_comes_within_a_fortnight():
    assert PLAIN.answer_days == 14


def test_the_nation_is_no_organisation():
    assert not is_organisation_number(NATION)
