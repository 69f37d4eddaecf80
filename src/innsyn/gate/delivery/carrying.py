"""Carries out settled steps through the gate: directories first, then record by record, each record all or nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from innsyn.fhir.transaction import Step
from innsyn.gate.delivery.door import Door
from innsyn.gate.delivery.steps import is_done_already, problem_of, write_of
from innsyn.gate.delivery.visits import Visits
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Actor
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.stored import SHARED, Conflict, Owner, Write, Written

_AT_ONCE = 4
"""Records written to at the same time."""

_TOGETHER = 500
"""Writes of one record in one transaction, where the delivery does not ask for all or nothing."""

MOVED = Problem("conflict", "somebody else created this meanwhile: deliver once more")


class Job(NamedTuple):
    """One step and what it writes."""

    step: Step
    write: Write


@dataclass(slots=True)
class Carried:
    """What became of the steps so far, by index."""

    written: dict[int, Written] = field(default_factory=dict)
    found: dict[int, str] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)


class Carrier:
    """Carries out the steps of one bundle for one system."""

    def __init__(self, gate: Door, visits: Visits, actor: Actor, now: Instant, *, is_whole: bool) -> None:
        """is_whole: a transaction, which stops at the first no."""
        self._gate, self._visits, self._actor, self._now, self._is_whole = gate, visits, actor, now, is_whole

    async def carry_out(self, steps: Sequence[Step], owners: Mapping[int, Owner], custodians: Mapping[int, str]) -> Carried:
        """Carry out. owners, custodians: by the steps' index."""
        carried, jobs = Carried(), []
        for step in steps:
            write = write_of(step, custodians.get(step.index))
            if isinstance(write, Problem):
                carried.problems[step.index] = write
            elif write is not None:
                jobs.append(Job(step, write))
            elif step.id is not None:
                carried.found[step.index] = f"{step.type}/{step.id}"
        if carried.problems and self._is_whole:
            return carried
        by_owner = _by_owner(jobs, owners)
        await self._write(SHARED, by_owner.pop(SHARED), carried)
        if self._is_whole:
            await self._one_after_another(by_owner, carried)
        else:
            await self._side_by_side(by_owner, carried)
        return carried

    async def _one_after_another(self, by_owner: Mapping[Owner, list[Job]], carried: Carried) -> None:
        for owner, jobs in by_owner.items():
            if carried.problems:
                return
            await self._write(owner, jobs, carried)

    async def _side_by_side(self, by_owner: Mapping[Owner, list[Job]], carried: Carried) -> None:
        """Write to several records at once: none of them waits for another."""
        room = asyncio.Semaphore(_AT_ONCE)

        async def to_one(owner: Owner, jobs: list[Job]) -> None:
            async with room:
                for some in _portions(jobs):
                    await self._write(owner, some, carried)

        async with asyncio.TaskGroup() as tasks:
            for owner, jobs in by_owner.items():
                tasks.create_task(to_one(owner, jobs))

    async def _write(self, owner: Owner, jobs: list[Job], carried: Carried) -> None:
        """Write to one record. What loses is left out and the rest tried again, unless one no refuses all."""
        while jobs:
            answer = await self._answer(owner, [job.write for job in jobs])
            if isinstance(answer, tuple):
                _keep(jobs, answer, carried)
                return
            if isinstance(answer, Refused):
                carried.problems |= dict.fromkeys([job.step.index for job in jobs], problem_of(answer))
                return
            lost = jobs[answer.index]
            if not is_done_already(lost.write, answer):
                carried.problems[lost.step.index] = problem_of(answer)
                if self._is_whole:
                    return
            jobs = [job for job in jobs if job is not lost]

    async def _answer(self, owner: Owner, writes: list[Write]) -> tuple[Written, ...] | Conflict | Refused:
        if owner == SHARED:
            return await self._gate.write_directory(self._actor, writes, self._now)
        visit = await self._visits.to(owner, self._actor, self._now)
        return visit if isinstance(visit, Refused) else await self._gate.write(visit, writes, self._now)


def _keep(jobs: list[Job], answer: tuple[Written, ...], carried: Carried) -> None:
    for job, written in zip(jobs, answer, strict=True):
        if written.stored.id != job.step.id:
            carried.problems[job.step.index] = MOVED
        else:
            carried.written[job.step.index] = written


def _by_owner(jobs: list[Job], owners: Mapping[int, Owner]) -> dict[Owner, list[Job]]:
    """Sort the jobs by record, directories first, each record's in their order with the Patient first."""
    sorted_jobs: dict[Owner, list[Job]] = {SHARED: []}
    for job in sorted(jobs, key=lambda job: job.step.type != "Patient"):
        sorted_jobs.setdefault(owners[job.step.index], []).append(job)
    return sorted_jobs


def _portions(jobs: list[Job]) -> list[list[Job]]:
    return [jobs[start : start + _TOGETHER] for start in range(0, len(jobs), _TOGETHER)]
