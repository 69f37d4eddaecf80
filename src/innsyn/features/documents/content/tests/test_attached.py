"""Bytes are compared with what was said of them."""

import base64
import hashlib

from innsyn.features.documents.content.attached import MAX_BYTES, attached, decoded, integrity

SHA1 = base64.b64encode(hashlib.sha1(b"ord", usedforsecurity=False).digest()).decode()


def test_right_size_and_hash():
    assert integrity(b"ord", {"size": 3, "hash": SHA1}) == "right"


def test_hash_in_hex_as_document_registries_write_it():
    assert integrity(b"ord", {"hash": hashlib.sha1(b"ord", usedforsecurity=False).hexdigest()}) == "right"


def test_wrong_size_is_found():
    assert integrity(b"ord", {"size": 4, "hash": SHA1}) == "wrong_size"


def test_wrong_hash_is_found():
    assert integrity(b"or d", {"hash": SHA1}) == "wrong_hash"


def test_nothing_said_is_not_called_right():
    assert integrity(b"ord", {"size": 3}) == "unstated"


def test_base64_with_line_breaks_is_decoded():
    assert decoded("b3\n Jk") == b"ord"


def test_what_is_not_base64_is_nothing():
    assert decoded("<script>") is None
    assert decoded(17) is None


def test_a_bomb_is_judged_before_it_is_decoded():
    class Long(str):
        def __len__(self):
            return MAX_BYTES * 2

        def split(self, *_):
            raise AssertionError("decoded")

    assert decoded(Long()) is None


def test_content_type_is_taken_apart():
    found = attached(b"", 'Text/HTML; Charset="ISO-8859-1"')
    assert (found.declared_type, found.charset) == ("text/html", "iso-8859-1")
