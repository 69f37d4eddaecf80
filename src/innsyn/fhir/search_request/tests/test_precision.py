"""A number or date of a search is as wide as it is precise."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from innsyn.fhir.search_request.criteria import DateValue, NumberValue
from innsyn.fhir.search_request.precision import read_date, read_number


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100", "99.5", "100.5"),
        ("100.00", "99.995", "100.005"),
        ("1e2", "95", "105"),
        ("-5", "-5.5", "-4.5"),
        ("0.40", "0.395", "0.405"),
        ("5.40e-3", "0.005395", "0.005405"),
    ],
)
def test_a_number_is_as_wide_as_its_last_digit(text, low, high):
    assert read_number(text) == NumberValue("eq", Decimal(low), Decimal(high))


@pytest.mark.parametrize("prefix", ["gt", "lt", "ge", "le", "sa", "eb"])
def test_a_number_that_is_compared_by_order_is_exact(prefix):
    assert read_number(f"{prefix}100") == NumberValue(prefix, Decimal(100), Decimal(100))


def test_about_is_a_tenth_to_either_side_and_never_narrower_than_the_precision():
    assert read_number("ap100") == NumberValue("ap", Decimal(90), Decimal(110))
    assert read_number("ap1") == NumberValue("ap", Decimal("0.5"), Decimal("1.5"))


@pytest.mark.parametrize("text", ["", "x", "gt", "1,5", "1.", ".5", "1e999", "0x10", "٣", "NaN", "Infinity", "1 2"])
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None


def test_a_day_is_a_day_in_norway():
    found = read_date("2026-05-17")
    assert (found.low, found.high) == (datetime(2026, 5, 16, 22, tzinfo=UTC), datetime(2026, 5, 17, 22, tzinfo=UTC))


def test_a_time_with_a_zone_is_that_second():
    assert read_date("ge2026-05-17T10:00:00Z") == DateValue(
        "ge", datetime(2026, 5, 17, 10, tzinfo=UTC), datetime(2026, 5, 17, 10, 0, 1, tzinfo=UTC)
    )


def test_a_plus_that_became_a_space_on_the_way_is_a_plus():
    assert read_date("2026-05-17T12:00:00 02:00") == read_date("2026-05-17T10:00:00Z")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-5-17", "2026-13", "17.05.2026", "2026-05-17T10", "2026-05-17T25:00", "gt", "xx2026"]
)
def test_what_is_no_date_is_not_read(text):
    assert read_date(text) is None
