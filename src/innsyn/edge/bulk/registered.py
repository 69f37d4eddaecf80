"""Who a job is done for: its client as it is registered now, with no more scopes than it asked with."""

from dataclasses import replace

from innsyn.edge.bulk.ports import Registry
from innsyn.gate.bulk import BulkJob
from innsyn.gate.clients.client import Client
from innsyn.gate.scopes import Scopes
from innsyn.kernel.clock import Instant


async def still_registered(registry: Registry, job: BulkJob, now: Instant) -> Client | None:
    """Give a job's client with those scopes that it had and has still; None when it is not registered, or none is left."""
    client = await registry.standing(job.client, now=now)
    if client is None or client.context != "system":
        return None
    both = Scopes.parse(job.scopes).meet(client.granted)
    return replace(client, scopes=both) if both.all else None
