"""Values are divided where nothing is escaped, and come out as they were meant."""

from hypothesis import given
from hypothesis import strategies as st

from innsyn.fhir.search_request.escapes import escape, split, unescape


def test_a_comma_divides_and_an_escaped_comma_does_not():
    assert [unescape(part) for part in split(r"a\,b,c", ",")] == ["a,b", "c"]


def test_an_escaped_backslash_does_not_escape_what_follows():
    assert [unescape(part) for part in split(r"a\\,b", ",")] == ["a\\", "b"]


def test_a_backslash_before_an_ordinary_letter_is_itself():
    assert unescape(r"C:\temp") == r"C:\temp"


@given(st.lists(st.text(alphabet="ab,$|\\ ", max_size=6), min_size=1, max_size=4), st.sampled_from(",$|"))
def test_what_was_escaped_and_joined_comes_apart_again(parts, separator):
    assert [unescape(part) for part in split(separator.join(map(escape, parts)), separator)] == parts
