"""What a decision needs: a last day or somebody who looks again, within half a year."""

from datetime import date, timedelta

import pytest

from innsyn.features.withholding.rules import CODES, LONGEST_WITHOUT_REVIEW, code_of, mistake
from innsyn.gate.rules.known_labels import SHIELD_LABELS

TODAY = date(2026, 11, 22)


def wrong(code="NORN_KUT", *, until=None, review_in=None, reviewer="990000137"):
    review_by = None if review_in is None else TODAY + timedelta(days=review_in)
    return mistake(code_of(code), until=until, review_by=review_by, reviewer=reviewer, today=TODAY)


def test_every_code_offered_is_of_the_national_list_and_closes_something():
    assert {each.code for each in CODES} == SHIELD_LABELS - {"N", "NORS", "NORN_ALL", "NORN_FOR"}
    assert code_of("NORN_ALL") is None


def test_a_delay_needs_a_last_day_however_often_it_is_looked_at():
    assert wrong("NORU", review_in=10) == ("until", "withholding.mistake.needs_end")
    assert wrong("NORU", until=TODAY) is None


def test_a_last_day_that_has_passed_is_refused_and_today_is_not():
    assert wrong(until=TODAY - timedelta(days=1)) == ("until", "withholding.mistake.past")
    assert wrong(until=TODAY) is None


def test_without_a_last_day_somebody_looks_again():
    assert wrong() == ("review_by", "withholding.mistake.needs_review")
    assert wrong(review_in=30) is None
    assert wrong(review_in=30, reviewer="") == ("reviewer", "withholding.mistake.needs_reviewer")


@pytest.mark.parametrize(("days", "is_good"), [(-1, False), (0, True), (LONGEST_WITHOUT_REVIEW.days, True), (181, False)])
def test_a_review_is_from_today_and_within_half_a_year(days, is_good):
    assert (wrong(review_in=days) is None) is is_good
