"""The change feed: every version that was ever appended, once, in an order that never skips one that was slow to commit.

Source: docs/adr/0002-storage-layout.md. The order is (transaction number, row); only transactions older than the oldest one still open
are shown, so nothing can come in before what was shown. A writer gets its number while it holds its owner's turn: the changes of one
owner stand in the order in which they were made.
"""

import asyncio
from typing import Any

from innsyn.kernel.outcome import Problem
from innsyn.record.connections import Connections
from innsyn.record.stored import Change
from innsyn.record.unavailable import RecordUnavailable

CHANNEL = "innsyn_changes"
MOST_ROWS = 1_000
_QUIET_S = 0.02
_SIGN = "x"

_PART = """
(select v.row, v.owner, v.type::text as type, v.id, v.version, v.recorded_at, v.deleted, v.tx from {table} v
 where (v.tx, v.row) > ($1::text::xid8, $2::bigint) and v.tx < pg_snapshot_xmin(pg_current_snapshot())
 order by v.tx, v.row limit $3)"""
_CHANGES = f"""
select c.row, c.owner, c.type, c.id, c.version, c.recorded_at, c.deleted, c.tx::text as tx
from ({_PART.format(table="version")} union all {_PART.format(table="shared_version")}) c order by c.tx, c.row limit $3"""
_NOTIFY = "select pg_notify($1, '')"

UNREADABLE = Problem("value", "the change feed has no such position")


class Changes:
    """changes and wait_for_change, and the bell that tells other processes something was written."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections
        self._heard = asyncio.Event()
        self._listener: Any = None
        self._ringing: asyncio.Task[None] | None = None
        self._is_rung_again = False

    async def changes(self, after: str | None, limit: int) -> tuple[list[Change], str] | Problem:
        """Give the next changes. See `Record.changes`."""
        position = _position(after)
        if position is None:
            return UNREADABLE
        rows = await self._connections.fetch(_CHANGES, *position, min(max(limit, 1), MOST_ROWS))
        cursor = f"{rows[-1]['tx']}{_SIGN}{rows[-1]['row']}" if rows else after or f"0{_SIGN}0"
        return [_change(row) for row in rows], cursor

    async def wait_for_change(self, timeout_s: float) -> bool:
        """Wait until something was written, at most `timeout_s`. See `Record.wait_for_change`."""
        try:
            if self._listener is None or self._listener.is_closed():
                self._listener = await self._connections.listen(CHANNEL, lambda *_: self._heard.set())
        except RecordUnavailable:
            await asyncio.sleep(timeout_s)
            return False
        try:
            async with asyncio.timeout(timeout_s):
                await self._heard.wait()
        except TimeoutError:
            return False
        self._heard.clear()
        return True

    def ring(self) -> None:
        """Tell all processes, soon and once for many writes: a NOTIFY in each transaction would make commits wait for each other."""
        self._is_rung_again = True
        if self._ringing is None:
            self._ringing = asyncio.get_running_loop().create_task(self._ring())

    async def close(self) -> None:
        """Stop listening and ringing."""
        if self._ringing is not None:
            await asyncio.wait([self._ringing])
        if self._listener is not None:
            await self._listener.close()

    async def _ring(self) -> None:
        try:
            while self._is_rung_again:
                self._is_rung_again = False
                await asyncio.sleep(_QUIET_S)
                await self._connections.fetch(_NOTIFY, CHANNEL)
        except RecordUnavailable:
            return  # Whoever waits looks again after its time-out: the bell only makes it sooner.
        finally:
            self._ringing = None


def _position(after: str | None) -> tuple[str, int] | None:
    if after is None:
        return "0", 0
    tx, _, row = after.partition(_SIGN)
    if not (tx.isascii() and tx.isdigit() and row.isascii() and row.isdigit()) or len(tx) > 19 or len(row) > 18:
        return None
    return tx, int(row)


def _change(row: Any) -> Change:
    return Change(row["row"], row["owner"], row["type"], row["id"], row["version"], row["recorded_at"], row["deleted"])
