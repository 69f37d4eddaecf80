"""Takes in the files of an import: some lines at a time, each for itself, with an outcome for every line.

A resource with an id is put under it, one without is created; the same lines taken in again after a kill come to the same ids.
Source: SMART Bulk Data Import, early proposal, its simple form: files as NDJSON; docs/adr/0022-bulk.md.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from innsyn.edge.bulk.ports import Deliver, Jobs
from innsyn.fhir.body import read_body
from innsyn.fhir.bundle import Bundle, Entry
from innsyn.fhir.outcome import operation_outcome
from innsyn.gate.bulk import BulkFile, BulkJob, NewFile, Step
from innsyn.gate.clients.client import Client
from innsyn.gate.delivery.naming import ByOrigin
from innsyn.gate.delivery.taken import Taken
from innsyn.kernel.clock import Clock
from innsyn.kernel.outcome import Problem

START = "1:0"
"""Position: number of the file, and how many of its lines have been taken in; with a mark behind when the next ones have been tried."""

_TRIED = "!"

_LINES_AT_ONCE = 500
_GONE = Problem("exception", "the file cannot be read any more")
_LEFT_OUT = Problem("processing", "the line was left out")


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines of a file. done: how many came before. later: the position after them. is_again: they may have been taken in before."""

    done: int
    lines: Sequence[bytes]
    later: str
    is_again: bool


class Imports:
    """Does imports, one step at a time."""

    def __init__(self, jobs: Jobs, deliver: Deliver, clock: Clock) -> None:
        """deliver: hands changes to the gate."""
        self._jobs, self._deliver, self._clock = jobs, deliver, clock

    async def carry_on(self, job: BulkJob, client: Client) -> bool:
        """Take in the next lines. Returns whether there is more to do."""
        number, _, done = job.position.removesuffix(_TRIED).partition(":")
        file = next((one for one in await self._jobs.files(job.id) if one.kind == "input" and one.number == int(number)), None)
        if file is None:
            await self._jobs.finish(job.id, "done", self._clock())
            return False
        content = await self._jobs.content(job, file)
        lines = (content or b"").split(b"\n")
        taken, rest = lines[int(done) : int(done) + _LINES_AT_ONCE], lines[int(done) + _LINES_AT_ONCE :]
        later = f"{number}:{int(done) + _LINES_AT_ONCE}" if rest else f"{int(number) + 1}:0"
        if content is None:
            step = Step(job.position, later, 0, [_outcomes("error", [operation_outcome([_GONE])])])
        else:
            is_again = job.position.endswith(_TRIED)
            if not is_again:
                tried = job.position + _TRIED
                if not await self._jobs.step(job, Step(job.position, tried)):
                    return False
                job = replace(job, position=tried)
            step = await self._taken(job, client, file, _Part(int(done), taken, later, is_again=is_again))
        return await self._jobs.step(job, step)

    async def _taken(self, job: BulkJob, client: Client, file: BulkFile, part: _Part) -> Step:
        """Deliver lines as one batch, in which each stands alone but may name another."""
        problems: dict[int, Sequence[Problem]] = {}
        entries = []
        for at, line in enumerate(part.lines, part.done + 1):
            entry = _entry(at, line, file.type) if line.strip() else None
            if isinstance(entry, Problem):
                problems[at] = [entry]
            elif entry is not None:
                entries.append(entry)
        naming = ByOrigin(f"import/{job.id}/{file.number}")
        taken = await self._deliver(client, Bundle("batch", tuple(entries), {}), self._clock(), naming) if entries else Taken()
        before = {entry.index for entry in entries if part.is_again and entry.verb == "POST" and _is_there(taken, entry.index)}
        problems |= {at: each for at, each in taken.problems.items() if at not in before}
        problems |= {at: [_LEFT_OUT] for at in taken.undone if at not in problems}
        good = [_said(file, entry, taken) for entry in entries if entry.index not in problems]
        bad = [_refused(file, at, each) for at, each in sorted(problems.items())]
        files = [_outcomes("output", good), _outcomes("error", bad)]
        return Step(job.position, part.later, len(good), [each for each in files if each.lines])


def _entry(at: int, line: bytes, type_: str) -> Entry | Problem:
    resource = read_body(line)
    if isinstance(resource, Problem):
        return resource
    if type_ and resource["resourceType"] != type_:
        return Problem("value", "the resource is of another type than its file")
    kind, id_ = str(resource["resourceType"]), resource.get("id")
    if not isinstance(id_, str):
        return Entry(at, None, "POST", kind, {}, resource, line)
    return Entry(at, None, "PUT", f"{kind}/{id_}", {}, resource, line)


def _is_there(taken: Taken, at: int) -> bool:
    """Say whether a creation was refused because it has been made already: its id comes from the line itself."""
    return any(one.code in ("conflict", "duplicate") for one in taken.problems.get(at, ()))


def _said(file: BulkFile, entry: Entry, taken: Taken) -> dict[str, object]:
    """Say what became of one line."""
    written = taken.written.get(entry.index)
    if written is None:
        done = "was taken in before the import was interrupted" if entry.index in taken.problems else "nothing was to be done"
        return _outcome(file, entry.index, done)
    done = "stands as it was" if not written.is_new else "was created" if written.stored.version == 1 else "was updated"
    return _outcome(file, entry.index, f"{written.stored.type}/{written.stored.id} {done}")


def _outcome(file: BulkFile, at: int, text: str) -> dict[str, object]:
    told = Problem("informational", f"file {file.number}, line {at}: {text}", severity="information")
    return operation_outcome([told])


def _refused(file: BulkFile, at: int, problems: Sequence[Problem]) -> dict[str, object]:
    told = [Problem(one.code, f"file {file.number}, line {at}: {one.text}", _inside(one.path), one.severity) for one in problems]
    return operation_outcome(told)


def _inside(path: str) -> str:
    """Say a place without the bundle around it."""
    return path.partition("].resource.")[2] if path.startswith("Bundle.entry") else path


def _outcomes(kind: str, outcomes: Sequence[object]) -> NewFile:
    content = b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in outcomes)
    return NewFile("error" if kind == "error" else "output", "OperationOutcome", content, len(outcomes))
