"""Telling whoever waits what is being done, how far it has come and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what begins, and when it ends how long it took. what: a few plain words, such as `Python packages`."""
    began = time.monotonic()
    is_terminal = sys.stderr.isatty()
    if is_terminal:
        say(f"  {what} …")
    yield
    say(f"  {what}: {time.monotonic() - began:.1f} s")


def say(line: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
