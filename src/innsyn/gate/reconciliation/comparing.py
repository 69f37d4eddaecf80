"""Compares what both sides hold of one organisation's bookings: pure, and tried as a table.

What has changed so lately that the other side cannot know of it yet is left for the next night.
Source: docs/spec/appointments.md#APP-15.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from innsyn.gate.reconciliation.book import CONFIRMED, Book, Drift, Kind, Ours
from innsyn.gate.standing.statements import Entered, Statement
from innsyn.gate.standing.timebooks import TENTATIVE, Time
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.working_days import working_days_after

ANSWER_DAYS = 2
"""Working days within which a clinic answers what is asked of it."""

ARRIVES_WITHIN = timedelta(minutes=15)
"""So long what is done here may be on its way to the clinic's system."""

SPEAKS_WITHIN = timedelta(hours=36)
"""A system that says each night what it has, and has not for so long, has fallen silent."""


def drifts(book: Book, now: Instant) -> tuple[Drift, ...]:
    """List what differs, each once, by its name."""
    found = {each.word: each for each in (*_against(book, now), *_within(book, now))}
    return tuple(found[word] for word in sorted(found))


def answered_by(asked_at: Instant) -> Instant:
    """Say until when a clinic has to answer what was asked of it: the last second, in Norway, of so many working days."""
    last = working_days_after(norwegian_date(asked_at), ANSWER_DAYS)
    return datetime.combine(last, time(23, 59, 59), tzinfo=NORWAY)


def _within(book: Book, now: Instant) -> Iterator[Drift]:
    """Find where appointments and times here do not fit together."""
    times = {each.id: each for each in book.times}
    standing = [each for each in book.ours if each.stands]
    for one in standing:
        yield from _of_its_time(one, times, now)
        if one.status == "pending" and now > min(answered_by(one.changed_at), one.start):
            yield _drift("unanswered", one, times, here=one.start)
    having = {(slot, one.identifier) for one in standing for slot in (one.slot_id, one.kept_slot_id)}
    for each in book.times:
        is_stuck = each.status == TENTATIVE and not each.taken_by and each.held_until is None
        if is_stuck or (each.taken_by and (each.id, each.taken_by) not in having):
            yield Drift(
                kind="no_appointment", identifier=each.taken_by, slot_id=each.id, calendar_id=each.calendar_id, here=each.start
            )  # fmt: skip


def _of_its_time(one: Ours, times: dict[str, Time], now: Instant) -> Iterator[Drift]:
    """Judge the time an appointment has, and the one it keeps while that one is asked for."""
    for slot_id, start in ((one.slot_id, one.start), (one.kept_slot_id, one.kept_start)):
        if not slot_id or start is None or start <= now:
            continue
        has = times.get(slot_id)
        if has is None or (has.status == TENTATIVE and not has.taken_by):
            yield _drift("not_kept", one, times, here=start)
        elif has.taken_by not in ("", one.identifier):
            yield _drift("somebody_elses", one, times, here=start)
        elif has.start != start:
            yield _drift("other_time", one, times, here=start, there=has.start)


def _against(book: Book, now: Instant) -> Iterator[Drift]:
    """Find where the clinic's system says something else. One that has fallen silent is told of as that, and nothing more."""
    said = book.statement
    if said is None:
        return
    if now - said.at > SPEAKS_WITHIN:
        yield Drift(kind="silent", there=said.at)
        return
    times = {each.id: each for each in book.times}
    entered = {each.identifier: each for each in said.entered if each.identifier}
    taken = {each.slot_id for each in said.entered if each.slot_id}
    for one in book.ours:
        if one.status in CONFIRMED and one.start > now and _is_known_there(one, said):
            yield from _of_one(one, entered.get(one.identifier), times, is_taken=one.slot_id in taken)
    here = {each.identifier: each for each in book.ours}
    for each in entered.values():
        yield from _of_entered(each, here.get(each.identifier), said, now)


def _of_one(one: Ours, there: Entered | None, times: dict[str, Time], *, is_taken: bool) -> Iterator[Drift]:
    if there is None:
        yield _drift("somebody_elses" if is_taken else "unknown_there", one, times, here=one.start)
    elif there.start != one.start:
        yield _drift("other_time", one, times, here=one.start, there=there.start)


def _of_entered(there: Entered, here: Ours | None, said: Statement, now: Instant) -> Iterator[Drift]:
    is_ahead = there.start is None or there.start > now
    is_off = here is None or (not here.stands and _is_known_there(here, said))
    if is_ahead and is_off:
        id_ = here.id if here else ""
        yield Drift(kind="unknown_here", identifier=there.identifier, appointment_id=id_, slot_id=there.slot_id, there=there.start)


def _is_known_there(one: Ours, said: Statement) -> bool:
    return one.changed_at + ARRIVES_WITHIN < said.at


def _drift(kind: Kind, one: Ours, times: dict[str, Time], *, here: Instant, there: Instant | None = None) -> Drift:
    calendar_id = times[one.slot_id].calendar_id if one.slot_id in times else ""
    return Drift(
        kind=kind, identifier=one.identifier, appointment_id=one.id, slot_id=one.slot_id, calendar_id=calendar_id, here=here, there=there
    )  # fmt: skip
