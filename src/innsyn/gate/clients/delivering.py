"""Takes in what machine clients deliver: a single interaction is a bundle of one entry.

Source: FHIR R4 4.0.1, http.html#create, #update, #patch, #delete, #transaction; docs/adr/0016-machine-clients.md.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from weakref import WeakValueDictionary

from innsyn.fhir.bundle import Bundle, Entry
from innsyn.fhir.profiles import Requirements
from innsyn.fhir.transaction import Plan, Step, condition_of, conditions, conditions_of, settle
from innsyn.gate.access import Access
from innsyn.gate.clients.asked import ClientAsked, Conditions, Matching
from innsyn.gate.clients.carrying import Carried, ClientCarrier
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.entering import Entering
from innsyn.gate.clients.finding import ClientFinding
from innsyn.gate.clients.jobs import Job
from innsyn.gate.clients.places import ClientPlaces
from innsyn.gate.clients.refusals import NO_SCOPE, NOT_THAT_VERSION, ONLY_VERSIONS, UNDER_CHANGE, only_preconditions
from innsyn.gate.clients.searching import ClientSearching
from innsyn.gate.clients.whereabouts import Whereabouts
from innsyn.gate.delivery.conformity import faults
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.delivery.steps import write_of
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.delivery.whose import Seeker
from innsyn.gate.directory import Directory
from innsyn.gate.scopes import Interaction
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.ids import SHARED_TYPES
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Owner, Unless, Write, Written

_ATTEMPTS = 8
_NEEDS: Mapping[str, tuple[Interaction, ...]] = {
    "POST": ("create",),
    "PUT": ("update", "create"),
    "PATCH": ("update",),
    "DELETE": ("delete",),
}
_READS = ("GET", "HEAD")


@dataclass
class _Outcome:
    """What became of the entries so far, by index."""

    written: dict[int, Written] = field(default_factory=dict)
    found: dict[int, str] = field(default_factory=dict)
    problems: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    again: set[int] = field(default_factory=set)

    def refuse(self, problems: Mapping[int, Problem]) -> None:
        """Keep problems that stand alone."""
        self.problems |= {index: (only_preconditions(problem),) for index, problem in problems.items()}


class Delivering:
    """deliver."""

    def __init__(
        self,
        record: Record,
        access: Access,
        entering: Entering,
        searching: ClientSearching,
        finding: ClientFinding,
        whereabouts: Whereabouts,
        directory: Directory,
        requirements: Requirements,
    ) -> None:
        """directory: what the gate remembers of the directories, forgotten when they change. requirements: profiles types must keep."""
        self._requirements = requirements
        self._record, self._access, self._entering = record, access, entering
        self._searching, self._finding, self._whereabouts, self._directory = searching, finding, whereabouts, directory
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def deliver(self, client: Client, bundle: Bundle, now: Instant, naming: Naming, matching: Matching | None) -> Taken:
        """Take in a bundle. See `ClientGate.deliver`."""
        outcome = await self._attempt(client, bundle, now, naming, matching)
        for _ in range(_ATTEMPTS):
            if not outcome.again:
                break
            async with self._turn(bundle, outcome):
                outcome = await self._once_more(client, bundle, now, naming, matching, outcome)
        outcome.refuse(dict.fromkeys(outcome.again, UNDER_CHANGE))
        return _taken(bundle, outcome)

    async def _once_more(
        self, client: Client, bundle: Bundle, now: Instant, naming: Naming, matching: Matching | None, before: _Outcome
    ) -> _Outcome:
        """Settle again what others changed meanwhile: all of a transaction, of a batch only that."""
        if bundle.type == "transaction":
            return await self._attempt(client, bundle, now, naming, matching)
        left = replace(bundle, entries=tuple(each for each in bundle.entries if each.index in before.again), problems={})
        outcome = await self._attempt(client, left, now, naming, matching)
        outcome.written = before.written | outcome.written
        outcome.found = before.found | outcome.found
        outcome.problems = before.problems | outcome.problems
        return outcome

    async def _attempt(self, client: Client, bundle: Bundle, now: Instant, naming: Naming, matching: Matching | None) -> _Outcome:
        outcome = _Outcome(problems={index: (problem,) for index, problem in bundle.problems.items()})
        changes = [each for each in bundle.entries if each.verb not in _READS]
        outcome.refuse({each.index: NO_SCOPE for each in changes if not _may_at_all(client, each)})
        outcome.problems |= _faulty((each for each in changes if each.index not in outcome.problems), self._requirements)
        if (at_hand := _left(bundle, outcome)) is None:
            return outcome
        asked = ClientAsked(client, self._searching, self._finding, self._whereabouts, matching)
        answers = await asked.answers(conditions(at_hand), now)
        outcome.refuse(_unanswered(at_hand.entries, answers.problems))
        if (at_hand := _left(at_hand, outcome)) is None:
            return outcome
        places = ClientPlaces(client, self._entering, self._whereabouts, self._finding, naming, now)
        whose = await Seeker(places, places).seek(at_hand, answers.matches)
        outcome.refuse(_without_version(at_hand.entries, whose.problems))
        if (at_hand := _left(at_hand, outcome)) is None:
            return outcome
        plan = settle(at_hand, matches=answers.matches, new_id=lambda entry: places.id(entry, whose.owners[entry.index]))
        outcome.refuse(plan.problems)
        carrier = ClientCarrier(self._record, self._access, self._entering, self._finding, places, client, self._requirements, now)
        await self._carry(client, at_hand, plan, whose.owners, answers, carrier, outcome)
        return outcome

    async def _carry(
        self,
        client: Client,
        bundle: Bundle,
        plan: Plan,
        owners: Mapping[int, Owner],
        answers: Conditions,
        carrier: ClientCarrier,
        outcome: _Outcome,
    ) -> None:
        by_owner = self._jobs(client, bundle, plan, owners, answers, outcome)
        if bundle.type == "transaction" and outcome.problems:
            return
        carried: Carried = await (carrier.whole(by_owner) if bundle.type == "transaction" else carrier.alone(by_owner))
        outcome.written |= carried.written
        outcome.again = carried.again
        outcome.refuse(carried.problems)
        if any(one.stored.owner == SHARED and one.is_new for one in carried.written.values()):
            self._directory.forget()

    def _jobs(
        self, client: Client, bundle: Bundle, plan: Plan, owners: Mapping[int, Owner], answers: Conditions, outcome: _Outcome
    ) -> dict[Owner, list[Job]]:
        """Sort what is to be written by record, a record's Patient first; keep what a condition found."""
        entries = {entry.index: entry for entry in bundle.entries}
        by_owner: dict[Owner, list[Job]] = {}
        for step in sorted(plan.steps, key=lambda step: (step.verb == "DELETE") == (step.type == "Patient")):
            if step.verb in _READS or step.id is None:
                continue
            if step.verb == "POST" and step.matched:
                outcome.found[step.index] = f"{step.type}/{step.id}"
                continue
            job = _job(client, step, entries[step.index], answers)
            if isinstance(job, Problem):
                outcome.refuse({step.index: job})
            else:
                by_owner.setdefault(owners[step.index], []).append(job)
        return by_owner

    def _turn(self, bundle: Bundle, outcome: _Outcome) -> asyncio.Lock:
        """Let those who lost a race for the same thing try again one after another."""
        first = min(outcome.again)
        entry = next(each for each in bundle.entries if each.index == first)
        name = condition_of(entry) or f"{entry.type}/{entry.id}"
        return self._turns.setdefault(name, asyncio.Lock())


