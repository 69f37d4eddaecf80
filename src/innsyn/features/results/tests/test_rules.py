"""A value is placed against what is usual only as far as it is known."""

from decimal import Decimal

import pytest

from innsyn.features.results.result import NoValue, Number, Part, Place, Range, Saying
from innsyn.features.results.rules import place, trend

USUAL = Range(Decimal("11.7"), Decimal("15.3"), "g/dL")


def hb(value: str, comparator: str = "", unit: str = "g/dL") -> Number:
    return Number(Decimal(value), unit, comparator)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (hb("13.2"), Place.INSIDE),
        (hb("11.7"), Place.INSIDE),
        (hb("15.3"), Place.INSIDE),
        (hb("11.69"), Place.BELOW),
        (hb("15.31"), Place.ABOVE),
        (hb("11.7", "<"), Place.BELOW),
        (hb("11.7", "<="), Place.UNKNOWN),
        (hb("13", "<"), Place.UNKNOWN),
        (hb("15.3", ">"), Place.ABOVE),
        (hb("15.3", ">="), Place.UNKNOWN),
        (hb("13", ">"), Place.UNKNOWN),
        (hb("132", unit="g/L"), Place.UNKNOWN),
        (hb("13.2", unit=""), Place.INSIDE),
        (Saying("Normal"), Place.UNKNOWN),
        (NoValue(), Place.UNKNOWN),
    ],
)
def test_place_against_a_closed_range(value, expected):
    assert place(value, USUAL) == expected


@pytest.mark.parametrize(
    ("value", "usual", "expected"),
    [
        (hb("4", "<"), Range(None, Decimal(5)), Place.INSIDE),
        (hb("6", "<"), Range(None, Decimal(5)), Place.UNKNOWN),
        (hb("5"), Range(None, Decimal(5)), Place.INSIDE),
        (hb("60", ">"), Range(Decimal(60), None), Place.INSIDE),
        (hb("59"), Range(Decimal(60), None), Place.BELOW),
        (hb("5"), Range(text="Normalt lav"), Place.UNKNOWN),
        (hb("5"), None, Place.UNKNOWN),
    ],
)
def test_place_against_an_open_range(value, usual, expected):
    assert place(value, usual) == expected


def test_the_laboratorys_own_word_is_believed():
    assert place(hb("13.2"), USUAL, "H") == Place.ABOVE
    assert place(Saying("Påvist"), None, "A") == Place.OUTSIDE


def test_an_unknown_word_of_the_laboratory_is_not_guessed():
    assert place(hb("16"), USUAL, "X?") == Place.ABOVE


def part(value):
    return Part("x", "Hb", value)


@pytest.mark.parametrize(
    ("latest", "before", "expected"),
    [
        (hb("13.4"), hb("13.2"), "up"),
        (hb("13.0"), hb("13.2"), "down"),
        (hb("13.20"), hb("13.2"), "same"),
        (hb("134", unit="g/L"), hb("13.2"), None),
        (hb("5", "<"), hb("7"), None),
        (Saying("Påvist"), hb("7"), None),
        (hb("7"), NoValue(), None),
    ],
)
def test_trend_is_said_only_of_what_can_be_compared(latest, before, expected):
    assert trend(part(latest), part(before)) == expected
