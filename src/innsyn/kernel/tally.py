"""How many statements one request cost: the database layers report each, the request that is running counts it."""

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


def count_statement() -> None:
    """Count one statement for the request that runs in this context; outside a request nothing is counted."""
    tally = _current.get()
    if tally is not None:
        tally.statements += 1
