"""Results stand under headings people know."""

import pytest

from innsyn.features.results.kinds import kind
from innsyn.features.results.result import Kind
from innsyn.kernel import systems


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("85354-9", Kind.BLOOD_PRESSURE),
        ("29463-7", Kind.BODY),
        ("20150-9", Kind.LUNG),
        ("2888-6", Kind.URINE),
        ("718-7", Kind.BLOOD),
        ("1-8", Kind.OTHER),
    ],
)
def test_known_codes_have_their_heading(code, expected):
    assert kind([(systems.LOINC, code)], [], []) == expected


def test_the_same_code_of_another_system_means_nothing():
    assert kind([("http://example.org", "85354-9")], [], []) == Kind.OTHER


@pytest.mark.parametrize(
    ("name", "expected"), [("U-Albumin/kreatinin-ratio", Kind.URINE), ("P-Kreatinin", Kind.BLOOD), ("X-ray", Kind.OTHER)]
)
def test_the_specimen_a_name_begins_with_is_read(name, expected):
    assert kind([], [name], []) == expected


def test_a_laboratory_result_that_says_no_more_is_blood():
    assert kind([], ["Kalium"], ["laboratory"]) == Kind.BLOOD
    assert kind([], ["Kalium"], ["exam"]) == Kind.OTHER
