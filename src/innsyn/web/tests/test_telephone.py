"""Telephone numbers as they are read aloud."""

import pytest

from innsyn.web.telephone import in_pairs


@pytest.mark.parametrize("told", ["+4722334455", "22334455", "22 33 44 55", "+47 223 34 455"])
def test_a_norwegian_number_is_read_in_pairs_without_the_country(told):
    assert in_pairs(told).split("\N{NO-BREAK SPACE}") == ["22", "33", "44", "55"]


@pytest.mark.parametrize("told", ["", "116117", "113", "+46 8 123 456", "0047 22334455", "22334455 (dag)", "+47223344"])
def test_any_other_stays_as_it_was_told(told):
    assert in_pairs(told) == told
