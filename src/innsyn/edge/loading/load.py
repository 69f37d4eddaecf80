"""A load from beginning to end: unit by unit, several at once, what must wait tried again, every unit noted when it is safe.

The order of files does not matter: what needs something that has not come yet waits until the others are in. Source: docs/run/load.md.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from innsyn.edge.loading.keys import Keys
from innsyn.edge.loading.ledger import Ledger, Line
from innsyn.edge.loading.outcome import Count, Outcome, Refusal
from innsyn.edge.loading.report import Report
from innsyn.edge.loading.sources import Unit, Unreadable, units

Progress = Callable[[int, int], None]
"""Told how many bytes of the files are done with, and how many resources are in or refused."""


class Crew(Protocol):
    """Those who take units in. at_once: how many units may be handed out at a time."""

    at_once: int

    async def take(self, unit: Unit) -> Outcome:
        """Take one unit in."""
        ...


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a unit stands: its file, and the how-manieth of it. done_bytes: of all files, when it is done."""

    file: Path
    number: int
    done_bytes: int


@dataclass
class Load:
    """One load.

    keys: gives keys to people, None where they are not noted. gives_numbers: also units that are known are taken in again when their people
    were not offered a number. is_stopped: asked before each unit."""

    crew: Crew
    ledger: Ledger
    keys: Keys | None
    gives_numbers: bool
    progress: Progress
    is_stopped: Callable[[], bool]
    report: Report = field(default_factory=Report)
    _waiting: dict[tuple[Path, int], Outcome] = field(default_factory=dict)
    _seen: int = 0
    _done_bytes: int = 0

    async def run(self, files: Sequence[Path]) -> Report:
        """Load. Raises what the crew raises; what was taken in before that is noted, and the next load goes on from there."""
        self.report.files = len(files)
        await self._pass(files, only=None)
        left = -1
        while self._waiting and len(self._waiting) != left and not self.is_stopped():
            left = len(self._waiting)
            await self._pass([file for file in files if any(file == waiting for waiting, _ in self._waiting)], only=set(self._waiting))
        self.report.is_stopped = self.is_stopped()
        for outcome in () if self.report.is_stopped else self._waiting.values():
            self.report.add(outcome)
        return self.report

    async def _pass(self, files: Sequence[Path], *, only: set[tuple[Path, int]] | None) -> None:
        """Go through files once. only: the units to take, None for all that are not known."""
        under_way: set[asyncio.Task[None]] = set()
        listed = _listed(files)
        try:
            while not self.is_stopped() and (found := await asyncio.to_thread(next, listed, None)) is not None:
                place, unit = found
                if isinstance(unit, Unreadable):
                    self._unreadable(unit, is_first=only is None)
                elif only is None and self.ledger.has(unit.digest, with_numbers=self.gives_numbers):
                    self.report.known_units += 1
                    self._tell(place)
                elif only is None or (place.file, place.number) in only:
                    under_way.add(asyncio.create_task(self._take(place, unit)))
                    under_way = await self._room(under_way)
        finally:
            done = await asyncio.gather(*under_way, return_exceptions=True)
        _raise_first(done)

    async def _room(self, under_way: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
        """Wait until another unit may be handed out. Raises what a finished one raised."""
        if len(under_way) < self.crew.at_once:
            return under_way
        done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        _raise_first([task.exception() for task in done])
        return under_way

    async def _take(self, place: _Place, unit: Unit) -> None:
        outcome = await self.crew.take(unit)
        key = (place.file, place.number)
        if key in self._waiting:
            outcome = outcome.after(self._waiting.pop(key))
        else:
            self._seen += sum(count.new + count.unchanged + count.refused for count in outcome.counts.values())
        self._settle(key, unit, outcome)
        self._tell(place)

    def _tell(self, place: _Place) -> None:
        self._done_bytes = max(self._done_bytes, place.done_bytes)
        self.progress(self._done_bytes, self._seen)

    def _settle(self, key: tuple[Path, int], unit: Unit, outcome: Outcome) -> None:
        """Note a unit that is in, and whoever came with it; keep one that may pass later; report it when it is settled."""
        people = self.keys.people(outcome.arrivals) if self.keys else ()
        self.report.people |= {person.patient_id: person for person in people}
        is_whole = not outcome.refusals
        if is_whole or people:
            self.ledger.add(Line(unit.digest, unit.name, people, outcome.witness, self.gives_numbers, is_whole))
        if outcome.may_pass_later:
            self._waiting[key] = outcome
        else:
            self.report.add(outcome)

    def _unreadable(self, unit: Unreadable, *, is_first: bool) -> None:
        if is_first:
            self.report.add(Outcome(counts={"": Count(refused=1)}, refusals=(Refusal.of(unit.problem, unit.name),)))


def _listed(files: Iterable[Path]) -> Iterator[tuple[_Place, Unit | Unreadable]]:
    before = 0
    for file in files:
        for number, unit in enumerate(units(file)):
            yield _Place(file, number, before + (unit.read_bytes if isinstance(unit, Unit) else 0)), unit
        before += file.stat().st_size if file.exists() else 0


def _raise_first(done: Iterable[BaseException | None]) -> None:
    for exception in done:
        if exception is not None:
            raise exception
