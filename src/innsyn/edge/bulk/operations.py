"""What a client asks of bulk jobs: to begin one, how far it is, its files, and to stop it. Only its own.

Source: Bulk Data Access 2.0.0: kick-off, status, delete and output file requests.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from innsyn.edge.bulk.asked import Level, Translate, parameters_of, read_asked
from innsyn.edge.bulk.exporting import BEGINNING
from innsyn.edge.bulk.importing import START
from innsyn.edge.bulk.ports import Gate, Jobs
from innsyn.edge.bulk.worker import FILES_LAST
from innsyn.fhir.definitions.tables import resource_types
from innsyn.gate.bulk import BulkFile, BulkJob, NewFile
from innsyn.gate.clients.client import Client
from innsyn.gate.values import Owner, Stored
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem

Pairs = Sequence[tuple[str, str]]

STATUS, FILE = "$bulk-status", "$bulk-file"
NDJSON = "application/fhir+ndjson"

ABSENT = Problem("not-found", "there is no such job or file")
_NOT_A_SYSTEM = Problem("forbidden", "only a system that comes by itself can do this, with system/ scopes")
_ASYNC = Problem("invalid", "this is answered later: send Prefer: respond-async")
_BUSY = Problem("throttled", "this client has as many jobs under way as one may have", details={"status": "429"})
_NO_GROUP = Problem("not-found", "there is no such Group")
_NO_INPUT = Problem("required", "an import needs inputs, each with its type and its data as base64Binary", "Parameters.parameter")
_BY_URL = Problem("not-supported", "files are sent with the request, as data: addresses are not fetched", "Parameters.parameter")
_MOST_JOBS, _MOST_INPUTS, _SOON_S = 5, 100, 60


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer. body: bytes of media_type, or None. headers: more to send."""

    status: int
    body: bytes | None = None
    media_type: str | None = None
    headers: Pairs = ()


