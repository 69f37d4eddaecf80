"""Carries out a client's settled changes: all records in one transaction, or record by record where each entry stands alone.

Source: FHIR R4 4.0.1, http.html#transaction, #batch; docs/adr/0016-machine-clients.md.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from innsyn.fhir.profiles import Requirements
from innsyn.gate.access import Access
from innsyn.gate.clients.checking import Checker
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.directory_writing import DirectoryChecker
from innsyn.gate.clients.entering import Entering
from innsyn.gate.clients.everywhere import entry_everywhere
from innsyn.gate.clients.finding import ClientFinding
from innsyn.gate.clients.jobs import Job
from innsyn.gate.clients.places import ClientPlaces
from innsyn.gate.clients.refusals import DUPLICATE, IS_THERE, NOT_ALLOWED, NOT_FREE, NOT_THAT_VERSION, NOT_THERE, SAME_CONDITION
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem, Verdict
from innsyn.kernel.systems import PERSON_SYSTEMS
from innsyn.record.entry import Action, Entry
from innsyn.record.ids import owner_of
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Conflict, Owner, Stale, Written
from innsyn.record.unavailable import RecordUnavailable
from innsyn.record.writing import Part

_AT_ONCE = 4
_TOGETHER = 500
_ATTEMPTS = 5

ByOwner = Mapping[Owner, Sequence[Job]]


@dataclass(slots=True)
class Carried:
    """What became of the jobs, by index. again: what others changed meanwhile, to be settled once more."""

    written: dict[int, Written] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)
    again: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Ready:
    part: Part
    jobs: list[Job]


class ClientCarrier:
    """Carries out the changes of one delivery."""

    def __init__(
        self,
        record: Record,
        access: Access,
        entering: Entering,
        finding: ClientFinding,
        places: ClientPlaces,
        client: Client,
        requirements: Requirements,
        now: Instant,
    ) -> None:
        """places: opens the records of this delivery. requirements: profiles that types must keep, also when patched."""
        self._requirements = requirements
        self._record, self._access, self._entering, self._finding = record, access, entering, finding
        self._places, self._client, self._now = places, client, now

    async def whole(self, by_owner: ByOwner) -> Carried:
        """Carry out all of it in one transaction, or nothing."""
        carried = Carried()
        leaving = _leaving(by_owner)
        if (twice := _same_condition(by_owner)) is not None:
            carried.problems[twice] = SAME_CONDITION
            return carried
        for _ in range(_ATTEMPTS):
            ready = [await self._ready(owner, jobs, leaving, carried) for owner, jobs in by_owner.items()]
            if carried.problems:
                return carried
            parts = [each for each in ready if each is not None and each.jobs]
            answer = await self._write([each.part for each in parts])
            if isinstance(answer, Stale):
                await self._access.learn(answer.owner or SHARED)
                continue
            if isinstance(answer, Conflict):
                await self._lost(parts[answer.part].jobs[answer.index], answer, carried)
                return carried
            for each, written in zip(parts, answer, strict=True):
                carried.written |= {job.step.index: one for job, one in zip(each.jobs, written, strict=True)}
            return carried
        raise RecordUnavailable("busy")

    async def alone(self, by_owner: ByOwner) -> Carried:
        """Carry out each entry by itself; those of one record share a transaction as long as none of them loses."""
        carried, room = Carried(), asyncio.Semaphore(_AT_ONCE)

        async def in_one(owner: Owner, jobs: Sequence[Job]) -> None:
            async with room:
                for start in range(0, len(jobs), _TOGETHER):
                    await self._some(owner, list(jobs[start : start + _TOGETHER]), carried)

        async with asyncio.TaskGroup() as tasks:
            for owner, jobs in by_owner.items():
                tasks.create_task(in_one(owner, jobs))
        return carried

    async def _some(self, owner: Owner, jobs: list[Job], carried: Carried) -> None:
        """Write to one record. What loses is left out, and the rest tried again."""
        for _ in range(len(jobs) + _ATTEMPTS):
            ready = await self._ready(owner, jobs, frozenset(), carried)
            if ready is None or not ready.jobs:
                return
            answer = await self._write([ready.part])
            if isinstance(answer, tuple):
                carried.written |= {job.step.index: one for job, one in zip(ready.jobs, answer[0], strict=True)}
                return
            if isinstance(answer, Stale):
                await self._access.learn(owner)
            else:
                lost = ready.jobs[answer.index]
                await self._lost(lost, answer, carried)
                jobs = [job for job in jobs if job.step.index not in carried.problems and job is not lost]
                jobs = [job for job in jobs if job.step.index not in carried.again]
        raise RecordUnavailable("busy")

    async def _ready(self, owner: Owner, jobs: Sequence[Job], leaving: frozenset[str], carried: Carried) -> _Ready | None:
        """Decide on every job of one record. Returns None when nothing there may be written."""
        for _ in range(_ATTEMPTS):
            if owner == SHARED:
                return await self._ready_shared(jobs, carried)
            visit = await self._places.visit(owner)
            permit = await self._access.permit(visit, "write", self._now) if isinstance(visit, Visit) else None
            if isinstance(visit, Visit) and isinstance(permit, Verdict):
                permit = await self._access.fresh_permit(visit, "write", self._now)
            if not isinstance(visit, Visit) or permit is None or isinstance(permit, Verdict):
                carried.problems |= {job.step.index: NOT_ALLOWED for job in jobs}
                return None
            checker = Checker(self._record, self._access, self._client, visit, permit, self._requirements, self._now)
            checked = [(job, await checker.check(job, leaving=leaving)) for job in jobs]
            if any(isinstance(answer, Stale) for _, answer in checked):
                await self._access.learn(owner)
                continue
            carried.problems |= {job.step.index: answer for job, answer in checked if isinstance(answer, Problem)}
            ready = [answer for _, answer in checked if isinstance(answer, Job)]
            entry = Entry(visit.id, self._now, Action.UPDATE)
            return _Ready(Part(owner, [job.write for job in ready], permit.stamp, entry), ready)
        raise RecordUnavailable("busy")

    async def _ready_shared(self, jobs: Sequence[Job], carried: Carried) -> _Ready:
        checker = DirectoryChecker(self._record, self._client, self._requirements, self._now)
        checked = [(job, await checker.check(job)) for job in jobs]
        carried.problems |= {job.step.index: answer for job, answer in checked if isinstance(answer, Problem)}
        ready = [answer for _, answer in checked if isinstance(answer, Job)]
        entry = entry_everywhere(self._entering.nowhere(self._client, self._now), self._now, Action.UPDATE)
        return _Ready(Part(SHARED, [job.write for job in ready], None, entry), ready)

    async def _write(self, parts: list[Part]) -> tuple[tuple[Written, ...], ...] | Conflict | Stale:
        """Write. One record alone may be one statement."""
        if not parts:
            return ()
        if len(parts) > 1:
            return await self._record.write_together(parts)
        (part,) = parts
        answer = await self._record.write(owner=part.owner, writes=part.writes, stamp=part.stamp, entry=part.entry)
        return (answer,) if isinstance(answer, tuple) else Stale(part.owner) if isinstance(answer, Stale) else answer

    async def _lost(self, job: Job, conflict: Conflict, carried: Carried) -> None:
        """Say what a lost write is: a no that stands, or something that others changed meanwhile and is settled once more."""
        index, numbers = job.step.index, _numbers(job)
        is_conditional = job.write.unless is not None or job.step.matched
        if conflict.code == "owner":
            carried.problems[index] = NOT_FREE if owner_of(job.write.id or "") is None else NOT_THERE
        elif conflict.code == "exists" and "ifNoneMatch" in job.conditions:
            carried.problems[index] = IS_THERE
        elif conflict.code == "exists" and numbers and not is_conditional:
            await self._finding.stumble(self._client, numbers, self._now)
            carried.problems[index] = DUPLICATE
        elif conflict.code in ("version", "absent", "deleted") and "ifMatch" in job.conditions:
            carried.problems[index] = NOT_THAT_VERSION
        else:
            carried.again.add(index)


def _leaving(by_owner: ByOwner) -> frozenset[str]:
    return frozenset(f"{job.step.type}/{job.step.id}" for jobs in by_owner.values() for job in jobs if job.step.verb == "DELETE")


def _same_condition(by_owner: ByOwner) -> int | None:
    """Find an entry that creates under the same condition as an earlier one."""
    seen = set()
    for job in (job for jobs in by_owner.values() for job in jobs if job.write.unless is not None):
        if (job.write.type, job.write.unless) in seen:
            return job.step.index
        seen.add((job.write.type, job.write.unless))
    return None


def _numbers(job: Job) -> list[tuple[str, str]]:
    listed = job.resource.get("identifier", ()) if job.write.type == "Patient" else ()
    return [(each["system"], each["value"]) for each in listed if each.get("system") in PERSON_SYSTEMS and each.get("value")]
