"""A bulk job and its files, as they are kept.

Source: Bulk Data Access 2.0.0; docs/adr/0022-bulk.md.
"""

from dataclasses import dataclass
from typing import Literal

from innsyn.kernel.clock import Instant
from innsyn.record.stored import Owner

JobKind = Literal["export", "import"]
JobStatus = Literal["open", "done", "failed", "cancelled"]
FileKind = Literal["output", "deleted", "error", "input"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkJob:
    """One job.

    client: the registered client's id. scopes: those it had when it asked. request: the address it was asked at. asked: what for, as JSON.
    owner: of its files alone. position: how far it has come. told: resources so far. fault: why it failed."""

    id: str
    kind: JobKind
    client: str
    scopes: str
    request: str
    asked: str
    owner: Owner
    status: JobStatus = "open"
    created_at: Instant
    position: str
    told: int = 0
    fault: str = ""
    finished_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class BulkFile:
    """One file of a job. number: from 1. type: of the resources in it. digest: by which its bytes are found. lines: how many."""

    number: int
    kind: FileKind
    type: str
    digest: str
    lines: int


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep. content: NDJSON."""

    kind: FileKind
    type: str
    content: bytes
    lines: int
