"""The gate's door for systems that deliver for the operator: all that a delivery asks of it."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from innsyn.gate.directory import Directory
from innsyn.gate.refused import Refused
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.query import Query
from innsyn.record.stored import Conflict, Found, Owner, Write, Written


class Door(Protocol):
    """What `Gate` gives to deliveries; told there."""

    @property
    def directory(self) -> Directory:
        """Give the directories."""
        ...

    async def open_delivery(self, actor: Actor, owner: Owner, now: Instant, *, visit_id: UUID | None = None) -> Visit | Refused:
        """Open a record for a system that delivers into it."""
        ...

    async def search(self, visit: Visit, query: Query, now: Instant) -> Found | Refused | Problem:
        """Search the visit's record."""
        ...

    async def write(self, visit: Visit, writes: Sequence[Write], now: Instant) -> tuple[Written, ...] | Conflict | Refused:
        """Append versions, all or none."""
        ...

    async def write_directory(self, actor: Actor, writes: Sequence[Write], now: Instant) -> tuple[Written, ...] | Conflict | Refused:
        """Append to the directories and catalogues."""
        ...

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in."""
        ...

    async def find_whose(
        self, actor: Actor, type_: str, identifier: tuple[str, str], now: Instant, visit_id: Callable[[Owner], UUID]
    ) -> Owner | None:
        """Find whose record has a resource with an identifier."""
        ...

    async def patient_in(self, owner: Owner) -> str | None:
        """Say the id of the Patient whose record this is."""
        ...
