"""Positions in a list: where a page ended, as text that only the same list accepts.

Stable under writes: a position is a place in the order (clinical instant, first row), not a number of rows to skip. What is added or
changed meanwhile moves nothing else, and a resource keeps its first row when it is updated.
"""

import base64
import struct
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

_FORM = struct.Struct(">8sqq")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_UNKNOWN = -(1 << 62)

UNREADABLE = Problem("value", "the position does not belong to this search")


class Position(NamedTuple):
    """A place in a list. clinical_at: None when unknown, which stands last. row: the resource's first, or the version's own."""

    clinical_at: Instant | None
    row: int


def written_position(list_name: str, position: Position) -> str:
    """Write a position in the list of that name."""
    clinical = _UNKNOWN if position.clinical_at is None else (position.clinical_at - _EPOCH) // _MICROSECOND
    return base64.urlsafe_b64encode(_FORM.pack(_mark(list_name, clinical, position.row), clinical, position.row)).decode().rstrip("=")


def read_position(list_name: str, text: str) -> Position | Problem:
    """Read a position. Returns a Problem for one that is damaged, altered or of another list."""
    try:
        mark, clinical, row = _FORM.unpack(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        moment = None if clinical == _UNKNOWN else _EPOCH + clinical * _MICROSECOND
    except (ValueError, OverflowError, struct.error):
        return UNREADABLE
    return Position(moment, row) if mark == _mark(list_name, clinical, row) else UNREADABLE


def _mark(list_name: str, clinical: int, row: int) -> bytes:
    return blake2b(f"{clinical} {row} {list_name}".encode("utf-8", "replace"), digest_size=8, person=b"innsyn position").digest()
