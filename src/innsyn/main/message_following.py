"""People are told of what clinics write while the program runs, also when it came over the wire: the change feed is followed.

The desk tells by itself and under the same names, so that nobody is told twice. The place in the feed is kept in the data folder.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog

from innsyn.gate.arrivals import Arrivals, Arrived
from innsyn.gate.standing.elements import text_of
from innsyn.kernel.clock import Clock
from innsyn.record.unavailable import RecordUnavailable
from innsyn.web.notices import Kind, Notice, Notices, NoticesUnavailable, sender_name

PLACE = "messages-place"
EVERY_S = 2.0

_KINDS = {"message": Kind.MESSAGE_RECEIVED, "over": Kind.CONVERSATION_CLOSED}


@asynccontextmanager
async def following_messages(
    arrivals: Arrivals, notices: Notices, folder: Path, clock: Clock, *, every_s: float = EVERY_S
) -> AsyncIterator[None]:
    """Follow the feed while the block lasts. folder: where the place in the feed is kept."""
    task = asyncio.create_task(_followed(arrivals, notices, folder / PLACE, clock, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _followed(arrivals: Arrivals, notices: Notices, place: Path, clock: Clock, every_s: float) -> None:
    log = structlog.get_logger("innsyn.messages")
    while True:
        try:
            while await tell_of_the_new(arrivals, notices, place, clock):
                pass
        except (RecordUnavailable, NoticesUnavailable):
            log.warning("messages.notices_wait", why="the database is away")
        await asyncio.sleep(every_s)


async def tell_of_the_new(arrivals: Arrivals, notices: Notices, place: Path, clock: Clock) -> bool:
    """Tell of what has come since the last time. Returns whether there was anything in the feed.

    The place moves on only when everybody is told: what is told twice goes out once."""
    kept = _kept(place)
    if kept is None:
        _keep(place, await arrivals.end() or "")
        return False
    found, reached = await arrivals.since(kept or None, clock())
    for each in found:
        for key in each.to:
            await notices.tell(_notice(each, key))
    if (reached or "") == kept:
        return False
    _keep(place, reached or "")
    return True


def _notice(arrived: Arrived, key: str) -> Notice:
    kind = _KINDS[arrived.kind]
    once = f"conversation/{arrived.task_id}/{kind}/{text_of(arrived.at)}/{key}"
    return Notice(kind=kind, to=key, about=f"/messages/{arrived.task_id}", once=once, sender=sender_name(arrived.place), at=arrived.at)


def _kept(place: Path) -> str | None:
    return place.read_text(encoding="ascii") if place.exists() else None


def _keep(place: Path, cursor: str) -> None:
    draft = place.with_suffix(".draft")
    draft.write_text(cursor, encoding="ascii")
    draft.replace(place)
