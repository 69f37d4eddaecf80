"""The technical log: one JSON line an event on standard error; never a person number, a name or clinical text."""

import logging
import re
import sys
from typing import Any

import structlog

_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")


def configure_technical_log(level: str) -> None:
    """Have structlog write from `level` up (debug, info, warning, error), eleven digits in a row blackened wherever they come from."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_numbers,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper(), logging.INFO)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )


def _without_numbers(_logger: Any, _method: str, event: Any) -> Any:
    return {name: _ELEVEN_DIGITS.sub("•••••••••••", value) if isinstance(value, str) else value for name, value in event.items()}
