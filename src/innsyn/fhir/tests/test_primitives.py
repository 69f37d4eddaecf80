"""The form of each primitive type: yes and no side by side."""

import pytest

from innsyn.fhir.primitives import LONGEST_TEXT, PRIMITIVES

FORMS = {
    "base64Binary": (["QUJD", "QU JD\n", "QUI="], ["", "QUJ", "A*==", " ", 7]),
    "boolean": ([True, False], ["true", 0, None]),
    "canonical": (["http://x.no/q|1"], ["a b", "", 1]),
    "code": (["final", "a b"], [" final", "a  b", "", "a ", True]),
    "date": (["2024", "2024-02", "2024-02-29"], ["2023-02-29", "0000", "24", "2024-2-1", "2024-02-29T10:00:00Z", 2024]),
    "dateTime": (["2024", "2024-02-29T23:59:60.123+01:00"], ["2024-02-29T10:00:00", "2024-02-29T10:00Z", "2024-02-30T10:00:00Z"]),
    "decimal": ([1, 1.5, 0.40], [True, "1", float("inf")]),
    "id": (["a.B-9", "x" * 64], ["", "a_b", "x" * 65, "æ"]),
    "instant": (["2024-05-17T10:00:00Z"], ["2024-05-17", "2024-13-17T10:00:00Z"]),
    "integer": ([0, -5, 2**31 - 1], [1.0, 2**31, True, "1"]),
    "markdown": (["# a\n"], [""]),
    "oid": (["urn:oid:2.16.578"], ["2.16.578", "urn:oid:2.016"]),
    "positiveInt": ([1], [0, -1, 1.0]),
    "string": (["a", "\u00a0", "linje\nto", "ø" * LONGEST_TEXT], ["", "a\x00", "\x1f", 3, "a" * (LONGEST_TEXT + 1)]),
    "time": (["10:00:00", "10:00:00.5"], ["24:00:00", "10:00", "10:00:00Z"]),
    "unsignedInt": ([0, 7], [-1]),
    "uri": (["urn:x", "relative"], ["a b", ""]),
    "url": (["https://x.no"], ["https://x no"]),
    "uuid": (["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"], ["urn:uuid:C757873D-ec9a-4326-a141-556f43239520", "c757873d"]),
    "xhtml": (["<div>a</div>"], ["<p>a</p>"]),
}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, (right, _) in FORMS.items() for value in right])
def test_the_right_form_is_accepted(kind, value):
    assert PRIMITIVES[kind](value)


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, (_, wrong) in FORMS.items() for value in wrong])
def test_the_wrong_form_is_refused(kind, value):
    assert not PRIMITIVES[kind](value)


def test_every_primitive_type_is_tried_here():
    assert FORMS.keys() == PRIMITIVES.keys()
