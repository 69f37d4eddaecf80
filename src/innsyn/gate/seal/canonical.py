"""The bytes of a log row that are sealed: every column, in one way of writing that can be made again anywhere.

The form is JSON with sorted names, no spaces and UTF-8 (RFC 8785 for our values). Row numbers and keys are strings, because an owner does
not fit in a JavaScript number.
"""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from innsyn.kernel.clock import Instant
from innsyn.record.log_row import LogRow

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def utc_text(moment: Instant) -> str:
    """Write an instant in UTC with six decimals and a Z."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def readable(row: LogRow) -> dict[str, Any]:
    """Make the object that is sealed of one log row."""
    return {
        "action": row.action,
        "at": utc_text(row.at),
        "detail": row.detail,
        "entry": str(row.entry),
        "ids": list(row.ids),
        "outcome": row.outcome,
        "owner": str(row.owner),
        "shown": [str(each) for each in row.shown],
        "tx": str(row.tx),
        "type": row.type,
        "visit": str(row.visit),
    }


def canonical(entry: Mapping[str, Any]) -> bytes:
    """Write the object in its one form."""
    return _encode(entry).encode()
