"""What one power of attorney already opens of another, and in which state one stands: by the day, the giver, the areas and the sources."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from innsyn.features.representation.given import Given, by_state, covering
from innsyn.gate.rules.relations import Grant, Period

TODAY = date(2026, 11, 22)
LAST_WEEK, YESTERDAY, TOMORROW, NEXT_WEEK = date(2026, 11, 15), date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 29)
WIDE = Grant(id="a", key="hilde", areas=frozenset({"documents", "results"}), period=Period(LAST_WEEK, NEXT_WEEK))
NARROW = replace(WIDE, id="b", areas=frozenset({"documents"}), period=Period(TODAY, TOMORROW))
FJORD, DAL = frozenset({"889640782"}), frozenset({"974633191"})


def given(grant=WIDE, **how):
    at = datetime(2026, 11, 15, 8, tzinfo=UTC)
    return Given(grant=grant, number="", name="Hilde", changed_at=at, custodian=None, **({"is_withdrawn": False, "given_at": at} | how))


def test_one_that_opens_as_much_for_as_long_covers_another():
    standing = given()
    assert covering(NARROW, [standing], TODAY) is standing
    assert covering(replace(WIDE, id="c"), [standing], TODAY) is standing
    endless = given(replace(WIDE, period=Period(None, None)))
    assert covering(NARROW, [endless], TODAY) is endless
    assert covering(replace(NARROW, period=Period(None, None)), [endless], TODAY) is endless


@pytest.mark.parametrize(
    "more",
    [
        {"key": "sindre"},
        {"areas": frozenset({"documents", "medicines"})},
        {"period": Period(TODAY, None)},
        {"period": Period(TODAY, date(2026, 11, 30))},
        {"period": Period(None, TOMORROW)},
        {"period": Period(date(2026, 11, 14), TOMORROW)},
    ],
)
def test_one_that_would_open_more_or_for_longer_or_to_another_is_not_covered(more):
    assert covering(replace(NARROW, **more), [given()], TODAY) is None


@pytest.mark.parametrize(
    ("wide", "narrow", "is_covered"),
    [
        (frozenset(), FJORD, True),
        (FJORD, FJORD, True),
        (FJORD | DAL, FJORD, True),
        (FJORD, FJORD | DAL, False),
        (FJORD, DAL, False),
        (FJORD, frozenset(), False),
    ],
)
def test_all_sources_cover_some_and_some_cover_no_others(wide, narrow, is_covered):
    standing = given(replace(WIDE, organisations=wide))
    assert (covering(replace(NARROW, organisations=narrow), [standing], TODAY) is standing) is is_covered


@pytest.mark.parametrize("standing", [given(is_withdrawn=True), given(replace(WIDE, period=Period(LAST_WEEK, YESTERDAY)))])
def test_one_that_stands_no_more_covers_nothing(standing):
    assert covering(replace(NARROW, period=Period(LAST_WEEK, YESTERDAY)), [standing], TODAY) is None


@pytest.mark.parametrize(
    ("period", "state"),
    [
        (Period(LAST_WEEK, TODAY), "active"),
        (Period(TODAY, None), "active"),
        (Period(None, None), "active"),
        (Period(TOMORROW, None), "coming"),
        (Period(LAST_WEEK, YESTERDAY), "ended"),
        (Period(None, None, is_readable=False), "ended"),
    ],
)
def test_the_first_and_the_last_day_are_both_within_it(period, state):
    assert given(replace(WIDE, period=period)).state(TODAY) == state


def test_those_that_hold_come_first_and_the_newest_of_each_before_the_older():
    older, newer = given(), given(replace(WIDE, id="new"), given_at=datetime(2026, 11, 20, 8, tzinfo=UTC))
    gone = given(is_withdrawn=True)
    assert list(by_state([gone, older, newer], TODAY).items()) == [("active", [newer, older]), ("withdrawn", [gone])]
