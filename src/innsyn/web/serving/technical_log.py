"""The technical log: what operations need and nothing about anybody. Route templates, never addresses; kinds of errors, never messages."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

_NUMBER = re.compile(r"(?<!\d)\d{6}[ -]?\d{5}(?!\d)")

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace whatever could be a person number in any text of a log line: the last fence, not the first."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = _NUMBER.sub("[number]", value)
    return event


def configure(*, level: str = "info", stream: TextIO | None = None) -> None:
    """Send the technical log to `stream` (standard error when None) as one JSON object a line."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=stream or sys.stderr),
        cache_logger_on_first_use=False,
    )


def trail(problem: BaseException) -> str:
    """Say where a problem came from as `file:line function`, innermost last: frames only, since messages can hold anything."""
    frames = traceback.extract_tb(problem.__traceback__)[-12:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)


def kinds(problem: BaseException) -> str:
    """Say the kinds of a problem and of what it came from, outermost first."""
    names: list[str] = []
    current: BaseException | None = problem
    while current is not None and len(names) < 6:
        names.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return " < ".join(names)
