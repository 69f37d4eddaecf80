"""Makes the files of an export: follows the change feed from where it is asked to begin, and takes along what stands.

Each version that the client may see and that is the one that stands is read through the gate, which logs it as an export in the patient's
log. A file and the position after it are kept together, so that a job that is killed goes on without a gap or a repetition.
Source: Bulk Data Access 2.0.0, export; docs/adr/0022-bulk.md.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from innsyn.edge.bulk.asked import AskedExport, Translate, sought_by
from innsyn.edge.bulk.ports import Following, Gate, Jobs
from innsyn.fhir.outcome import operation_outcome
from innsyn.fhir.subset import elements
from innsyn.gate.bulk import BulkJob, NewFile, Step
from innsyn.gate.clients.client import Client
from innsyn.gate.values import SHARED, AnyOf, Change, Clause, Found, Owner, Query, Stored, TokenIs, Without, owner_of
from innsyn.kernel.clock import Clock, instant
from innsyn.kernel.outcome import Problem

BEGINNING = "begin"
"""Where a job stands that has not begun: the feed itself has no such place."""

_MOST_CHANGES = 500
_FULL_BYTES = 8_000_000
_MOST_DELETED = 1_000
_NOT_READ = Problem("exception", "some resources could not be read")


@dataclass
class _Making:
    """What has been made since the last files were kept."""

    lines: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    deleted: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    size: int = 0

    @property
    def told(self) -> int:
        """Count the resources."""
        return sum(len(each) for each in self.lines.values())

    def files(self) -> list[NewFile]:
        """Write it as NDJSON."""
        files = [NewFile("output", type_, b"".join(each), len(each)) for type_, each in sorted(self.lines.items())]
        if self.deleted:
            bundles = [_deletions(self.deleted[at : at + _MOST_DELETED]) for at in range(0, len(self.deleted), _MOST_DELETED)]
            files.append(NewFile("deleted", "Bundle", b"".join(bundles), len(bundles)))
        if self.problems:
            files.append(NewFile("error", "OperationOutcome", json.dumps(operation_outcome(self.problems)).encode() + b"\n", 1))
        return files


class Exports:
    """Does exports, one step at a time."""

    def __init__(self, jobs: Jobs, following: Following, gate: Gate, translate: Translate, clock: Clock) -> None:
        """translate: says filters in the record's words."""
        self._jobs, self._following, self._gate, self._translate, self._clock = jobs, following, gate, translate, clock

    async def carry_on(self, job: BulkJob, client: Client) -> bool:
        """Go on with a job until some files are full or it has caught up with the feed; then it is done.

        Returns whether there is more to do."""
        asked = AskedExport.read(job.asked)
        position = job.position if job.position != BEGINNING else await self._beginning(asked)
        only = await self._only(asked, client)
        making = _Making()
        while making.size < _FULL_BYTES:
            found = await self._gate.changes(client, position, _MOST_CHANGES, self._clock())
            if isinstance(found, Problem):
                raise TypeError("an export stands at a place that the feed does not have")
            changes, later = found
            if later == position:
                kept = await self._keep(job, position, making)
                return not (kept and await self._jobs.finish(job.id, "done", self._clock())) and kept
            await self._take(making, asked, client, [one for one in changes if self._is_wanted(one, asked, only)])
            position = later
        return await self._keep(job, position, making)

    async def _keep(self, job: BulkJob, position: str, making: _Making) -> bool:
        return await self._jobs.step(job, Step(job.position, position, making.told, making.files()))

    async def _beginning(self, asked: AskedExport) -> str:
        return "0x0" if asked.since is None else await self._following.place_at(instant(asked.since))

    async def _only(self, asked: AskedExport, client: Client) -> set[Owner] | None:
        """Say whose records are asked for, None for everybody's."""
        named = asked.patients
        if asked.group is not None:
            group = await self._gate.read(client, "Group", asked.group, self._clock())
            members = _members(group.body) if isinstance(group, Stored) and not group.deleted else []
            named = tuple(one for one in members if named is None or one in named)
        if named is None:
            return None
        owners = [owner_of(one) or await self._gate.whose(client, one) for one in named]
        return {owner for owner in owners if owner is not None}

    @staticmethod
    def _is_wanted(one: Change, asked: AskedExport, only: set[Owner] | None) -> bool:
        return (
            asked.wants(one.type)
            and (one.owner != SHARED or asked.level == "system")
            and (only is None or one.owner in only)
            and (asked.since is None or one.recorded_at >= instant(asked.since))
            and (asked.until is None or one.recorded_at <= instant(asked.until))
        )

    async def _take(self, making: _Making, asked: AskedExport, client: Client, wanted: Sequence[Change]) -> None:
        """Take along those of these versions that stand. What is replaced by a later one comes when that one does."""
        filters = dict(asked.filters)
        groups: dict[tuple[Owner, str], list[Change]] = defaultdict(list)
        for one in wanted:
            if one.deleted:
                making.deleted += [f"{one.type}/{one.id}"] if asked.since is not None else []
            else:
                groups[one.owner, one.type if one.owner == SHARED or one.type in filters else ""].append(one)
        answers = await asyncio.gather(
            *[self._read(client, owner, changes, filters.get(type_, ())) for (owner, type_), changes in groups.items()]
        )
        for found, changes in zip(answers, groups.values(), strict=True):
            if isinstance(found, Problem):
                making.problems.append(found)
                continue
            versions = {(one.type, one.id, one.version) for one in changes}
            for row in found:
                if (row.type, row.id, row.version) in versions:
                    named = asked.elements_of(row.type)
                    line = one_line(elements(row.body, named) if named else row.body)
                    making.lines[row.type].append(line)
                    making.size += len(line)

    async def _read(self, client: Client, owner: Owner, changes: Sequence[Change], filters: Sequence[str]) -> Sequence[Stored] | Problem:
        """Read what stands of these, through the gate."""
        types, ids = sorted({one.type for one in changes}), sorted({one.id for one in changes})
        clauses: tuple[Clause, ...] = (TokenIs("_id", tuple((None, id_) for id_ in ids)),)
        if filters:
            said = [sought_by(types[0], search, self._translate) for search in filters]
            if any(isinstance(one, Problem) for one in said):
                return _NOT_READ
            here = [one.clauses for one in said if not isinstance(one, Problem) and await self._is_in(client, owner, one.patients)]
            if not here:
                return ()
            clauses = (*clauses, *_any(here))
        query = Query(tuple(types), clauses, count=_MOST_CHANGES)
        found = await self._gate.export(client, query, self._clock(), whose=owner)
        if isinstance(found, Found):
            return found.rows
        return found if isinstance(found, Problem) else ()

    async def _is_in(self, client: Client, owner: Owner, patients: Sequence[str] | None) -> bool:
        """Say whether a record is that of one of these patients."""
        return patients is None or owner in [owner_of(one) or await self._gate.whose(client, one) for one in patients]


