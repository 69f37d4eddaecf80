"""What may be attached to a message: told by what a file is, never by what it is called."""

import base64

import pytest

from innsyn.web.fields import Upload
from innsyn.web.messaging import Attachment, accepted
from innsyn.web.messaging.attachments import LARGEST_BYTES, MOST
from innsyn.web.messaging.scanning import SignatureScanner

PNG, JPEG, PDF = b"\x89PNG\r\n\x1a\n rest", b"\xff\xd8\xff rest", b"%PDF-1.7 rest"
TEST_FILE = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")


class Away:
    """A scanner nobody reaches."""

    async def scan(self, octets):
        """Say nothing of it."""
        return "unknown"


def sent(octets, name="bilde.jpg"):
    return Upload(name, "image/jpeg", octets)


def held(size=10):
    return Attachment(media_type="image/png", name="a.png", octets=b"x" * size)


@pytest.mark.parametrize(("octets", "type_"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (PDF, "application/pdf")])
async def test_pictures_and_pdf_are_taken_for_what_they_are(octets, type_):
    taken = await accepted(sent(octets), (), SignatureScanner())
    assert (taken.media_type, taken.octets) == (type_, octets)


@pytest.mark.parametrize("octets", [b"<svg onload=alert(1)>", b"MZ\x90", b"GIF89a", b"<html>", b"  %PDF-1.7"])
async def test_whatever_only_calls_itself_a_picture_is_not(octets):
    assert await accepted(sent(octets), (), SignatureScanner()) == "kind"


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd.png"), ("C:\\mine\\utslett.exe", "utslett.png"), ("a\nb.jpg", "ab.png"), (".png", "png.png")],
)
async def test_a_name_loses_its_folder_and_gets_the_ending_of_what_it_is(name, kept):
    assert (await accepted(sent(PNG, name), (), SignatureScanner())).name == kept


@pytest.mark.parametrize(
    ("upload", "so_far", "mistake"),
    [
        (None, (), "none"),
        (Upload("", "", b""), (), "none"),
        (sent(b""), (), "empty"),
        (sent(PNG + b"x" * LARGEST_BYTES), (), "too_large"),
        (sent(PNG), (held(),) * MOST, "too_many"),
        (sent(PNG + b"x" * 100), (held(LARGEST_BYTES), held(LARGEST_BYTES - 100)), "too_much"),
    ],
)
async def test_each_limit_is_said_by_its_name(upload, so_far, mistake):
    assert await accepted(upload, so_far, SignatureScanner()) == mistake


async def test_the_largest_that_is_taken_is_taken():
    assert isinstance(await accepted(sent(PNG.ljust(LARGEST_BYTES, b"x")), (held(),) * (MOST - 1), SignatureScanner()), Attachment)


async def test_a_file_with_the_test_signature_is_refused_also_inside_a_pdf():
    assert await accepted(sent(PDF + TEST_FILE), (), SignatureScanner()) == "infected"


async def test_what_nobody_could_look_at_is_not_taken():
    assert await accepted(sent(PDF), (), Away()) == "unscanned"
