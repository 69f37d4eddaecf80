"""How long what somebody decides shall last: lengths and days of one's own, each with the no beside it."""

from datetime import date

import pytest

from innsyn.gate.rules.relations import Period
from innsyn.web.lasting import MISTAKES, SPANS, Mistake, period

TODAY, TOMORROW, YESTERDAY = date(2026, 1, 31), date(2026, 2, 1), date(2026, 1, 30)


@pytest.mark.parametrize(
    ("span", "since", "until", "made"),
    [
        ("open", None, None, Period(TODAY, None)),
        ("open", TOMORROW, YESTERDAY, Period(TOMORROW, None)),
        ("month", None, None, Period(TODAY, date(2026, 2, 28))),
        ("month", date(2026, 12, 15), None, Period(date(2026, 12, 15), date(2027, 1, 15))),
        ("year", date(2028, 2, 29), None, Period(date(2028, 2, 29), date(2029, 2, 28))),
        ("day", None, TODAY, Period(TODAY, TODAY)),
        ("day", TOMORROW, TOMORROW, Period(TOMORROW, TOMORROW)),
        ("open", YESTERDAY, None, "begins_in_the_past"),
        ("day", None, None, "no_last_day"),
        ("day", None, YESTERDAY, "has_ended"),
        ("day", TOMORROW, TODAY, "ends_before_it_begins"),
    ],
)
def test_a_period_is_what_was_chosen_or_what_is_wrong_with_it(span, since, until, made):
    assert span in SPANS
    assert period(span, since, until, TODAY) == made


def test_every_mistake_is_said_at_a_field_of_the_form():
    assert set(MISTAKES) == set(Mistake.__args__)
    assert set(MISTAKES.values()) == {"since", "until"}
