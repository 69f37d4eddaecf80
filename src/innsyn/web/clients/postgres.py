"""Clients in PostgreSQL: each act is one statement that also writes down who did it and moves the count of changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.clients.client import By, ClientEvent, RegisteredClient
from innsyn.web.clients.store import ClientsUnavailable
from innsyn.web.sessions.away import AWAY

COLUMNS = "client_id, name, organisation, keys, keys_url, scopes, allows_bearer, contact, login_client, version, revoked_at"

_TOLD = """
, told as (
  insert into web_client_event (client_id, kind, at, by_key, by_name) select client_id, $2, $3, $4, $5 from done
), counted as (
  update web_client_changes set changes = changes + 1 where exists (select from done)
)
select client_id from done"""

_ADD = f"""
with done as (
  insert into web_client (client_id, name, organisation, keys, keys_url, scopes, allows_bearer, contact, login_client, version)
  values ($1, $6, $7, $8, $9, $10, $11, $12, $13, 1) on conflict do nothing returning client_id
){_TOLD}"""

_CHANGE = f"""
with done as (
  update web_client set name = $6, keys = $7, keys_url = $8, scopes = $9, allows_bearer = $10, contact = $11, login_client = $12,
    version = version + 1
  where client_id = $1 and version = $13 and revoked_at is null returning client_id
){_TOLD}"""

_REVOKE = f"""
with done as (
  update web_client set revoked_at = $3, version = version + 1 where client_id = $1 and revoked_at is null returning client_id
){_TOLD}"""


class PostgresClients:
    """Implements `Clients`. Raises ClientsUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        """Use `pool`."""
        self._pool = pool

    async def add(self, client: RegisteredClient, *, by: By, now: Instant) -> bool:
        """Register a client."""
        how = (client.keys, client.keys_url, client.scopes, client.allows_bearer, client.contact, client.login_client)
        return await self._did(_ADD, client.client_id, "added", now, by, client.name, client.organisation, *how)

    async def find(self, client_id: str) -> RegisteredClient | None:
        """Find a client."""
        async with reached(self._pool) as connection:
            row = await connection.fetchrow(f"select {COLUMNS} from web_client where client_id = $1", client_id)
        return RegisteredClient(**row) if row else None

    async def of(self, organisation: str | None) -> tuple[RegisteredClient, ...]:
        """List clients."""
        wanted = f"select {COLUMNS} from web_client where $1::text is null or organisation = $1 order by name, client_id"
        async with reached(self._pool) as connection:
            rows = await connection.fetch(wanted, organisation)
        return tuple(RegisteredClient(**row) for row in rows)

    async def change(self, client: RegisteredClient, *, by: By, now: Instant) -> bool:
        """Replace what is registered."""
        how = (client.keys, client.keys_url, client.scopes, client.allows_bearer, client.contact, client.login_client)
        return await self._did(_CHANGE, client.client_id, "changed", now, by, client.name, *how, client.version)

    async def revoke(self, client_id: str, *, by: By, now: Instant) -> bool:
        """End a client."""
        return await self._did(_REVOKE, client_id, "revoked", now, by)

    async def events(self, client_id: str) -> tuple[ClientEvent, ...]:
        """List what has happened."""
        wanted = "select kind, at, by_key, by_name from web_client_event where client_id = $1 order by id"
        async with reached(self._pool) as connection:
            rows = await connection.fetch(wanted, client_id)
        return tuple(ClientEvent(row["kind"], row["at"], By(row["by_key"], row["by_name"])) for row in rows)

    async def _did(self, statement: str, client_id: str, kind: str, now: Instant, by: By, *values: object) -> bool:
        async with reached(self._pool) as connection:
            return await connection.fetchval(statement, client_id, kind, now, by.key, by.name, *values) is not None


@asynccontextmanager
async def reached(pool: "asyncpg.Pool[Any]") -> AsyncIterator[Any]:
    """Have a connection while the block lasts. Raises ClientsUnavailable when the database is away."""
    try:
        async with pool.acquire(timeout=5) as connection:
            yield connection
    except AWAY as problem:
        raise ClientsUnavailable from problem
