"""One entry of the calendar as pages and the feed know it: when it is, what it is, and where to read more."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from innsyn.gate.standing.calendar import Repetition
from innsyn.kernel.clock import Instant, norwegian_date

Kind = Literal["appointment", "own", "action", "stay"]
State = Literal["booked", "asked", "unanswered", "wished", "called_off", "missed", "over", "planned", "done", ""]
"""asked: waits for the clinic's answer. unanswered: its hour came before the answer. over: it has been. Empty where nothing is to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry.

    id: of the resource; action: mark of an action in its plan, empty for everything else. begins: instant, None for what lasts whole days.
    ends: instant, None for what has no end or lasts whole days. first, last: the days in Norway it touches, both included.
    title: empty where nobody has said what it is. source: number of the organisation that keeps it, empty for what is one's own.
    repeats: how an event of one's own does, None for what is once."""

    id: str
    kind: Kind
    state: State
    begins: Instant | None
    ends: Instant | None
    first: date
    last: date
    title: str = field(repr=False)
    place: str = field(default="", repr=False)
    source: str = ""
    action: str = ""
    version: int = 1
    stored_at: Instant
    repeats: Repetition | None = None

    @property
    def is_off(self) -> bool:
        """Say whether it did not come to anything: called off, or nobody came."""
        return self.state in ("called_off", "missed")


def last_day(begins: Instant, ends: Instant | None) -> date:
    """Say the last day something touches: what ends at midnight does not touch the day that begins then."""
    if ends is None or ends <= begins:
        return norwegian_date(begins)
    return norwegian_date(ends - timedelta(microseconds=1))


def in_order(entry: Entry) -> tuple[date, bool, float, str]:
    """Say where an entry stands: by day, what lasts whole days before what has an hour, then by the hour."""
    return entry.first, entry.begins is not None, entry.begins.timestamp() if entry.begins else 0.0, entry.id