class BulkOperations:
    """`$export`, `$import`, and what follows them."""

    def __init__(
        self, jobs: Jobs, gate: Gate, translate: Translate, new_id: Callable[[], str], new_owner: Callable[[], Owner], base: str
    ) -> None:
        """new_id, new_owner: of jobs, and of their files. base: our FHIR address, no slash at its end."""
        self._jobs, self._gate, self._translate, self._base = jobs, gate, translate, base
        self._new_id, self._new_owner = new_id, new_owner

    async def export(
        self, client: Client, level: Level, group: str | None, parameters: Pairs, prefer: str, path: str, now: Instant
    ) -> Answered | list[Problem]:  # fmt: skip
        """Begin an export. prefer: the header. path: the address asked at, below the base."""
        no = await self._no(client, prefer)
        if no is not None:
            return [no]
        if group is not None:
            found = await self._gate.read(client, "Group", group, now)
            if not isinstance(found, Stored) or found.deleted:
                return [_NO_GROUP]
        asked = read_asked(level, group, parameters, self._translate, is_lenient="handling=lenient" in prefer.replace(" ", ""))
        if isinstance(asked, list):
            return asked
        return await self._begun(self._job(client, "export", path, asked.written(), BEGINNING, now))

    async def import_(
        self, client: Client, resource: Mapping[str, Any] | None, prefer: str, now: Instant
    ) -> Answered | list[Problem]:  # fmt: skip
        """Begin an import of the files that came with the request."""
        no = await self._no(client, prefer)
        if no is not None:
            return [no]
        inputs = _inputs(resource)
        if isinstance(inputs, Problem):
            return [inputs]
        return await self._begun(self._job(client, "import", "$import", "{}", START, now), inputs)

    async def status(self, client: Client, id_: str, now: Instant) -> Answered | list[Problem]:
        """Say how far a job is; when it is done, its manifest."""
        job = await self._own(client, id_)
        if job is None:
            return [ABSENT]
        if job.status == "failed":
            return [Problem("exception", job.fault, details={"status": "500"})]
        if job.status == "open":
            headers = [
                ("x-progress", f"{job.told} resources"),
                ("retry-after", "2" if (now - job.created_at).total_seconds() < 60 else "10"),
            ]
            return Answered(202, headers=headers)
        files = [file for file in await self._jobs.files(job.id) if file.kind != "input"]
        expires = (job.finished_at or now) + FILES_LAST
        headers = [("expires", expires.strftime("%a, %d %b %Y %H:%M:%S GMT"))]
        return Answered(200, self._manifest(job, files), "application/json", headers)

    async def cancel(self, client: Client, id_: str, now: Instant) -> Answered | list[Problem]:
        """Stop a job, or throw away what it made."""
        job = await self._own(client, id_)
        if job is None:
            return [ABSENT]
        if not await self._jobs.finish(job.id, "cancelled", now):
            await self._jobs.forget(job)
        return Answered(202)

    async def file(self, client: Client, id_: str, number: str, now: Instant) -> Answered | list[Problem]:
        """Give one file of a finished job; of what was exported only what the client may see still."""
        job = await self._own(client, id_)
        if job is None or job.status != "done" or not number.isdigit():
            return [ABSENT]
        file = next((one for one in await self._jobs.files(job.id) if one.number == int(number) and one.kind != "input"), None)
        content = await self._jobs.content(job, file) if file is not None else None
        if file is None or content is None:
            return [ABSENT]
        if job.kind == "export" and file.kind == "output":
            content = await self._still_seen(client, file, content, now)
        return Answered(200, content, NDJSON)

    async def _still_seen(self, client: Client, file: BulkFile, content: bytes, now: Instant) -> bytes:
        lines = content.splitlines(keepends=True)
        references = [(file.type, str(json.loads(line).get("id", ""))) for line in lines]
        seen = await self._gate.still_sees(client, references, now)
        return b"".join(line for line, is_seen in zip(lines, seen, strict=True) if is_seen)

    async def _no(self, client: Client, prefer: str) -> Problem | None:
        if client.context != "system" or client.actor.kind != "system" or not client.client_id:
            return _NOT_A_SYSTEM
        if "respond-async" not in prefer:
            return _ASYNC
        under_way = [job for job in await self._jobs.of_client(client.client_id) if job.status == "open"]
        return _BUSY if len(under_way) >= _MOST_JOBS else None

    def _job(self, client: Client, kind: str, path: str, asked: str, position: str, now: Instant) -> BulkJob:
        return BulkJob(
            id=self._new_id(),
            kind="import" if kind == "import" else "export",
            client=client.client_id,
            scopes=str(client.granted),
            request=f"{self._base}/{path}",
            asked=asked,
            owner=self._new_owner(),
            created_at=now,
            position=position,
        )

    async def _begun(self, job: BulkJob, inputs: Sequence[NewFile] = ()) -> Answered:
        await self._jobs.add(job, inputs)
        return Answered(202, headers=[("content-location", f"{self._base}/{STATUS}?job={job.id}")])

    async def _own(self, client: Client, id_: str) -> BulkJob | None:
        job = await self._jobs.get(id_)
        is_own = job is not None and job.client == client.client_id and client.context == "system" and job.status != "cancelled"
        return job if is_own else None

    def _manifest(self, job: BulkJob, files: Sequence[BulkFile]) -> bytes:
        def listed(kind: str) -> list[dict[str, object]]:
            return [
                {"type": one.type, "url": f"{self._base}/{FILE}?job={job.id}&file={one.number}", "count": one.lines}
                for one in files
                if one.kind == kind
            ]

        manifest = {
            "transactionTime": job.created_at.isoformat(timespec="milliseconds"),
            "request": job.request,
            "requiresAccessToken": True,
            "output": listed("output"),
            "deleted": listed("deleted"),
            "error": listed("error"),
        }
        return json.dumps(manifest).encode()


def _inputs(resource: Mapping[str, Any] | None) -> list[NewFile] | Problem:
    """Read the files of an import: each `input` has parts `type` and `data`."""
    listed = [] if resource is None else resource.get("parameter", [])
    parts = [dict(_part(each) for each in one.get("part", ())) for one in listed if one.get("name") == "input"]
    if not parts or len(parts) > _MOST_INPUTS:
        return _NO_INPUT
    files = []
    for each in parts:
        if "url" in each:
            return _BY_URL
        try:
            content = base64.b64decode(each.get("data", ""), validate=True)
        except (binascii.Error, ValueError):
            return _NO_INPUT
        type_ = each.get("type", "")
        if not content.strip() or (type_ and type_ not in resource_types()):
            return _NO_INPUT
        files.append(NewFile("input", type_, content, content.count(b"\n")))
    return files


def _part(part: Mapping[str, Any]) -> tuple[str, str]:
    value = next((value for key, value in part.items() if key.startswith("value")), "")
    return str(part.get("name", "")), value if isinstance(value, str) else ""


__all__ = ["ABSENT", "FILE", "NDJSON", "STATUS", "Answered", "BulkOperations", "parameters_of"]
