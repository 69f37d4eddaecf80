"""A clock that is set anew now and then, and our server run by one: `python -m tests.booking_kill.jumping FILE serve --port PORT`."""

import multiprocessing
import sys
import time
from datetime import timedelta
from pathlib import Path
from random import Random

from innsyn.kernel import clock

system_clock = clock.system_clock
SPANS = (timedelta(minutes=30), timedelta(hours=1), timedelta(days=1))
"""So far, at most, a clock is set forth or back."""


class JumpingClock:
    """The machine's clock as somebody sets it anew. file: as many bytes as it was set. whose: clocks of one name say the same.

    lags_s: so long after the others this one is set."""

    def __init__(self, file, whose, *, lags_s=0.0):
        self._file, self._whose, self._lags_s, self._seen, self._set_at = file, whose, lags_s, 0, 0.0
        self._off = timedelta(0)

    def __call__(self):
        """Say what time it is by this clock."""
        jumps = self._file.stat().st_size if self._file.exists() else 0
        if jumps != self._seen:
            self._seen, self._set_at = jumps, time.monotonic() + self._lags_s
        if self._set_at and time.monotonic() >= self._set_at:
            self._off, self._set_at = off(self._whose, jumps), 0.0
        return system_clock() + self._off


def off(whose, jumps):
    """Say how far from the machine's a clock is after so many jumps: forth and back in turn, and never twice the same."""
    chance = Random(f"{whose} {jumps}")  # noqa: S311 -- chance that comes back with the name
    return (-1) ** jumps * -chance.choice(SPANS) * chance.uniform(0.5, 1)


def set_anew(file):
    """Set the clocks anew that look at a file."""
    with file.open("ab") as jumps:
        jumps.write(b".")


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")  # So that the server's processes have this clock too.
    clock.system_clock = JumpingClock(Path(sys.argv.pop(1)), "beyond")
    from innsyn.main.commands import main  # Whoever asks for the system's clock from now on is given this one.

    main(prog_name="./innsyn")
