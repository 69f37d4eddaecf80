"""Instants as whole numbers of microseconds since 1970, and what a date search asks of a range, as boxes.

Source: FHIR R4 4.0.1, search.html#prefix and search.html#date.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from innsyn.kernel.clock import Instant
from innsyn.record.query import Compared

EARLIEST, LATEST = -(1 << 62), 1 << 62
"""Open ends of a span."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime | None, *, otherwise: int) -> int:
    """Count microseconds since 1970; `otherwise` for an open end."""
    return otherwise if moment is None else (moment - _EPOCH) // _MICROSECOND


def instant_text(count: int) -> str:
    """Write microseconds since 1970 as PostgreSQL reads an instant."""
    if EARLIEST < count < LATEST:
        try:
            return (_EPOCH + count * _MICROSECOND).isoformat()
        except OverflowError:
            pass
    return "-infinity" if count < 0 else "infinity"


class Box(NamedTuple):
    """A range fits when it starts and ends within these bounds, all inclusive."""

    start_low: int
    start_high: int
    end_low: int
    end_high: int


def boxes(compared: Compared[Instant]) -> list[Box]:
    """Say which ranges `[start, end)` compare so with the searched range: those that fit any of the boxes."""
    low, high = microseconds(compared.low, otherwise=EARLIEST), microseconds(compared.high, otherwise=LATEST)
    within = Box(low, LATEST, EARLIEST, high)
    reaches_above, reaches_below = Box(EARLIEST, LATEST, high + 1, LATEST), Box(EARLIEST, low - 1, EARLIEST, LATEST)
    match compared.prefix:
        case "eq":
            return [within]
        case "ne":
            return [reaches_above, reaches_below]
        case "gt":
            return [reaches_above]
        case "lt":
            return [reaches_below]
        case "ge":
            return [reaches_above, within]
        case "le":
            return [reaches_below, within]
        case "sa":
            return [Box(high, LATEST, EARLIEST, LATEST)]
        case "eb":
            return [Box(EARLIEST, LATEST, EARLIEST, low)]
        case "ap":
            return [overlapping(low, high)]


def overlapping(start: int, end: int) -> Box:
    """Say which ranges overlap `[start, end)`."""
    return Box(EARLIEST, end - 1, start + 1, LATEST)
