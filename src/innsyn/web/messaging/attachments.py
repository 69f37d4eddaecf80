"""What may be attached to a message: pictures and PDF, told by their first bytes and never by their name, of a size a clinic can take.

Source: facts of Helsenorge's dialogue with general practice (JPG, PNG, PDF); messages of at most 30 MB; docs/spec/dialogue.md."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from innsyn.web.fields import Upload
from innsyn.web.messaging.ports import Scanner

PDF = "application/pdf"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf"}
"""The types that are taken, each with the ending its file gets."""

LARGEST_BYTES = 5_000_000
LARGEST_TOGETHER_BYTES = 10_000_000
MOST = 5

MOST_PIXELS = 100_000_000
"""Of a picture when it is unfolded: a few kilobytes can say that they are gigabytes, and stop the machine of whoever opens them."""

_STARTS = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_PNG_SIZE = struct.Struct(">8x4x4sII")
_JPEG_SIZE = struct.Struct(">3xHH")
_FILL = 0xFF
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LONGEST_NAME = 80

Mistake = Literal["none", "empty", "too_large", "too_much", "too_many", "kind", "infected", "unscanned"]
"""Why a file is not taken: none was chosen · it is empty · larger than one may be · than all may be together · one too many ·
not a picture or PDF, whatever it is called · a virus was found · nobody could look for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file. media_type: what it is. name: as the sender called it, without folder, for people to read only."""

    media_type: str
    name: str = field(repr=False)
    octets: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Say how many bytes it has."""
        return len(self.octets)


def media_type(octets: bytes) -> str | None:
    """Say what a file is by its first bytes; None for anything that is not taken."""
    if octets.startswith(b"%PDF-"):
        return PDF
    return next((type_ for type_, start in _STARTS.items() if octets.startswith(start)), None)


def pixels(octets: bytes) -> int:
    """Say how many pixels a picture says it unfolds to; 0 when it does not say, and for what is no picture.

    Source: PNG (ISO/IEC 15948) 11.2.2, IHDR; JPEG (ITU-T T.81) B.2.2, frame header."""
    if octets.startswith(_STARTS["image/png"]) and len(octets) >= _PNG_SIZE.size:
        chunk, width, height = _PNG_SIZE.unpack_from(octets)
        return int(width * height) if chunk == b"IHDR" else 0
    return _pixels_of_jpeg(octets) if octets.startswith(_STARTS["image/jpeg"]) else 0


def _pixels_of_jpeg(octets: bytes) -> int:
    """Walk from segment to segment to the frame header, which stands before the picture itself."""
    place = 2
    while place + 9 <= len(octets) and octets[place] == _FILL:
        marker, size = octets[place + 1], int.from_bytes(octets[place + 2 : place + 4], "big")
        if marker in _JPEG_FRAMES:
            height, width = _JPEG_SIZE.unpack_from(octets, place + 2)
            return int(width * height)
        place += 1 if marker == _FILL else 2 + max(size, 2)
    return 0


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a file is not taken. name: as the sender called it."""

    why: Mistake
    name: str = field(repr=False)


async def all_accepted(uploads: Sequence[Upload], scanner: Scanner) -> tuple[Attachment, ...] | NotTaken:
    """Take every file of a message, or say which is the first that is not taken: then none is.

    uploads: as they were posted; a field in which nothing was chosen counts for nothing."""
    taken: list[Attachment] = []
    for upload in uploads:
        one = await accepted(upload, taken, scanner)
        if isinstance(one, Attachment):
            taken.append(one)
        elif one != "none":
            return NotTaken(one, upload.name)
    return tuple(taken)


async def accepted(upload: Upload | None, held: Sequence[Attachment], scanner: Scanner) -> Attachment | Mistake:
    """Take a file, or say why not.

    upload: as it was posted, None when nothing was. held: those the message has already."""
    if upload is None or not (upload.name or upload.content):
        return "none"
    found = media_type(upload.content)
    if (mistake := _weighed(upload, held)) is not None:
        return mistake
    if found is None:
        return "kind"
    scanned = await scanner.scan(upload.content)
    if scanned != "clean":
        return "infected" if scanned == "infected" else "unscanned"
    return Attachment(media_type=found, name=_named(upload.name, found), octets=upload.content)


def _weighed(upload: Upload, held: Sequence[Attachment]) -> Mistake | None:
    size = len(upload.content)
    if not size:
        return "empty"
    if size > LARGEST_BYTES or pixels(upload.content) > MOST_PIXELS:
        return "too_large"
    if len(held) >= MOST:
        return "too_many"
    return "too_much" if size + sum(each.size for each in held) > LARGEST_TOGETHER_BYTES else None


def _named(name: str, type_: str) -> str:
    """Give a file the name it came with, without folder and with the ending of what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(letter for letter in last if letter.isprintable())
    stem = (printable.rpartition(".")[0] or printable).strip(". ")
    return f"{stem[:_LONGEST_NAME] or 'attachment'}.{ENDINGS[type_]}"
