"""What changes in the population register is taken in while the program runs: it holds on the next read.

Patients who are new in the record are asked about too: the register says whose guardian somebody is only of the ward. The places in both
feeds are kept in the data folder, so that nothing is missed while the program is stopped.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import structlog

from innsyn.edge.population_register import Feed
from innsyn.edge.population_register.calls import Unanswered
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Clock
from innsyn.record.unavailable import RecordUnavailable

PLACE = "population-register-place"
PATIENTS = "population-register-patients"
EVERY_S = 5.0


@asynccontextmanager
async def following_the_register(
    feed: Feed | None, gate: Gate, folder: Path, clock: Clock, *, every_s: float = EVERY_S
) -> AsyncIterator[None]:
    """Follow the feed while the block lasts. feed: None follows nothing. folder: where the place in the feed is kept."""
    task = asyncio.create_task(_followed(feed, gate, folder / PLACE, clock, every_s)) if feed else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _followed(feed: Feed, gate: Gate, place: Path, clock: Clock, every_s: float) -> None:
    log = structlog.get_logger("innsyn.population_register")
    while True:
        await asyncio.sleep(every_s)
        try:
            await take_in(feed, gate, place, clock)
            await ask_about_the_new(gate, place.with_name(PATIENTS), clock)
        except RecordUnavailable:
            log.warning("population_register.changes_wait", why="record")


async def take_in(feed: Feed, gate: Gate, place: Path, clock: Clock) -> int:
    """Take in what has come since the last time. Returns how many people something had changed about; 0 when the feed did not answer.

    The place moves on only when all of it has been taken in: what is taken in twice changes nothing."""
    first = await _first(feed, place, clock)
    if first is None:
        return 0
    found = await feed.changes(first, now=clock())
    if isinstance(found, Unanswered):
        return 0
    for number in found.numbers:
        await gate.register_changed(number, clock())
    if found.next != first:
        _keep(place, found.next)
    return len(found.numbers)


async def ask_about_the_new(gate: Gate, place: Path, clock: Clock) -> None:
    """Ask the register about every patient who has come into the record since the last time: who answers for her, is she protected."""
    after = _kept(place)
    while True:
        reached = await gate.learn_relations(after, clock())
        if reached is None or reached == after:
            return
        _keep(place, reached)
        after = reached


async def _first(feed: Feed, place: Path, clock: Clock) -> int | None:
    """Say where to go on. Whoever begins has nothing to take in: every opening asks the register itself."""
    if (kept := _kept(place)) is not None:
        return int(kept)
    end = await feed.end(now=clock())
    if isinstance(end, Unanswered):
        return None
    _keep(place, end)
    return end


def _kept(place: Path) -> str | None:
    return place.read_text(encoding="ascii") if place.exists() else None


def _keep(place: Path, number: int | str) -> None:
    draft = place.with_suffix(".draft")
    draft.write_text(str(number), encoding="ascii")
    draft.replace(place)
