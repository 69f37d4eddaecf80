"""Finds places in the change feed: where it ends now, and where it was at an instant.

Source: docs/adr/0002-storage-layout.md for the feed's order.
"""

from datetime import timedelta

from innsyn.kernel.clock import Instant
from innsyn.record.connections import Connections

_END = "select pg_snapshot_xmin(pg_current_snapshot())::text as tx"
_FIRST = "select v.tx::text as tx, v.recorded_at from version v order by v.tx, v.row limit 1"
_NEXT = """
select v.tx::text as tx, v.recorded_at from version v where (v.tx, v.row) > ($1::text::xid8, 0::bigint) order by v.tx, v.row limit 1"""

BEGINNING = "0x0"
_LAST_ROW = 10**18 - 1
SLACK = timedelta(hours=1)
"""So far an earlier instant may stand behind a later one: programs' clocks differ, and a slow one commits late."""


async def end_of_feed(connections: Connections) -> str:
    """Give a cursor after everything that is committed, and before everything that is still to be: nothing later is skipped."""
    rows = await connections.fetch(_END)
    return f"{rows[0]['tx']}x0"


async def place_at(connections: Connections, instant: Instant) -> str:
    """Give a cursor before everything recorded at `instant` or later; some of what comes after it is a little older."""
    wanted = instant - SLACK
    first = await connections.fetch(_FIRST)
    if not first or first[0]["recorded_at"] >= wanted:
        return BEGINNING
    low, high = int(first[0]["tx"]), int((await end_of_feed(connections)).partition("x")[0])
    while low < high:  # Invariant: all at `low` and before is older than wanted.
        middle = (low + high + 1) // 2
        found = await connections.fetch(_NEXT, str(middle))
        if not found or found[0]["recorded_at"] >= wanted:
            high = middle - 1
        else:
            low = int(found[0]["tx"])
    return f"{low}x{_LAST_ROW}"