def one_line(body: bytes) -> bytes:
    """Write a resource in one line: a line break in JSON can only stand between its parts."""
    return body.replace(b"\r", b" ").replace(b"\n", b" ").strip() + b"\n"


def _any(said: Sequence[tuple[Clause, ...]]) -> tuple[Clause, ...]:
    """Join filters, any of which will do; one that asks for nothing lets everything through."""
    if any(not one for one in said):
        return ()
    return said[0] if len(said) == 1 else (AnyOf(tuple(_all(one) for one in said)),)


def _all(clauses: tuple[Clause, ...]) -> Clause:
    """Say that all of these hold, as one clause: that it is not so that any does not."""
    return clauses[0] if len(clauses) == 1 else Without(AnyOf(tuple(Without(one) for one in clauses)))


def _members(group: bytes) -> list[str]:
    listed = json.loads(group).get("member", ())
    references = [one.get("entity", {}).get("reference", "") for one in listed if not one.get("inactive")]
    return [one.removeprefix("Patient/") for one in references if one.startswith("Patient/")]


def _deletions(references: Sequence[str]) -> bytes:
    """Write deletions as the guide wants them: a transaction of DELETE requests."""
    entries = [{"request": {"method": "DELETE", "url": one}} for one in references]
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}).encode() + b"\n"
