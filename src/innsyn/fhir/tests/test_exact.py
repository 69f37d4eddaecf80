"""Numbers that keep their text."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.exact import Number, read_exact, write_exact


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", fullmatch=True))
def test_a_number_is_written_as_it_was_read(text):
    assert write_exact(read_exact(f'{{"a":[{text}]}}')) == f'{{"a":[{text}]}}'.encode()


@pytest.mark.parametrize(("one", "other", "equal"), [("0.40", "0.4", True), ("1", "1.0", True), ("1e2", "100", True), ("1", "2", False)])
def test_numbers_are_equal_by_value(one, other, equal):
    assert (Number(one) == Number(other)) is equal


def test_numbers_beyond_any_reckoning_differ_without_an_exception():
    assert Number("1e-99999999999999999999") != Number("1e-99999999999999999998")


def test_a_number_is_neither_a_text_nor_a_boolean():
    assert Number("1") != "1"
    assert Number("1") is not True
    assert repr(Number("1.0")) == "Number(1.0)"


def test_what_is_no_json_is_not_written():
    with pytest.raises(TypeError):
        write_exact({"a": object()})


def test_what_is_nested_too_deep_is_not_written():
    deep = [Number("1")]
    for _ in range(254):
        deep = [deep]
    with pytest.raises(orjson.JSONEncodeError):
        write_exact(deep)
