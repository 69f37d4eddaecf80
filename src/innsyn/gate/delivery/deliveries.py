"""Takes in bundles: checks each resource, answers conditions, settles ids and references, and carries it out through the gate.

Source: FHIR R4 4.0.1, http.html#transaction; docs/run/load.md; docs/spec/access.md#AC-9.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from innsyn.fhir.bundle import Bundle, Entry
from innsyn.fhir.profiles import NONE_REQUIRED, Requirements
from innsyn.fhir.transaction import conditions, conditions_of, settle
from innsyn.gate.delivery.asked import Asked
from innsyn.gate.delivery.carrying import MOVED, Carried, Carrier
from innsyn.gate.delivery.conformity import faults
from innsyn.gate.delivery.custody import Custody
from innsyn.gate.delivery.door import Door
from innsyn.gate.delivery.known_places import KnownPlaces
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.delivery.visits import Visits
from innsyn.gate.delivery.whose import Seeker
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.stored import Owner

Amend = Callable[[Entry, Owner], Awaitable[Entry | Problem]]
"""Changes a Patient before it is delivered, or refuses it. Given the record it goes into."""

_ATTEMPTS = 3


@dataclass
class _Sorted:
    """A bundle, and what has been found wrong with its entries so far."""

    bundle: Bundle
    problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def is_over(self) -> bool:
        """Say whether one fault has refused all of it."""
        return self.bundle.type == "transaction" and bool(self.problems)

    def leave_out(self, problems: Mapping[int, tuple[Problem, ...]]) -> None:
        """Leave out faulty entries."""
        self.problems |= problems
        self.bundle = replace(self.bundle, entries=tuple(each for each in self.bundle.entries if each.index not in problems), problems={})


class Deliveries:
    """Takes in what systems deliver. One for as long as they do; it remembers visits and directory entries."""

    def __init__(self, gate: Door, run: UUID, requirements: Requirements = NONE_REQUIRED) -> None:
        """gate: everything goes through it. run: names this delivering; in each patient's log it is one line. requirements: profiles that
        types must keep."""
        self._gate, self._requirements = gate, requirements
        self.visits = Visits(gate, run)
        self._asked = Asked(gate, self.visits)

    async def take_in(self, bundle: Bundle, actor: Actor, naming: Naming, now: Instant, *, amend: Amend | None = None) -> Taken:
        """Take in one bundle.

        actor: a system of a known organisation. naming: gives ids to what is created. amend: asked about every Patient.
        A record gets all of a transaction or nothing; in a batch or collection each entry stands alone. A transaction over several
        records that is refused by a later one has been carried out in the ones before: deliver it again, and what stands is kept.
        Returns what became of each entry. Raises RecordUnavailable when the database goes away."""
        for _ in range(_ATTEMPTS):
            taken = await self._take_in(bundle, actor, naming, now, amend)
            if not any(MOVED in each for each in taken.problems.values()):
                return taken
        return taken

    async def _take_in(self, bundle: Bundle, actor: Actor, naming: Naming, now: Instant, amend: Amend | None) -> Taken:
        at_hand = _Sorted(bundle, {index: (problem,) for index, problem in bundle.problems.items()})
        at_hand.leave_out(_faulty(at_hand.bundle.entries, self._requirements))
        if at_hand.is_over:
            return _refused(bundle, at_hand)
        answers = await self._asked.answers(conditions(at_hand.bundle), actor, now)
        at_hand.leave_out(_unanswered(at_hand.bundle.entries, answers.problems))
        whose = await Seeker(KnownPlaces(self._gate, self.visits, actor, now), naming).seek(at_hand.bundle, answers.matches)
        at_hand.leave_out(_single(whose.problems))
        if amend is not None:
            await _amend(at_hand, whose.owners, amend)
        if at_hand.is_over:
            return _refused(bundle, at_hand)
        plan = settle(at_hand.bundle, matches=answers.matches, new_id=lambda entry: naming.id(entry, whose.owners[entry.index]))
        at_hand.problems |= _single(plan.problems)
        custodians = await self._custodians(at_hand.bundle)
        carrier = Carrier(self._gate, self.visits, actor, now, is_whole=bundle.type == "transaction")
        carried = await carrier.carry_out(plan.steps, whose.owners, custodians)
        return _taken(bundle, at_hand, carried)

    async def _custodians(self, bundle: Bundle) -> dict[int, str]:
        custody = Custody(self._gate.directory, bundle)
        named = [(entry.index, await custody.of(entry.resource)) for entry in bundle.entries if entry.resource is not None]
        return {index: number for index, number in named if number is not None}


async def _amend(at_hand: _Sorted, owners: Mapping[int, Owner], amend: Amend) -> None:
    amended = {
        entry.index: await amend(entry, owners[entry.index])
        for entry in at_hand.bundle.entries
        if entry.type == "Patient" and entry.resource is not None
    }
    at_hand.leave_out(_single({index: each for index, each in amended.items() if isinstance(each, Problem)}))
    entries = [amended.get(entry.index, entry) for entry in at_hand.bundle.entries]
    at_hand.bundle = replace(at_hand.bundle, entries=tuple(each for each in entries if isinstance(each, Entry)))


def _faulty(entries: Iterable[Entry], requirements: Requirements) -> dict[int, tuple[Problem, ...]]:
    """Check every resource that is to be written."""
    written = [(entry.index, entry.resource) for entry in entries if entry.resource is not None and entry.verb != "PATCH"]
    checked = {index: tuple(faults(resource, requirements)) for index, resource in written}
    return {index: problems for index, problems in checked.items() if problems}


def _unanswered(entries: Iterable[Entry], problems: Mapping[str, Problem]) -> dict[int, tuple[Problem, ...]]:
    if not problems:
        return {}
    faulty = {entry.index: tuple(problems[each] for each in conditions_of(entry) if each in problems) for entry in entries}
    return {index: found for index, found in faulty.items() if found}


def _single(problems: Mapping[int, Problem]) -> dict[int, tuple[Problem, ...]]:
    return {index: (problem,) for index, problem in problems.items()}


def _refused(bundle: Bundle, at_hand: _Sorted) -> Taken:
    return Taken(problems=at_hand.problems, undone=frozenset(each.index for each in bundle.entries) - at_hand.problems.keys())


def _taken(bundle: Bundle, at_hand: _Sorted, carried: Carried) -> Taken:
    problems = at_hand.problems | _single(carried.problems)
    done = carried.written.keys() | carried.found.keys()
    is_refused = bundle.type == "transaction" and bool(problems)
    left = frozenset(each.index for each in bundle.entries) - problems.keys() - done if is_refused else frozenset[int]()
    return Taken(carried.written, carried.found, problems, left)
