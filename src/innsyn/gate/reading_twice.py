"""Reads of one patient what may hinder nobody else: only what certainly cannot be read is passed over.

Whatever the database raises is none of that: it may be well the next time, and then all waits. Source: docs/spec/notices.md#NOT-18.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

_NOT_WHAT_IT_SAYS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading a body raises that has not the shape or the values it should."""

T = TypeVar("T")


async def read_or_pass_over(read: Callable[[], Awaitable[T | None]], passed_over: Callable[[Exception], None]) -> T | None:
    """Read, once more if it seems unreadable: what failed by chance is well then.

    passed_over: hears why it is given up. Returns None then. Raises whatever does not say for certain that it is unreadable."""
    try:
        return await read()
    except _NOT_WHAT_IT_SAYS:
        pass
    try:
        return await read()
    except _NOT_WHAT_IT_SAYS as failure:
        passed_over(failure)
        return None
