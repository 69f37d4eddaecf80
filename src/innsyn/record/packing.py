"""Bodies as they lie in the database: zstd with a dictionary trained on resources, a tenth of their size.

Source: RFC 8878. The dictionaries are package data with a number in their name; the column `dictionary` says which one was used, 0 for
none. A dictionary in use is never changed or removed: `train_dictionary.py` makes the next one.
"""

from functools import cache
from importlib.resources import files

import zstandard

NEWEST_DICTIONARY = 1
_LEVEL = 3


class DictionaryMissing(Exception):
    """A body was packed with a dictionary that this program does not have: it is older than the one that wrote it."""


def pack(body: bytes) -> tuple[int, bytes]:
    """Compress a body with the newest dictionary. Returns the dictionary's number and the compressed bytes."""
    return NEWEST_DICTIONARY, _compressor(NEWEST_DICTIONARY).compress(body)


def unpack(dictionary: int, packed: bytes) -> bytes:
    """Give the body back. Raises DictionaryMissing."""
    return _decompressor(dictionary).decompress(packed)


@cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict | None:
    if number == 0:
        return None
    file = files("innsyn.record.dictionaries") / f"{number}.zdict"
    if not file.is_file():
        raise DictionaryMissing(str(number))
    return zstandard.ZstdCompressionDict(file.read_bytes())


@cache
def _compressor(number: int) -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_LEVEL, dict_data=_dictionary(number))


@cache
def _decompressor(number: int) -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(dict_data=_dictionary(number))
