"""One of many processes has the turn to do a task: the database sees to it, and gives the turn away when that process dies.

Source: PostgreSQL, explicit locking: advisory locks of a session end with the session.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from innsyn.record.connections import Connections
from innsyn.record.unavailable import RecordUnavailable, reaching_the_database

_OURS = 1_852_404_595
_TRY = "select pg_try_advisory_lock($1, $2)"
_STILL = "select true"
_ASK_WITHIN_S = 5
# A machine that vanishes without a word must not keep the turn for hours.
_SESSION = {"application_name": "innsyn", "tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}


class Turn:
    """The turn to do one task, while the connection it hangs on lives."""

    def __init__(self, connection: Any) -> None:
        """Take the connection that holds the lock."""
        self._connection = connection

    async def is_held(self) -> bool:
        """Say whether the turn is still ours."""
        try:
            return not self._connection.is_closed() and bool(await self._connection.fetchval(_STILL, timeout=_ASK_WITHIN_S))
        except Exception:  # Whatever became of the connection, the turn is not surely ours any more.
            return False


@asynccontextmanager
async def turn(connections: Connections, task: int) -> AsyncIterator[Turn | None]:
    """Have the turn while the block lasts, or None when another process has it.

    task: a small number of its own for each task. Raises RecordUnavailable when the database does not answer."""
    with reaching_the_database():
        connection = await asyncpg.connect(connections.dsn, timeout=_ASK_WITHIN_S, server_settings=_SESSION)
    try:
        with reaching_the_database():
            is_ours = await connection.fetchval(_TRY, _OURS, task)
        yield Turn(connection) if is_ours else None
    finally:
        with suppress(RecordUnavailable), reaching_the_database():
            await connection.close(timeout=_ASK_WITHIN_S)
