"""What bulk jobs ask others for: the tables they are kept in, the feed, the gate, and who is registered."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from innsyn.fhir.bundle import Bundle
from innsyn.gate.bulk import BulkFile, BulkJob, JobStatus, NewFile, Step
from innsyn.gate.clients.client import Client
from innsyn.gate.delivery.naming import Naming
from innsyn.gate.delivery.taken import Taken
from innsyn.gate.refused import Refused
from innsyn.gate.values import Change, Found, Owner, Query, Stored
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem


class Jobs(Protocol):
    """The jobs that are kept, and their files."""

    async def add(self, job: BulkJob, inputs: Sequence[NewFile] = ()) -> None:
        """Keep a new one."""

    async def get(self, id_: str) -> BulkJob | None:
        """Give one."""

    async def of_client(self, client: str) -> list[BulkJob]:
        """Give a client's."""

    async def open_jobs(self) -> list[BulkJob]:
        """Give those that are not finished."""

    async def step(self, job: BulkJob, step: Step) -> bool:
        """Let one come further."""

    async def finish(self, id_: str, status: JobStatus, now: Instant, fault: str = "") -> bool:
        """End one."""

    async def files(self, id_: str) -> list[BulkFile]:
        """Give its files."""

    async def content(self, job: BulkJob, file: BulkFile) -> bytes | None:
        """Give a file's bytes."""

    async def cancelled(self) -> list[BulkJob]:
        """Give some that were cancelled."""

    async def forget(self, job: BulkJob) -> None:
        """Throw one away."""

    async def finished_before(self, instant: Instant) -> list[BulkJob]:
        """Give some that were finished before an instant."""


class Turn(Protocol):
    """The turn to do one task."""

    async def is_held(self) -> bool:
        """Say whether it is still ours."""


class Following(Protocol):
    """The change feed."""

    async def place_at(self, instant: Instant) -> str:
        """Give a place before everything from an instant on."""

    def turn(self, task: int) -> AbstractAsyncContextManager[Turn | None]:
        """Have the turn to do one task, or None."""


class Gate(Protocol):
    """The gate for machine clients."""

    async def changes(self, client: Client, after: str | None, limit: int, now: Instant) -> tuple[list[Change], str] | Problem:
        """Give the changes a client may see."""

    async def export(self, client: Client, query: Query, now: Instant, *, whose: Owner) -> Found | Refused | Problem:
        """Search one record, logged as an export."""

    async def still_sees(self, client: Client, references: Sequence[tuple[str, str]], now: Instant) -> list[bool]:
        """Say what a client may see now."""

    async def read(self, client: Client, type_: str, id_: str, now: Instant) -> Stored | Refused | None:
        """Read one resource."""

    async def whose(self, client: Client, patient_id: str) -> Owner | None:
        """Say whose record a Patient's id names."""


Deliver = Callable[[Client, Bundle, Instant, Naming], Awaitable[Taken]]
"""Takes in changes, with conditions as the FHIR interface reads them."""


class Registry(Protocol):
    """Who is registered."""

    async def standing(self, key: str, *, now: Instant) -> Client | None:
        """Give a client as it is registered now; None when it is not any more."""
