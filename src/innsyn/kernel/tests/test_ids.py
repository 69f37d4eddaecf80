"""Identifiers hold exactly when the registers say so."""

from datetime import date

import pytest

from innsyn.kernel.ids import is_hpr_number, is_organisation_number, person_number, synthetic_person_number


@pytest.mark.parametrize("number", ["30908299902", "03851598730"])
def test_the_registers_own_synthetic_vectors_are_accepted(number):
    assert person_number(number).series == "synthetic"


def test_spaces_between_date_and_number_are_accepted():
    assert person_number("308515 98730") is None
    assert person_number("038515 98730").value == "03851598730"


@pytest.mark.parametrize("text", ["", "0385159873", "038515987300", "03851598731", "0385159873x", "٠٣٨٥١٥٩٨٧٣٠"])
def test_a_number_of_wrong_form_or_check_digit_is_refused(text):
    assert person_number(text) is None


def test_a_number_with_an_impossible_day_is_refused():
    assert person_number("31821598729") is None


def test_a_synthetic_number_is_valid_and_its_neighbour_is_not():
    number = next(n for i in range(999) if (n := synthetic_person_number(date(1992, 3, 4), i)))
    assert person_number(number).kind == "person_number"
    assert person_number(number[:10] + str((int(number[10]) + 1) % 10)) is None


def test_a_synthetic_d_number_is_known_as_one():
    number = next(n for i in range(999) if (n := synthetic_person_number(date(1992, 3, 4), i, d_number=True)))
    assert person_number(number).kind == "d_number"


def test_the_number_never_shows_in_a_repr():
    assert "98730" not in repr(person_number("03851598730"))


@pytest.mark.parametrize(
    ("text", "valid"),
    [("993467049", True), ("874716782", True), ("993467048", False), ("99346704", False), ("x93467049", False)],
)
def test_organisation_numbers_follow_modulus_eleven(text, valid):
    assert is_organisation_number(text) is valid


@pytest.mark.parametrize(("text", "valid"), [("9999999", True), ("", False), ("12a", False), ("1234567890", False)])
def test_an_hpr_number_is_one_to_nine_digits(text, valid):
    assert is_hpr_number(text) is valid
