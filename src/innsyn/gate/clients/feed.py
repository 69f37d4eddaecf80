"""The change feed as a machine client may see it: which versions of what, nothing of what they say.

Not logged, since nothing goes out: whatever is told of a change later is read, decided on and logged then.
Source: docs/adr/0021-subscriptions.md; docs/spec/access.md#AC-14.
"""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid5

from innsyn.gate.access import Access, Permit
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.directories import Directories
from innsyn.gate.clients.narrowed import both
from innsyn.gate.grounds import CLIENT
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Problem
from innsyn.record.ids import patient_id
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Change, Owner, Stored

_FOLLOWERS = UUID("c3f0a9de-6a55-5c1f-8a44-0f2f5f1f9c33")
"""Namespace of visits that are only thought: what a client would see if it came. They are opened nowhere."""

_THOUGHT_LASTS = timedelta(minutes=1)


class ClientFeed:
    """changes."""

    def __init__(self, record: Record, access: Access, directories: Directories) -> None:
        """directories: what belongs to nobody."""
        self._record, self._access, self._directories = record, access, directories

    async def changes(self, client: Client, after: str | None, limit: int, now: Instant) -> tuple[list[Change], str] | Problem:
        """Give the next changes a client may see. See `ClientGate.changes`."""
        found = await self._record.changes(after, limit)
        if isinstance(found, Problem):
            return found
        changes, later = found
        likely = [one for one in changes if client.may("read", one.type) and client.context == "system"]
        permits = {owner: await self._permit(client, owner, now) for owner in {one.owner for one in likely} - {SHARED}}
        seen = await asyncio.gather(*[self._may_see(client, one, permits) for one in likely])
        return [one for one, is_seen in zip(likely, seen, strict=True) if is_seen], later

    async def _permit(self, client: Client, owner: Owner, now: Instant) -> Permit | None:
        """Say what the client would see in a record, on facts read anew; None for nothing."""
        visit = Visit(
            id=uuid5(_FOLLOWERS, f"{client.client_id}/{client.actor.organisation}/{owner}"),
            owner=owner,
            patient_id=patient_id(owner),
            actor=client.actor,
            role="system",
            ground=CLIENT,
            opened_at=now,
            expires_at=now + _THOUGHT_LASTS,
        )
        permit = await self._access.fresh_permit(visit, "read", now)
        return permit if isinstance(permit, Permit) else None

    async def _may_see(self, client: Client, one: Change, permits: dict[Owner, Permit | None]) -> bool:
        if one.owner == SHARED:
            return isinstance(await self._directories.vread(client, one.type, one.id, one.version), Stored)
        permit = permits[one.owner]
        if permit is None:
            return False
        conditions = [both(permit.condition, client.condition("read", one.type))]
        held = await self._record.holding(owner=one.owner, type=one.type, id=one.id, conditions=conditions)
        return held == (True,)
