"""What changes in the population register is taken in while the program runs: it holds on the next read.

Patients who are new in the record are asked about too: the register says whose guardian somebody is only of the ward. The places in both
feeds are kept in the data folder, so that nothing is missed while the program is stopped.
"""

from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from innsyn.edge.population_register import Feed
from innsyn.edge.population_register.calls import Unanswered
from innsyn.gate.gate import Gate
from innsyn.kernel.clock import Clock
from innsyn.main.places import keep, kept
from innsyn.main.repeating import repeating

PLACE = "population-register-place"
PATIENTS = "population-register-patients"
EVERY_S = 5.0


def following_the_register(feed: Feed | None, gate: Gate, folder: Path, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Follow the feed while the block lasts. feed: None follows nothing. folder: where the place in the feed is kept."""
    if feed is None:
        return nullcontext()

    async def step() -> bool:
        await take_in(feed, gate, folder / PLACE, clock)
        await ask_about_the_new(gate, folder / PATIENTS, clock)
        return False

    return repeating("population_register", step, every_s=EVERY_S, begins_after_s=EVERY_S)


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
        keep(place, str(found.next))
    return len(found.numbers)


async def ask_about_the_new(gate: Gate, place: Path, clock: Clock) -> None:
    """Ask the register about every patient who has come into the record since the last time: who answers for her, is she protected."""
    after = kept(place)
    while True:
        reached = await gate.learn_relations(after, clock())
        if reached is None or reached == after:
            return
        keep(place, reached)
        after = reached


async def _first(feed: Feed, place: Path, clock: Clock) -> int | None:
    """Say where to go on. Whoever begins has nothing to take in: every opening asks the register itself."""
    if (place_kept := kept(place)) is not None:
        return int(place_kept)
    end = await feed.end(now=clock())
    if isinstance(end, Unanswered):
        return None
    keep(place, str(end))
    return end
