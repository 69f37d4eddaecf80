"""Bodies come back as they were, with the dictionary that packed them, and two terms are never written alike."""

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from innsyn.kernel import systems
from innsyn.record.folding import folded, like_pattern
from innsyn.record.keys import code_key, identified_key, key, reference_key, system_key, token_key
from innsyn.record.packing import NEWEST_DICTIONARY, DictionaryMissing, pack, unpack
from innsyn.record.query import ReferenceIs, TokenIs
from innsyn.record.rechecking import exactly, has_identifier
from innsyn.record.stored import Stored
from innsyn.record.tests.samples import NOW, observation
from innsyn.record.train_dictionary import main, trained
from innsyn.record.training.samples import samples


@given(st.binary(max_size=5000))
def test_any_body_comes_back_as_it_was(body):
    assert unpack(*pack(body)) == body


def test_a_resource_is_several_times_smaller_and_the_dictionary_is_why():
    bodies = list(samples(seed=99, count=200))
    packed = sum(len(pack(body)[1]) for body in bodies)
    plain = sum(len(zstandard.compress(body)) for body in bodies)
    assert sum(map(len, bodies)) > 4 * packed
    assert plain > 1.5 * packed


def test_what_was_packed_without_a_dictionary_is_read_too():
    assert unpack(0, zstandard.compress(b"plain")) == b"plain"


def test_a_dictionary_of_a_newer_program_is_missed_by_name():
    with pytest.raises(DictionaryMissing, match="99"):
        unpack(99, pack(b"x")[1])


def test_the_dictionary_in_use_is_the_one_that_is_trained(capsys):
    assert zstandard.ZstdCompressionDict(trained(NEWEST_DICTIONARY)).dict_id() == NEWEST_DICTIONARY
    assert zstandard.get_frame_parameters(pack(b"x" * 100)[1]).dict_id == NEWEST_DICTIONARY
    assert main([str(NEWEST_DICTIONARY)]) == 1
    assert "next number" in capsys.readouterr().err


words = st.text(max_size=6)


@given(words, words, words, words, words, words)
def test_two_terms_share_a_key_only_when_they_are_the_same(parameter, system, code, other_parameter, other_system, other_code):
    one, other = (parameter, system, code), (other_parameter, other_system, other_code)
    assert (key("=", *one) == key("=", *other)) == (one == other)


def test_each_way_of_asking_has_keys_of_its_own():
    found = {
        token_key("code", systems.LOINC, "1"),
        token_key("code", None, "1"),
        code_key("code", "1"),
        system_key("code", systems.LOINC),
        reference_key("code", "1"),
        identified_key("code", systems.LOINC, "1"),
        token_key("category", systems.LOINC, "1"),
    }
    assert len(found) == 7
    assert all(-(1 << 63) <= one < 1 << 63 for one in found)


def test_a_system_has_one_key_whatever_name_it_goes_under():
    assert token_key("code", "urn:oid:2.16.840.1.113883.6.1", "1") == token_key("code", systems.LOINC, "1")
    assert token_key("code", "urn:oid:2.16.840.1.113883.6.999", "1") != token_key("code", systems.LOINC, "1")


def test_words_are_folded_alike_in_every_spelling():
    assert folded("  BJØRN\tÅse ") == folded("bjorn ase") == "bjorn ase"
    assert folded("Áile Ŋuŋ") == "aile nun"
    assert folded("bjørk") != folded("bjerk")
    assert "\0" not in folded("a\0b")
    folded("\ud800").encode()


def test_signs_of_a_pattern_are_taken_as_letters():
    assert like_pattern("name", "1%_\\") == "name=%1\\%\\_\\\\%"


def body_of(code):
    return Stored(1, 1, "Observation", "x", 1, NOW, None, frozenset(), False, observation(code, encounter={"reference": "Encounter/e1"}))


def test_what_only_shares_a_hash_is_left_out():
    wanted = TokenIs("code", ((systems.LOINC, "718-7"),))
    assert exactly([body_of("718-7"), body_of("1-1")], (wanted,)) == (body_of("718-7"),)
    assert exactly([body_of("718-7")], (ReferenceIs("encounter", ("Encounter/e1",)),)) == (body_of("718-7"),)
    assert exactly([body_of("718-7")], (ReferenceIs("encounter", ("Encounter/e2",)),)) == ()
    assert exactly([body_of("718-7")], (ReferenceIs("encounter", ("http://x|9",)),)) == ()
    assert exactly([body_of("718-7")], (TokenIs("status", ((None, "fin"),)),)) == ()


@pytest.mark.parametrize(
    ("any_of", "is_true"),
    [
        (((systems.LOINC, None),), True),
        (((systems.SNOMED_CT, None),), False),
        (((None, "1-1"), (None, "718-7")), True),
        ((("", None),), False),
    ],
)
def test_what_cannot_be_seen_letter_by_letter_is_decoded(any_of, is_true):
    assert bool(exactly([body_of("718-7")], (TokenIs("code", any_of),))) == is_true


def test_an_identifier_is_compared_exactly():
    body = observation(identifier=[{"system": "http://x", "value": "12"}])
    assert has_identifier(body, "http://x", "12")
    assert not has_identifier(body, "http://x", "1")
    assert not has_identifier(body, "http://y", "12")
