"""A course is laid out so that it can be read: round values, real months, later to the right, more upwards."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.features.results.course import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTHS, Measured, course
from innsyn.features.results.result import Range
from innsyn.features.results.scale import MOST_VALUES, months_between, steps

START = datetime(2026, 1, 15, 8, tzinfo=UTC)


def measured(*values: str, days: int = 30) -> list[Measured]:
    return [Measured(START + timedelta(days=days * number), Decimal(value)) for number, value in enumerate(values)]


def test_later_is_further_right_and_more_is_higher():
    (line,) = course([("Hb", measured("12", "14", "13"))]).lines
    first, second, third = line.points
    assert first.x < second.x < third.x
    assert second.y < third.y < first.y


def test_order_of_arrival_does_not_matter():
    figures = measured("12", "14", "13")
    assert course([("Hb", figures)]) == course([("Hb", figures[::-1])])


def test_distance_follows_time_not_number():
    figures = [
        Measured(START, Decimal(1)),
        Measured(START + timedelta(days=1), Decimal(1)),
        Measured(START + timedelta(days=10), Decimal(1)),
    ]
    first, second, third = course([("x", figures)]).lines[0].points
    assert (third.x - first.x) == pytest.approx(10 * (second.x - first.x), abs=1)


def test_band_of_the_usual_lies_between_its_ends():
    drawn = course([("Hb", measured("12", "14"))], Range(Decimal("11.7"), Decimal("15.3")))
    low_point = drawn.lines[0].points[0]
    assert drawn.band.y < low_point.y < drawn.band.y + drawn.band.height


def test_open_range_reaches_the_edge():
    drawn = course([("eGFR", measured("50", "70"))], Range(Decimal(60), None))
    assert drawn.band.y == TOP


def test_no_range_no_band():
    assert course([("x", measured("1", "2"))]).band is None
    assert course([("x", measured("1", "2"))], Range(text="lav")).band is None


def test_two_lines_share_one_scale_and_differ_in_mark():
    upper, lower = course([("Over", measured("140", "150")), ("Under", measured("80", "90"))]).lines
    assert upper.mark != lower.mark
    assert max(point.y for point in upper.points) < min(point.y for point in lower.points)


def test_the_newest_figures_words_keep_off_the_line():
    rising, falling = course([("x", measured("1", "2"))]).lines[0], course([("x", measured("2", "1"))]).lines[0]
    assert not rising.newest_below
    assert falling.newest_below


def test_one_instant_is_not_a_course():
    assert course([("x", measured("1"))]) is None
    assert course([("Over", measured("140")), ("Under", measured("80"))]) is None
    assert course([]) is None


@given(
    st.lists(st.decimals(min_value=-1000, max_value=100000, places=3), min_size=2, max_size=40),
    st.integers(min_value=1, max_value=2000),
    st.sampled_from(sorted(WIDTHS)),
)
def test_every_point_is_inside_the_drawing(values, days, size):
    figures = [Measured(START + timedelta(days=days * number), value) for number, value in enumerate(values)]
    drawn = course([("x", figures)], size=size)
    for point in drawn.lines[0].points:
        assert LEFT <= point.x <= WIDTHS[size] - RIGHT
        assert TOP <= point.y <= HEIGHT - BOTTOM
    assert all(0 <= tick.x <= WIDTHS[size] for tick in drawn.times)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4), st.decimals(min_value=0, max_value=10**6, places=4))
def test_steps_enclose_and_are_few(lowest, width):
    chosen = steps(lowest, lowest + width)
    assert 2 <= len(chosen) <= MOST_VALUES
    assert chosen[0] <= lowest
    assert chosen[-1] >= lowest + width
    assert all("E" not in str(value) for value in chosen)


def test_steps_are_round():
    assert steps(Decimal("11.7"), Decimal("15.3")) == tuple(Decimal(number) for number in range(11, 17))
    assert steps(Decimal(120), Decimal(120)) == tuple(Decimal(number) for number in ("100", "110", "120", "130", "140"))


def test_months_are_real_and_few():
    chosen = months_between(datetime(2020, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC), most=6)
    assert [at.year for at in chosen] == [2021, 2022, 2023, 2024, 2025, 2026]
    assert all(at.month == 1 for at in chosen)


def test_a_short_time_shows_its_own_ends():
    drawn = course([("x", measured("1", "2", days=3))])
    assert not drawn.is_long
    assert [tick.at for tick in drawn.times] == [START, START + timedelta(days=3)]


@given(st.integers(min_value=1, max_value=36500), st.integers(min_value=2, max_value=8))
def test_months_are_never_crowded(days, most):
    assert len(months_between(START, START + timedelta(days=days), most=most)) <= most
