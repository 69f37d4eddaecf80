"""People are told of what clinics make of their appointments while the program runs, also over the wire: the change feed is followed.

The desk tells by itself and under the same names, so that nobody is told twice. The place in the feed is kept in the data folder.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog

from innsyn.gate.booking.changes import BookingChanges, Turned
from innsyn.kernel.clock import Clock, Instant
from innsyn.main.reminding import reminder_of
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.notices import Kind, Notice, Notices, NoticesUnavailable, sender_name

PLACE = "appointments-place"
EVERY_S = 2.0

_REMINDED = 5
"""Versions before the newest of which a reminder may still wait: nobody changes an appointment more often in a night."""

_KINDS = {"given": Kind.APPOINTMENT_GIVEN, "changed": Kind.APPOINTMENT_CHANGED, "cancelled": Kind.APPOINTMENT_CANCELLED}


@asynccontextmanager
async def following_appointments(
    changes: BookingChanges, notices: Notices, folder: Path, clock: Clock, *, every_s: float = EVERY_S
) -> AsyncIterator[None]:
    """Follow the feed while the block lasts. folder: where the place in the feed is kept."""
    task = asyncio.create_task(_followed(changes, notices, folder / PLACE, clock, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _followed(changes: BookingChanges, notices: Notices, place: Path, clock: Clock, every_s: float) -> None:
    log = structlog.get_logger("innsyn.appointments")
    while True:
        try:
            while await tell_what_became(changes, notices, place, clock):
                pass
        except (RecordUnavailable, NoticesUnavailable):
            log.warning("appointments.notices_wait", why="the database is away")
        await asyncio.sleep(every_s)


async def tell_what_became(changes: BookingChanges, notices: Notices, place: Path, clock: Clock) -> bool:
    """Tell of what has come since the last time. Returns whether there was anything in the feed.

    The place moves on only when everybody is told: what is told twice goes out once."""
    kept = _kept(place)
    if kept is None:
        _keep(place, await changes.end() or "")
        return False
    found, reached = await changes.since(kept or None, clock())
    for each in found:
        for notice in _notices(each):
            await _take_back_reminders(notices, each, notice.to, clock())
            await notices.tell(notice)
    if (reached or "") == kept:
        return False
    _keep(place, reached or "")
    return True


async def _take_back_reminders(notices: Notices, turned: Turned, person_key: str, now: Instant) -> None:
    """Remind nobody of an appointment as it was before: what waits for the morning to be sent is taken back."""
    for version in range(max(1, turned.version - _REMINDED), turned.version):
        await notices.withdraw(reminder_of(turned.appointment_id, version, person_key), now=now)


def _notices(turned: Turned) -> list[Notice]:
    """Make a notice for each who is told: her own page for the patient, the list of those one acts for to a parent."""
    receivers = [
        *((key, f"/appointments/{turned.appointment_id}") for key in turned.own),
        *((key, "/representation") for key in turned.others),
    ]
    once, sender = f"appointment/{turned.appointment_id}/{turned.version}", sender_name(turned.place)
    kind = _KINDS[turned.became]
    return [Notice(kind=kind, to=key, about=about, once=f"{once}/{key}", sender=sender, at=turned.at) for key, about in receivers]


def _kept(place: Path) -> str | None:
    return place.read_text(encoding="ascii") if place.exists() else None


def _keep(place: Path, cursor: str) -> None:
    draft = place.with_suffix(".draft")
    draft.write_text(cursor, encoding="ascii")
    draft.replace(place)
