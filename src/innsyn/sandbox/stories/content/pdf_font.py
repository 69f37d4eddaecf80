"""The letters of our PDF papers: Helvetica, which every reader has, with Sámi and Polish letters beside the western ones.

PDF 1.7 (ISO 32000-1) 9.6 and annex D; widths from Adobe's Core 14 metrics, in thousandths of the size.
"""

from functools import cache

_EXTRA_LETTERS = {
    "č": "ccaron",
    "Č": "Ccaron",
    "đ": "dcroat",
    "Đ": "Dcroat",
    "ŋ": "eng",
    "Ŋ": "Eng",
    "ŧ": "tbar",
    "Ŧ": "Tbar",
    "ł": "lslash",
    "Ł": "Lslash",
    "ń": "nacute",
    "ś": "sacute",
    "ź": "zacute",
    "ż": "zdotaccent",
    "ę": "eogonek",
    "ą": "aogonek",
    "ć": "cacute",
    "≥": "greaterequal",
    "≤": "lessequal",
    "→": "arrowright",
    "−": "minus",
    "³": "threesuperior",
}
_FREE_CODES = [code for code in range(1, 32) if code not in (9, 10, 13)]
_CODES = dict(zip(_EXTRA_LETTERS, _FREE_CODES, strict=False))

_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 "
    "1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 "
    "333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 "
    "975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 "
    "333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_WIDE = {"æ": 889, "Æ": 1000, "ø": 611, "Ø": 778, "Å": 667, "–": 556, "—": 1000, "…": 1000, "→": 1000}
_USUAL = 556


def encode(words: str) -> bytes:
    """Write words in the font's own encoding. A letter it lacks becomes a question mark."""
    return b"".join(_byte(letter) for letter in words)


def _byte(letter: str) -> bytes:
    code = _CODES.get(letter)
    return bytes([code]) if code is not None else letter.encode("cp1252", errors="replace")


@cache
def _widths(is_bold: bool) -> dict[str, int]:
    numbers = (_BOLD if is_bold else _REGULAR).split()
    return {chr(32 + place): int(width) for place, width in enumerate(numbers)} | _WIDE


def width(words: str, size: float, *, is_bold: bool) -> float:
    """Measure words. size: points. Returns points."""
    widths = _widths(is_bold)
    return sum(widths.get(letter, _USUAL) for letter in words) * size / 1000


@cache
def encoding_object() -> str:
    """Describe the encoding: western, and the extra letters where control codes would be."""
    names = " ".join(f"{code} /{_EXTRA_LETTERS[letter]}" for letter, code in _CODES.items())
    return f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [ {names} ] >>"


@cache
def widths_array(*, is_bold: bool) -> str:
    """List the widths of codes 1 to 255, so that a reader with another face keeps our line breaks."""
    letters = {code: letter for letter, code in _CODES.items()}
    widths = _widths(is_bold)
    known = (widths.get(letters.get(code) or bytes([code]).decode("cp1252", errors="replace"), _USUAL) for code in range(1, 256))
    return f"[ {' '.join(str(each) for each in known)} ]"


@cache
def to_unicode() -> str:
    """Map codes back to letters, so that text can be copied, searched and read aloud."""
    pairs = [(code, letter) for letter, code in _CODES.items()]
    pairs += [(code, letter) for code in range(32, 256) if len(letter := bytes([code]).decode("cp1252", errors="ignore")) == 1]
    chunks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    maps = "\n".join(f"{len(chunk)} beginbfchar\n{_lines(chunk)}\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{maps}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _lines(chunk: list[tuple[int, str]]) -> str:
    return "\n".join(f"<{code:02X}> <{ord(letter):04X}>" for code, letter in chunk)
