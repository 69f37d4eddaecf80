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


class Anchor(NamedTuple):
    """A place in a sorted list: the version that stood there. What it was sorted by is read from it again, so that no URL says it."""

    owner: int
    row: int


class Position(NamedTuple):
    """A place in a list. clinical_at: None when unknown, which stands last. row: the resource's first, or the version's own."""

    clinical_at: Instant | None
    row: int


def written_position(list_name: str, position: Position) -> str:
    """Write a position in the list of that name."""
    clinical = _UNKNOWN if position.clinical_at is None else (position.clinical_at - _EPOCH) // _MICROSECOND
    return _written(list_name, clinical, position.row)


def read_position(list_name: str, text: str) -> Position | Problem:
    """Read a position. Returns a Problem for one that is damaged, altered or of another list."""
    read = _read(list_name, text)
    if read is None:
        return UNREADABLE
    try:
        return Position(None if read[0] == _UNKNOWN else _EPOCH + read[0] * _MICROSECOND, read[1])
    except OverflowError:
        return UNREADABLE


def written_anchor(list_name: str, anchor: Anchor) -> str:
    """Write an anchor in the list of that name."""
    return _written(f"sorted {list_name}", anchor.owner, anchor.row)


def read_anchor(list_name: str, text: str) -> Anchor | Problem:
    """Read an anchor. Returns a Problem for one that is damaged, altered or of another list."""
    read = _read(f"sorted {list_name}", text)
    return UNREADABLE if read is None else Anchor(*read)


def _written(list_name: str, first: int, second: int) -> str:
    return base64.urlsafe_b64encode(_FORM.pack(_mark(list_name, first, second), first, second)).decode().rstrip("=")


def _read(list_name: str, text: str) -> tuple[int, int] | None:
    try:
        mark, first, second = _FORM.unpack(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, struct.error):
        return None
    return (first, second) if mark == _mark(list_name, first, second) else None


def _mark(list_name: str, first: int, second: int) -> bytes:
    return blake2b(f"{first} {second} {list_name}".encode("utf-8", "replace"), digest_size=8, person=b"innsyn position").digest()
