"""Keeps subscriptions: what was asked for, its status, and how its receiver answers.

Source: FHIR R4 4.0.1, subscription.html; docs/adr/0021-subscriptions.md. Events are in `subscription_events.py`.
"""

from dataclasses import replace
from typing import Any

from innsyn.kernel.clock import Instant
from innsyn.record.connections import Connections
from innsyn.record.subscribed import NO_FAULT, Fault, Subscribed, SubscriptionStatus

_COLUMNS = (
    "s.id, s.client, s.scopes, s.version, s.changed_at, s.resource, s.secrets, s.status, s.fault_code, s.fault, s.position, s.since,"
    " s.last_event, s.attempts, s.failing_since, s.due_at, s.spoke_at"
)
_ADD = """
insert into subscription (id, client, scopes, version, changed_at, resource, secrets, status, position, since, due_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"""
_GET = f"select {_COLUMNS} from subscription s where s.id = $1"
_OF_CLIENT = f"select {_COLUMNS} from subscription s where s.client = $1 order by s.id"
_AT_WORK = f"""
select {_COLUMNS}, exists (select from subscription_event e where e.subscription = s.id and e.settled is null) as is_waiting
from subscription s where s.status <> 'off' order by s.id"""
_CHANGE = """
update subscription set version = version + 1, changed_at = $3, resource = $4, secrets = $5, status = $6, scopes = $7, position = $8,
  since = $9, fault_code = '', fault = '', attempts = 0, failing_since = null, due_at = $3
where id = $1 and version = $2 returning version"""
_REMOVE = "delete from subscription where id = $1 and ($2::integer is null or version = $2) returning id"
_TURN = """
update subscription set version = version + 1, changed_at = $3, status = $4, fault_code = $5, fault = $6, attempts = 0,
  failing_since = null, due_at = $3, spoke_at = case when $4 = 'active' then $3 else spoke_at end
where id = $1 and version = $2 returning id"""
_FAIL = """
update subscription set attempts = attempts + 1, failing_since = coalesce(failing_since, $2), due_at = $3, fault_code = $4, fault = $5
where id = $1"""
_SPEAK = """
update subscription set attempts = 0, failing_since = null, fault_code = '', fault = '', due_at = $2, spoke_at = $2 where id = $1"""


class Subscribing:
    """The table `subscription`."""

    def __init__(self, connections: Connections) -> None:
        """Take the record's connections."""
        self._connections = connections

    async def add(self, one: Subscribed) -> None:
        """Keep a new subscription."""
        await self._connections.fetch(
            _ADD,
            one.id,
            one.client,
            one.scopes,
            one.version,
            one.changed_at,
            one.resource,
            one.secrets,
            one.status,
            one.position,
            one.since,
            one.due_at,
        )

    async def get(self, id_: str) -> Subscribed | None:
        """Give one subscription, None when there is none."""
        found = await self._connections.fetch(_GET, id_)
        return _subscribed(found[0]) if found else None

    async def of_client(self, client: str) -> list[Subscribed]:
        """Give a client's subscriptions, by id."""
        return [_subscribed(row) for row in await self._connections.fetch(_OF_CLIENT, client)]

    async def at_work(self) -> list[Subscribed]:
        """Give all that are not off, by id."""
        return [replace(_subscribed(row), is_waiting=row["is_waiting"]) for row in await self._connections.fetch(_AT_WORK)]

    async def change(self, one: Subscribed, now: Instant) -> bool:
        """Let the client's change stand, if `one.version` is still the one that stands. What went wrong before is forgotten."""
        return bool(
            await self._connections.fetch(
                _CHANGE, one.id, one.version, now, one.resource, one.secrets, one.status, one.scopes, one.position, one.since
            )
        )

    async def remove(self, id_: str, version: int | None) -> bool:
        """Remove a subscription with its events. version: only while that one stands; None for whichever."""
        return bool(await self._connections.fetch(_REMOVE, id_, version))

    async def turn(self, one: Subscribed, status: SubscriptionStatus, now: Instant, fault: Fault = NO_FAULT) -> bool:
        """Let a subscription have another status, if nobody has changed it since `one` was read."""
        return bool(await self._connections.fetch(_TURN, one.id, one.version, now, status, fault.code, fault.text))

    async def failed(self, id_: str, fault: Fault, now: Instant, due_at: Instant) -> None:
        """Note that the receiver did not take what it was sent. due_at: when it is tried again."""
        await self._connections.fetch(_FAIL, id_, now, due_at, fault.code, fault.text)

    async def spoke(self, id_: str, now: Instant) -> None:
        """Note that the receiver took what it was sent: nothing is wrong any more."""
        await self._connections.fetch(_SPEAK, id_, now)


def _subscribed(row: Any) -> Subscribed:
    return Subscribed(
        id=row["id"],
        client=row["client"],
        scopes=row["scopes"],
        version=row["version"],
        changed_at=row["changed_at"],
        resource=row["resource"],
        secrets=row["secrets"],
        status=row["status"],
        fault=Fault(row["fault_code"], row["fault"]),
        position=row["position"],
        since=row["since"],
        last_event=row["last_event"],
        attempts=row["attempts"],
        failing_since=row["failing_since"],
        due_at=row["due_at"],
        spoke_at=row["spoke_at"],
    )
