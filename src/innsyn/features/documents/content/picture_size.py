"""Reads how large a picture becomes when drawn: a small file can claim a canvas that stops a phone.

PNG (W3C 2003) 11.2.2 IHDR; JPEG (ITU T.81) B.2.2 frame header.
"""

MAX_PIXELS = 60_000_000
_PNG_START = b"\x89PNG\r\n\x1a\n"
_WITHOUT_FRAME = (0xC4, 0xC8, 0xCC)


def is_reasonable(octets: bytes) -> bool:
    """Say whether a PNG or JPEG states a size and it is one a phone can draw."""
    width, height = _png(octets) if octets.startswith(_PNG_START) else _jpeg(octets)
    return 0 < width * height <= MAX_PIXELS


def _png(octets: bytes) -> tuple[int, int]:
    if octets[12:16] != b"IHDR" or len(octets) < 24:
        return 0, 0
    return int.from_bytes(octets[16:20]), int.from_bytes(octets[20:24])


def _jpeg(octets: bytes) -> tuple[int, int]:
    """Walk the markers until the frame header, which states lines and samples per line."""
    at = 2
    while at + 9 <= len(octets) and octets[at] == 0xFF:
        marker, length = octets[at + 1], int.from_bytes(octets[at + 2 : at + 4])
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _WITHOUT_FRAME:
            return int.from_bytes(octets[at + 7 : at + 9]), int.from_bytes(octets[at + 5 : at + 7])
        else:
            at += 2 + max(length, 2)
    return 0, 0
