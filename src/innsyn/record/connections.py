"""Connections to PostgreSQL: a pool that heals itself, with the settings under which our statements were measured."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from innsyn.kernel.tally import count_statement
from innsyn.record.unavailable import reaching_the_database

Rows = list[asyncpg.Record]

SESSION = {
    "application_name": "innsyn",
    "timezone": "UTC",
    # Acknowledged is durable, whatever the server's default says.
    "synchronous_commit": "on",
    "default_transaction_isolation": "read committed",
    # Every statement of the record is written so that one plan fits all values (forced by laterals with limits); planning each time
    # costs more than running. Scans of whole tables and bitmaps are never right here, and look cheap to a planner without statistics;
    # so does sorting a whole record where an index gives the page in order.
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_bitmapscan": "off",
    "enable_sort": "off",
    "enable_incremental_sort": "off",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}

_STATEMENT_TIMEOUT_S = 60
# Each kept plan of a connection is some hundred kilobytes in the server.
_PLANS = 100
# A plan made when the tables were empty is made again before it can do harm.
_PLAN_LIFETIME_S = 60
_CONNECT_TIMEOUT_S = 5


class Connection(asyncpg.Connection):  # type: ignore[misc]  # asyncpg is not typed
    """A connection that counts each statement for the request that runs, and needs no cleaning between two users."""

    async def execute(self, *words: Any, **how: Any) -> Any:
        """Count, and do as asyncpg does."""
        count_statement()
        return await super().execute(*words, **how)

    async def fetch(self, *words: Any, **how: Any) -> Any:
        """Count, and do as asyncpg does."""
        count_statement()
        return await super().fetch(*words, **how)

    async def fetchrow(self, *words: Any, **how: Any) -> Any:
        """Count, and do as asyncpg does."""
        count_statement()
        return await super().fetchrow(*words, **how)

    async def fetchval(self, *words: Any, **how: Any) -> Any:
        """Count, and do as asyncpg does."""
        count_statement()
        return await super().fetchval(*words, **how)

    def get_reset_query(self) -> str:
        """Send nothing when it goes back to the pool: we leave no session state behind, and the round trip would halve the rate."""
        return ""


class Connections:
    """The pool. Open with `open`, close with `close`."""

    def __init__(self, pool: Any, dsn: str) -> None:
        """Take an opened pool and the address it was opened with."""
        self._pool = pool
        self.dsn = dsn

    @classmethod
    async def open(cls, dsn: str, *, size: int = 12) -> "Connections":
        """Open a pool of at most `size` connections. Raises RecordUnavailable when the database does not answer."""
        with reaching_the_database():
            pool = await asyncpg.create_pool(
                dsn,
                min_size=0,
                max_size=size,
                connection_class=Connection,
                server_settings=SESSION,
                statement_cache_size=_PLANS,
                max_cached_statement_lifetime=_PLAN_LIFETIME_S,
                max_inactive_connection_lifetime=0,
                command_timeout=_STATEMENT_TIMEOUT_S,
                timeout=_CONNECT_TIMEOUT_S,
            )
        return cls(pool, dsn)

    async def close(self) -> None:
        """Close all connections, waiting for those at work."""
        await self._pool.close()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[Any]:
        """Lend one connection. Raises RecordUnavailable when the database goes away, also while it is lent."""
        with reaching_the_database():
            async with self._pool.acquire() as connection:
                yield connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        """Lend one connection inside a transaction, committed at the end and rolled back on any exception."""
        async with self.one() as connection, connection.transaction():
            yield connection

    async def fetch(self, text: str, *arguments: Any) -> Rows:
        """Run one statement and give its rows."""
        with reaching_the_database():
            async with self._pool.acquire() as connection:
                rows: Rows = await connection.fetch(text, *arguments)
                return rows

    async def listen(self, channel: str, heard: Callable[..., None]) -> Any:
        """Open a connection of its own that calls `heard` at each notification on `channel`; whoever asked closes it."""
        with reaching_the_database():
            connection = await asyncpg.connect(self.dsn, timeout=_CONNECT_TIMEOUT_S, server_settings={"application_name": "innsyn"})
            await connection.add_listener(channel, heard)
        return connection
