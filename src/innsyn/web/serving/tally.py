"""How many statements one request cost: the database layer reports each, the request that is running counts it."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """What one request has cost so far."""

    statements: int = 0


_current: ContextVar[Tally | None] = ContextVar("innsyn_tally", default=None)


def begin() -> Tally:
    """Begin a new count for the request that runs in this context."""
    tally = Tally()
    _current.set(tally)
    return tally


def count_statement(*_details: object) -> None:
    """Count one statement; outside a request nothing is counted. Fits asyncpg's query logger, whose details are ignored."""
    tally = _current.get()
    if tally is not None:
        tally.statements += 1
