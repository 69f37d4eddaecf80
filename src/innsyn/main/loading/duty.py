"""What whoever takes units in must know, and how to begin with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from innsyn.edge.loading.engine import SYSTEM_NAME, Loader, Sandbox
from innsyn.gate.gate import Gate
from innsyn.gate.keys import open_keys
from innsyn.kernel.clock import system_clock
from innsyn.main.keeping import blob_place
from innsyn.main.settings import Settings
from innsyn.record.record import Record

_CONNECTIONS = 6


@dataclass(frozen=True, slots=True)
class Duty:
    """dsn: a migrated database. organisation: number of who delivers. sandbox: None for a record of real people. run: names the load."""

    settings: Settings = field(repr=False)
    dsn: str = field(repr=False)
    organisation: str
    sandbox: Sandbox | None
    run: UUID


@asynccontextmanager
async def loader(duty: Duty) -> AsyncIterator[Loader]:
    """Have somebody who takes units in while the block lasts."""
    record = await Record.open(duty.dsn, blobs=blob_place(duty.settings), size=_CONNECTIONS)
    try:
        gate = Gate(record, open_keys(duty.settings.data, duty.settings.seal_key))
        actor = await gate.actors.system(SYSTEM_NAME, organisation=duty.organisation)
        yield Loader(gate, actor, system_clock, duty.sandbox, duty.run)
    finally:
        await record.close()