def _may_at_all(client: Client, entry: Entry) -> bool:
    return any(client.may(each, entry.type) for each in _NEEDS[entry.verb])


def _faulty(entries: Iterable[Entry], requirements: Requirements) -> dict[int, tuple[Problem, ...]]:
    written = [(entry.index, entry.resource) for entry in entries if entry.resource is not None and entry.verb != "PATCH"]
    checked = {index: tuple(faults(resource, requirements)) for index, resource in written}
    return {index: problems for index, problems in checked.items() if problems}


def _without_version(entries: Iterable[Entry], problems: Mapping[int, Problem]) -> dict[int, Problem]:
    """Say of a patch that names a version what is said of any version that does not stand: also where there is nothing."""
    named = {entry.index for entry in entries if entry.verb == "PATCH" and "ifMatch" in entry.conditions}
    return {index: NOT_THAT_VERSION if index in named else problem for index, problem in problems.items()}


def _left(bundle: Bundle, outcome: _Outcome) -> Bundle | None:
    """Leave out faulty entries; None when that refuses the whole."""
    if bundle.type == "transaction" and outcome.problems:
        return None
    return replace(bundle, entries=tuple(each for each in bundle.entries if each.index not in outcome.problems), problems={})


def _unanswered(entries: Iterable[Entry], problems: Mapping[str, Problem]) -> dict[int, Problem]:
    faulty = {entry.index: next((problems[each] for each in conditions_of(entry) if each in problems), None) for entry in entries}
    return {index: problem for index, problem in faulty.items() if problem is not None}


def _job(client: Client, step: Step, entry: Entry, answers: Conditions) -> Job | Problem:
    """Make a job of a settled step; what it becomes depends on what stands."""
    write = write_of(replace(step, verb="PUT") if step.verb == "PATCH" else step, client.actor.organisation)
    if isinstance(write, Problem) or write is None:
        return ONLY_VERSIONS
    condition = condition_of(entry)
    is_named = entry.resource is not None and bool(entry.resource.get("id"))
    is_new = step.verb == "POST" or (step.verb == "PUT" and condition is not None and not step.matched and not is_named)
    return Job(step, _guarded(write, step, condition, client, answers, is_new=is_new), entry.patch, is_chosen=not is_new)


def _guarded(write: Write, step: Step, condition: str | None, client: Client, answers: Conditions, *, is_new: bool) -> Write:
    """Guard a conditional create, so that of all who carry it out at once one writes."""
    write = replace(write, unless_exists=None)
    if is_new:
        write = replace(write, verb="create", unchanged_is_kept=False)
    if condition is None or step.matched or step.verb not in ("POST", "PUT"):
        return write
    organisation = None if step.type in SHARED_TYPES else client.actor.organisation
    query = answers.queries[condition]
    return replace(write, unless=Unless(organisation, query.clauses, query.owners))


def _taken(bundle: Bundle, outcome: _Outcome) -> Taken:
    if bundle.type != "transaction" or not outcome.problems:
        return Taken(outcome.written, outcome.found, outcome.problems)
    left = frozenset(each.index for each in bundle.entries) - outcome.problems.keys()
    return Taken(problems=outcome.problems, undone=left)
