"""Who may write in a calendar, and what an event of one's own may be.

Source: docs/spec/calendar.md#CAL-4; the gate's rules EVT-1 to EVT-3 decide, this only keeps buttons away that would lead to a no.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from innsyn.gate.acting import Acting
from innsyn.gate.rules.age import CHILD, HEALTH_MAJORITY
from innsyn.gate.standing.calendar import OwnEvent
from innsyn.kernel.clock import NORWAY, Instant

LONGEST_TITLE, LONGEST_NOTE = 120, 1000
LONGEST = timedelta(days=366)

Mistake = Literal["backwards", "too_long", "no_start"]


def may_keep(acting: Acting) -> bool:
    """Say whether whoever is in a record may write in its calendar."""
    is_whole = acting.verdict is None and acting.areas is None and acting.role in ("self", "parent", "guardian")
    if acting.years is None or not is_whole:
        return False
    return acting.years >= HEALTH_MAJORITY or (acting.years in CHILD and acting.role != "self")


def own_event(
    *, title: str, first: date, starts: time | None, last: date | None, ends: time | None, place: str, note: str
) -> OwnEvent | tuple[str, Mistake]:
    """Make an event of what was filled in, or say the field that is wrong and what.

    starts: None for whole days. last: None for the same day. ends: None for one hour after the hour it starts."""
    if starts is None:
        if ends is not None:
            return "starts", "no_start"
        if (wrong := _wrong(first, last or first)) is not None:
            return "last", wrong
        return OwnEvent(title=title, begins=first, ends=last or first, place=place, note=note)
    begins, until = _at(first, starts), _until(first, starts, last, ends)
    lasts = until.astimezone(UTC) - begins.astimezone(UTC)
    if lasts <= timedelta():
        return ("ends" if ends is not None else "last"), "backwards"
    if lasts > LONGEST:
        return "last", "too_long"
    return OwnEvent(title=title, begins=begins, ends=until, place=place, note=note)


def _until(first: date, starts: time, last: date | None, ends: time | None) -> Instant:
    if ends is not None:
        return _at(last or first, ends)
    return (_at(last or first, starts).astimezone(UTC) + timedelta(hours=1)).astimezone(NORWAY)


def _at(day: date, at: time) -> Instant:
    """Say the instant of a wall clock's hour. One that summer time skips is an hour later, one that comes twice is the first."""
    return datetime.combine(day, at, tzinfo=NORWAY).astimezone(UTC).astimezone(NORWAY)


def _wrong(first: date, last: date) -> Mistake | None:
    if last < first:
        return "backwards"
    return "too_long" if last - first > LONGEST else None
