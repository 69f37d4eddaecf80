"""What may be attached to a message: told by what a file is, never by what it is called."""

import base64

import pytest

from innsyn.web.fields import Upload
from innsyn.web.messaging import Attachment, NotTaken, accepted, all_accepted
from innsyn.web.messaging.attachments import LARGEST_BYTES, MOST, pixels
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


LIES = {
    "a program": b"MZ\x90",
    "a page": b"<html>",
    "a drawing that is a program": b"<svg onload=alert(1)>",
    "an archive": b"PK\x03\x04 %PDF-1.7",
    "a picture of another type": b"GIF89a",
    "a page that is a picture further down": b"<script>alert(1)</script>" + PNG,
    "a picture after a blank": b" " + PNG,
    "a document after two blanks": b"  %PDF-1.7",
}


@pytest.mark.parametrize("name", ["rapport.pdf", "bilde.png"])
@pytest.mark.parametrize("octets", LIES.values(), ids=LIES)
async def test_whatever_only_calls_itself_a_picture_or_document_is_not(octets, name):
    assert await accepted(sent(octets, name), (), SignatureScanner()) == "kind"


def png_of(width, height):
    """The beginning of a picture that says it is so large."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\x00\x00\x00"


def jpeg_of(width, height, *, before=b"\xff\xe0\x00\x10" + b"J" * 14):
    """The beginning of a photograph that says it is so large. before: segments that stand before."""
    return b"\xff\xd8" + before + b"\xff\xc0\x00\x11\x08" + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\x03" * 10


FILLED = b"\xff" * 4 + b"\xdb\x00\x02"


@pytest.mark.parametrize("octets", [png_of(20_000, 5_000), jpeg_of(20_000, 5_000), jpeg_of(20_000, 5_000, before=FILLED)])
async def test_a_picture_says_how_large_it_unfolds_and_a_hundred_million_points_are_taken(octets):
    assert pixels(octets) == 100_000_000
    assert isinstance(await accepted(sent(octets), (), SignatureScanner()), Attachment)


@pytest.mark.parametrize("octets", [png_of(20_000, 5_001), jpeg_of(20_001, 5_000), png_of(2**31, 2**31)])
async def test_a_few_bytes_that_unfold_to_gigabytes_are_not_taken(octets):
    assert await accepted(sent(octets), (), SignatureScanner()) == "too_large"


@pytest.mark.parametrize("octets", [PNG, JPEG, PDF, b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xc0\x00", jpeg_of(1, 1)[:9]])
def test_what_does_not_say_its_size_is_no_error(octets):
    assert pixels(octets) == 0


async def test_several_are_weighed_together_and_a_field_without_a_choice_counts_for_nothing():
    taken = await all_accepted([sent(PNG, "a.png"), Upload("", "", b""), sent(PDF, "b.pdf")], SignatureScanner())
    assert [each.name for each in taken] == ["a.png", "b.pdf"]
    assert await all_accepted([], SignatureScanner()) == ()
    assert await all_accepted([sent(PNG, "a.png")] * (MOST + 1), SignatureScanner()) == NotTaken("too_many", "a.png")
    large = sent(PNG.ljust(LARGEST_BYTES, b"x"), "large.png")
    assert await all_accepted([large, large, sent(PNG, "c.png")], SignatureScanner()) == NotTaken("too_much", "c.png")


async def test_one_that_is_not_taken_keeps_all_from_being():
    assert await all_accepted([sent(PNG, "a.png"), sent(b"MZ", "b.pdf"), sent(b"", "c")], SignatureScanner()) == NotTaken("kind", "b.pdf")


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
