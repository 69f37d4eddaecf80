"""Packs bodies with gzip for callers who take it.

Source: RFC 9110 §12.5.3; RFC 1952. What is guessed from the size of packed answers (BREACH) needs a page that makes a browser send its
secret along by itself, and a body that holds the secret beside words of the attacker's choosing. Here nothing is sent by itself: there
are no cookies, a token is put in a header by the program that owns it, and it stands in no body. Resources that another package keeps
may hold secrets of their own, such as a Subscription's headers, and are never packed.
"""

import zlib
from functools import lru_cache

LARGE = 8_000
"""From so many bytes on a body is packed. Level 1 makes a quarter of it, in 0.05 ms for 20 kB and 0.6 ms for 125 kB; level 6 gains a
fifth more for three times as long."""

_FAST, _GZIP = 1, 31


@lru_cache(256)
def takes_gzip(accept_encoding: str) -> bool:
    """Say whether a caller takes gzip. accept_encoding: the header, empty when there is none."""
    weights = dict(map(_read, accept_encoding.split(",")))
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def packed(body: bytes, level: int = _FAST) -> bytes:
    """Pack a body. level: 1 to 9, from quick to small."""
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return packer.compress(body) + packer.flush()


def _read(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    quality = parameter.partition("=")[2].strip() or "1"
    try:
        return name.strip().lower(), float(quality)
    except ValueError:
        return name.strip().lower(), 0.0
