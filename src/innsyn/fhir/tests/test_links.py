"""Links in a resource's bytes are found and changed; everything else stays."""

import pytest

from innsyn.fhir.links import change_links, references

NEW = {"urn:uuid:a": "Patient/1", "urn:uuid:b": "Binary/2"}


def changed(received):
    return change_links(received, lambda _name, text: NEW.get(text))


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (b'{"subject":{"reference":"urn:uuid:a"}}', b'{"subject":{"reference":"Patient/1"}}'),
        (b'{"reference" :\n "urn:uuid:a" , "n":0.40}', b'{"reference" :\n "Patient/1" , "n":0.40}'),
        (b'{"reference":"urn:uuid:\\u0061"}', b'{"reference":"Patient/1"}'),
        (b'{"attachment":{"url":"urn:uuid:b"}}', b'{"attachment":{"url":"Binary/2"}}'),
        (
            b'{"instantiatesUri":["urn:x]", "urn:uuid:a" ],"valueUri":"urn:uuid:b"}',
            b'{"instantiatesUri":["urn:x]", "Patient/1" ],"valueUri":"Binary/2"}',
        ),
        (b'{"div":"<div><a href=\\"urn:uuid:a\\">\\u00e6</a></div>"}', '{"div":"<div><a href=\\"Patient/1\\">æ</a></div>"}'.encode()),
    ],
)
def test_a_link_is_changed_where_it_stands(received, expected):
    assert changed(received) == expected


@pytest.mark.parametrize(
    "received",
    [
        b'{"identifier":[{"value":"urn:uuid:a"}]}',
        b'{"valueString":"urn:uuid:a"}',
        b'{"questionnaire":"urn:uuid:a"}',
        b'{"reference":"urn:uuid:c","x":"say \\"reference\\":\\"urn:uuid:a\\" here"}',
        b'{"x\\"reference":"urn:uuid:a"}',
        b'{"div":"<div><a href=\\"urn:uuid:c\\">\\u00e6 urn:uuid:a</a></div>"}',
        b'{"note":"<a href=\\"urn:uuid:a\\">"}',
        b'{"derivedFromUri":["urn:uuid:c"]}',
    ],
)
def test_what_is_no_link_stays_as_it_was(received):
    assert changed(received) == received


def test_references_are_listed_in_their_order():
    assert references(b'{"a":{"reference":"Patient\\/1"},"b":[{"reference":"#x"}],"url":"urn:x"}') == ["Patient/1", "#x"]
