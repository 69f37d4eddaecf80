"""Keeps bulk jobs and their files: encrypted under a key that each job has alone, and thrown away with it.

Source: Bulk Data Access 2.0.0; docs/adr/0022-bulk.md. A job's new files and its new position are one transaction, so that one that is
killed goes on where its last file ended, with nothing missing and nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from innsyn.kernel.clock import Instant
from innsyn.record.blobs import Blobs
from innsyn.record.bulk_job import BulkFile, BulkJob, JobStatus, NewFile
from innsyn.record.connections import Connections

_COLUMNS = (
    "j.id, j.kind, j.client, j.scopes, j.request, j.asked, j.owner, j.status, j.created_at, j.position, j.told, j.fault, j.finished_at"
)
_ADD = """
insert into bulk_job (id, kind, client, scopes, request, asked, owner, status, created_at, position)
values ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9)"""
_GET = f"select {_COLUMNS} from bulk_job j where j.id = $1"
_OF_CLIENT = f"select {_COLUMNS} from bulk_job j where j.client = $1 order by j.id"
_OPEN = f"select {_COLUMNS} from bulk_job j where j.status = 'open' order by j.created_at, j.id"
_STEP = """
update bulk_job set position = $3, told = told + $4 where id = $1 and position = $2 and status = 'open'
returning (select coalesce(max(f.number), 0) from bulk_file f where f.job = bulk_job.id) as files"""
_ADD_FILE = "insert into bulk_file (job, number, kind, type, digest, lines) values ($1, $2, $3, $4, $5, $6)"
_FINISH = "update bulk_job set status = $2, finished_at = $3, fault = $4 where id = $1 and status = 'open' returning id"
_FILES = "select number, kind, type, digest, lines from bulk_file where job = $1 order by number"
_OLD = f"select {_COLUMNS} from bulk_job j where j.finished_at < $1 order by j.finished_at limit 100"
_CANCELLED = f"select {_COLUMNS} from bulk_job j where j.status = 'cancelled' limit 100"
_REMOVE = "delete from bulk_job where id = $1"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job has come. before, after: positions. told: resources since `before`. files: what came of them."""

    before: str
    after: str
    told: int = 0
    files: Sequence[NewFile] = ()


class FilesNotSet(Exception):
    """The record was opened without a place for blobs, and so for files."""


class Exporting:
    """The tables `bulk_job` and `bulk_file`, and the files' bytes."""

    def __init__(self, connections: Connections, blobs: Blobs | None) -> None:
        """Take the record's connections and blobs."""
        self._connections, self._blobs = connections, blobs

    async def add(self, job: BulkJob, inputs: Sequence[NewFile] = ()) -> None:
        """Keep a new job, with the files it was given."""
        digests = [await self._kept().put(job.owner, each.content) for each in inputs]
        async with self._connections.transaction() as connection:
            values = (job.id, job.kind, job.client, job.scopes, job.request, job.asked, job.owner, job.created_at, job.position)
            await connection.execute(_ADD, *values)
            for number, (each, digest) in enumerate(zip(inputs, digests, strict=True), 1):
                await connection.execute(_ADD_FILE, job.id, number, each.kind, each.type, digest, each.lines)

    async def get(self, id_: str) -> BulkJob | None:
        """Give one job, None when there is none."""
        found = await self._connections.fetch(_GET, id_)
        return _job(found[0]) if found else None

    async def of_client(self, client: str) -> list[BulkJob]:
        """Give a client's jobs."""
        return [_job(row) for row in await self._connections.fetch(_OF_CLIENT, client)]

    async def open_jobs(self) -> list[BulkJob]:
        """Give the jobs that are not finished, oldest first."""
        return [_job(row) for row in await self._connections.fetch(_OPEN)]

    async def step(self, job: BulkJob, step: Step) -> bool:
        """Let a job come further, with the files that came of it.

        Returns False, with nothing noted, when it is not open any more or somebody else has gone on with it."""
        digests = [await self._kept().put(job.owner, each.content) for each in step.files]
        async with self._connections.transaction() as connection:
            last = await connection.fetchval(_STEP, job.id, step.before, step.after, step.told)
            if last is None:
                return False
            for number, (each, digest) in enumerate(zip(step.files, digests, strict=True), last + 1):
                await connection.execute(_ADD_FILE, job.id, number, each.kind, each.type, digest, each.lines)
        return True

    async def finish(self, id_: str, status: JobStatus, now: Instant, fault: str = "") -> bool:
        """Let an open job be done, failed or cancelled. Returns whether it was open."""
        return bool(await self._connections.fetch(_FINISH, id_, status, now, fault))

    async def files(self, id_: str) -> list[BulkFile]:
        """Give a job's files."""
        rows = await self._connections.fetch(_FILES, id_)
        return [BulkFile(row["number"], row["kind"], row["type"], row["digest"], row["lines"]) for row in rows]

    async def content(self, job: BulkJob, file: BulkFile) -> bytes | None:
        """Give a file's bytes, None when they are gone."""
        return await self._kept().get(job.owner, file.digest)

    async def forget(self, job: BulkJob) -> None:
        """Throw away a job, its files and the key they could be read with."""
        if self._blobs is not None:
            await self._blobs.forget(job.owner, [file.digest for file in await self.files(job.id)])
        await self._connections.fetch(_REMOVE, job.id)

    async def finished_before(self, instant: Instant) -> list[BulkJob]:
        """Give some jobs that were finished before an instant."""
        return [_job(row) for row in await self._connections.fetch(_OLD, instant)]

    async def cancelled(self) -> list[BulkJob]:
        """Give some jobs that were cancelled."""
        return [_job(row) for row in await self._connections.fetch(_CANCELLED)]

    def _kept(self) -> Blobs:
        if self._blobs is None:
            raise FilesNotSet
        return self._blobs


def _job(row: Any) -> BulkJob:
    return BulkJob(
        id=row["id"],
        kind=row["kind"],
        client=row["client"],
        scopes=row["scopes"],
        request=row["request"],
        asked=row["asked"],
        owner=row["owner"],
        status=row["status"],
        created_at=row["created_at"],
        position=row["position"],
        told=row["told"],
        fault=row["fault"],
        finished_at=row["finished_at"],
    )
