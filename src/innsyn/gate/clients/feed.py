"""The change feed as a machine client may see it: which versions of what, nothing of what they say.

Not logged, since nothing goes out: whatever is told of a change later is read, decided on and logged then.
Source: docs/adr/0021-subscriptions.md; docs/spec/access.md#AC-14.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from innsyn.gate.access import Access, Permit
from innsyn.gate.clients.client import Client
from innsyn.gate.clients.directories import Directories
from innsyn.gate.clients.narrowed import both
from innsyn.gate.clients.whereabouts import Whereabouts
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

    def __init__(self, record: Record, access: Access, directories: Directories, whereabouts: Whereabouts) -> None:
        """directories: what belongs to nobody."""
        self._record, self._access, self._directories, self._whereabouts = record, access, directories, whereabouts

    async def changes(self, client: Client, after: str | None, limit: int, now: Instant) -> tuple[list[Change], str] | Problem:
        """Give the next changes a client may see. See `ClientGate.changes`."""
        found = await self._record.changes(after, limit)
        if isinstance(found, Problem):
            return found
        changes, later = found
        likely = [one for one in changes if client.may("read", one.type) and client.context == "system"]
        permits = await self._permits(client, {one.owner for one in likely}, now)
        seen = await asyncio.gather(*[self._may_see(client, one, permits) for one in likely])
        return [one for one, is_seen in zip(likely, seen, strict=True) if is_seen], later

    async def still_sees(self, client: Client, references: Sequence[tuple[str, str]], now: Instant) -> list[bool]:
        """Say of resources whether a client may see them now. See `ClientGate.still_sees`."""
        owners = await asyncio.gather(*[self._whereabouts.locate(type_, id_) for type_, id_ in references])
        permits = await self._permits(client, {owner for owner in owners if owner is not None}, now)

        async def is_seen(owner: Owner | None, type_: str, id_: str) -> bool:
            if owner is None or not client.may("read", type_):
                return False
            if owner == SHARED:
                return isinstance(await self._directories.read(client, type_, id_), Stored)
            return await self._holds(client, owner, type_, id_, permits)

        return await asyncio.gather(*[is_seen(owner, *each) for owner, each in zip(owners, references, strict=True)])

    async def _permits(self, client: Client, owners: Iterable[Owner], now: Instant) -> dict[Owner, Permit | None]:
        several = [owner for owner in owners if owner != SHARED]
        permits = await asyncio.gather(*[self._permit(client, owner, now) for owner in several])
        return dict(zip(several, permits, strict=True))

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
        return await self._holds(client, one.owner, one.type, one.id, permits)

    async def _holds(self, client: Client, owner: Owner, type_: str, id_: str, permits: Mapping[Owner, Permit | None]) -> bool:
        permit = permits[owner]
        if permit is None:
            return False
        conditions = [both(permit.condition, client.condition("read", type_))]
        return await self._record.holding(owner=owner, type=type_, id=id_, conditions=conditions) == (True,)
