"""Takes units in: reads them, delivers them through the gate as the system of one organisation, and says what became of each.

Source: docs/run/load.md.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from innsyn.edge.loading.arrivals import arrivals_among
from innsyn.edge.loading.documents import Part, parts_of
from innsyn.edge.loading.numbers import Numbers
from innsyn.edge.loading.outcome import Arrival, Count, Outcome, Refusal
from innsyn.edge.loading.sources import Unit
from innsyn.gate.delivery.deliveries import Deliveries
from innsyn.gate.delivery.naming import ByOrigin
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.gate import Gate
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Clock

SYSTEM_NAME = "Innlasting"
"""What the citizen's log calls the system that loads."""

_MOST_REFUSALS = 1_000
"""So many are told of one unit; the counts are whole."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A load into a sandbox. gives_numbers: whether people without a national number get a synthetic one. taken: numbers not to give."""

    gives_numbers: bool = False
    taken: frozenset[str] = frozenset()


class Loader:
    """Loads for one organisation."""

    def __init__(self, gate: Gate, actor: Actor, clock: Clock, sandbox: Sandbox | None, run: UUID) -> None:
        """actor: from `gate.actors.system`. sandbox: None for a record of real people, whose names and numbers then are noted nowhere.

        run: names the load, the same for all who take part in it."""
        self._actor, self._clock = actor, clock
        self._deliveries = Deliveries(gate, run)
        self._numbers = None
        if sandbox is not None:
            self._numbers = Numbers(gate, self._deliveries.visits, actor, clock, sandbox.gives_numbers, sandbox.taken)

    async def take(self, unit: Unit) -> Outcome:
        """Take one unit in. Raises RecordUnavailable when the database goes away."""
        file = unit.name.rpartition("#")[0] if unit.line_numbers else unit.name
        outcomes = [await self._part(part, unit, file) if isinstance(part, Part) else _unread(part) for part in parts_of(unit, file)]
        return _together(outcomes)

    async def _part(self, part: Part, unit: Unit, file: str) -> Outcome:
        naming = ByOrigin(unit.digest if part.line is None else f"{unit.digest}:{part.line}")
        amend = self._numbers.amend if self._numbers else None
        taken = await self._deliveries.take_in(part.bundle, self._actor, naming, self._clock(), amend=amend)
        arrivals = tuple(arrivals_among(written.stored for written in taken.written.values())) if self._numbers else ()
        return Outcome(
            counts=_counts(part, taken),
            refusals=tuple(_refusals(part, taken, file)),
            arrivals=arrivals,
            may_pass_later=taken.may_pass_later,
            witness=_witness(taken),
        )


def _counts(part: Part, taken: Taken) -> dict[str, Count]:
    kinds = {entry.index: entry.type for entry in part.bundle.entries}
    new = Counter(kinds[index] for index, written in taken.written.items() if written.is_new)
    kept = Counter(kinds[index] for index, written in taken.written.items() if not written.is_new)
    kept += Counter(kinds[index] for index in taken.found)
    refused = Counter(kinds.get(index, "") for index in (*taken.problems, *taken.undone))
    return {kind: Count(new[kind], kept[kind], refused[kind]) for kind in sorted({*new, *kept, *refused})}


def _refusals(part: Part, taken: Taken, file: str) -> Iterable[Refusal]:
    kinds = {entry.index: entry.type for entry in part.bundle.entries}
    listed = [(index, problem) for index, problems in sorted(taken.problems.items()) for problem in problems]
    return [part.refusal(problem, file, index, kinds.get(index, "")) for index, problem in listed[:_MOST_REFUSALS]]


def _witness(taken: Taken) -> str:
    return next((f"{each.stored.type}/{each.stored.id}" for each in taken.written.values() if not each.stored.deleted), "")


def _unread(refusal: Refusal) -> Outcome:
    return Outcome(counts={"": Count(refused=1)}, refusals=(refusal,))


def _together(outcomes: list[Outcome]) -> Outcome:
    counts: dict[str, Count] = {}
    arrivals: dict[str, Arrival] = {}
    for outcome in outcomes:
        arrivals |= {each.patient_id: each for each in outcome.arrivals}
        for kind, count in outcome.counts.items():
            counts[kind] = counts.get(kind, Count()) + count
    return Outcome(
        counts=counts,
        refusals=tuple(refusal for outcome in outcomes for refusal in outcome.refusals)[:_MOST_REFUSALS],
        arrivals=tuple(arrivals.values()),
        may_pass_later=any(outcome.may_pass_later for outcome in outcomes),
        witness=next((outcome.witness for outcome in outcomes if outcome.witness), ""),
    )
