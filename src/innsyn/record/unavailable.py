"""The database is away: one exception for it, whatever way it showed."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)


class RecordUnavailable(Exception):
    """The record cannot be reached now. Nothing was answered; a write that was under way is either whole or not there at all."""


@contextmanager
def reaching_the_database() -> Iterator[None]:
    """Turn every way a database can be gone into RecordUnavailable, without the driver's words: they may carry addresses and values."""
    try:
        yield
    except _AWAY as away:
        raise RecordUnavailable(type(away).__name__) from None
