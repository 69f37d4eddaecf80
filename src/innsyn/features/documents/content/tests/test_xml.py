"""XML is read without reaching out and without swelling."""

import pytest

from innsyn.features.documents.content.xml import MAX_DEPTH, Unreadable, parsed

BILLION_LAUGHS = (
    b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)
OUTSIDE_FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
OUTSIDE_TYPE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><x/>'
PARAMETER_ENTITY = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]><x/>'


@pytest.mark.parametrize("octets", [BILLION_LAUGHS, OUTSIDE_FILE, OUTSIDE_TYPE, PARAMETER_ENTITY])
def test_xml_with_a_document_type_is_not_read(octets):
    assert parsed(octets) == Unreadable("documents.content.unsafe")


def test_plain_xml_is_read():
    root = parsed(b"<a><b>ord</b></a>")
    assert root[0].text == "ord"


def test_broken_xml_says_so():
    assert parsed(b"<a><b></a>") == Unreadable("documents.content.broken")


def test_unknown_entity_is_broken():
    assert parsed(b"<a>&nbsp;</a>") == Unreadable("documents.content.broken")


def test_depth_has_a_limit():
    deep = b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1)
    fits = b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH
    assert parsed(deep) == Unreadable("documents.content.too_large")
    assert not isinstance(parsed(fits), Unreadable)


def test_number_of_elements_has_a_limit(monkeypatch):
    monkeypatch.setattr("innsyn.features.documents.content.xml.MAX_ELEMENTS", 10)
    assert parsed(b"<a>" + b"<b/>" * 10 + b"</a>") == Unreadable("documents.content.too_large")
    assert not isinstance(parsed(b"<a>" + b"<b/>" * 9 + b"</a>"), Unreadable)


def test_size_has_a_limit(monkeypatch):
    monkeypatch.setattr("innsyn.features.documents.content.xml.MAX_BYTES", 10)
    assert parsed(b"<a>1234</a>") == Unreadable("documents.content.too_large")


def test_include_is_left_alone():
    root = parsed(b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>')
    assert "root:" not in "".join(root.itertext())
