"""Lays times out in a calendar: what lies over another, what has begun and what falls within a closed span is left out, and counted.

Source: docs/spec/appointments.md#APP-6.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from innsyn.gate.standing.timebooks import Calendar, Time
from innsyn.kernel.clock import Instant

LONGEST_TIME = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Laid:
    """What would be opened. starts: when, in order. over, closed, past: how many are left out, and why."""

    starts: tuple[Instant, ...] = ()
    over: int = 0
    closed: int = 0
    past: int = 0


def laid(wanted: Iterable[Instant], lasts: timedelta, calendar: Calendar, known: Sequence[Time], now: Instant) -> Laid:
    """Lay times out. lasts: how long each is. known: times that are there, by hour, from eight hours before the first on."""
    begun, starts = [each.start for each in known], list[Instant]()
    over = closed = past = 0
    for start in sorted(set(wanted)):
        if start <= now:
            past += 1
        elif calendar.closure_at(start, start + lasts):
            closed += 1
        elif (starts and start < starts[-1] + lasts) or _is_over(start, start + lasts, known, begun):
            over += 1
        else:
            starts.append(start)
    return Laid(tuple(starts), over, closed, past)


def _is_over(start: Instant, end: Instant, known: Sequence[Time], begun: Sequence[Instant]) -> bool:
    near = known[bisect_left(begun, start - LONGEST_TIME) : bisect_left(begun, end)]
    return any(start < each.end for each in near)
