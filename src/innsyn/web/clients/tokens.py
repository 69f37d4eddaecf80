"""What is remembered of tokens, in PostgreSQL: what was used, what was taken back, and for whom a person's token stands."""

from typing import Any

import asyncpg

from innsyn.kernel.clock import Instant
from innsyn.web.clients.client import RegisteredClient
from innsyn.web.clients.postgres import COLUMNS, reached
from innsyn.web.clients.store import Standing
from innsyn.web.sessions.envelope import RandomBytes, mark_of, opened, place_of, sealed

_SPEND = """
insert into web_token_spent as s (mark, ends_at) values ($1, $2)
on conflict (mark) do update set ends_at = $2 where s.ends_at <= $3 returning true"""

_TAKE_BACK = """
with done as (insert into web_token_revoked (mark, ends_at) values ($1, $2) on conflict do nothing returning mark)
update web_client_changes set changes = changes + 1 where exists (select from done)"""

_SWEEP = ("web_token_spent", "web_token_revoked", "web_token_grant")


class PostgresTokens:
    """Implements `TokenMemory`. Raises ClientsUnavailable when the database is away."""

    def __init__(self, pool: "asyncpg.Pool[Any]", *, random_bytes: RandomBytes) -> None:
        """Use `pool`. random_bytes: says that many unguessable bytes."""
        self._pool = pool
        self._random_bytes = random_bytes

    async def spend(self, word: str, *, until: Instant, now: Instant) -> bool:
        """Say whether this word is new, of all that any process has seen."""
        async with reached(self._pool) as connection:
            return bool(await connection.fetchval(_SPEND, mark_of(word, "spent"), until, now))

    async def keep_grant(self, token: str, grant: bytes, *, until: Instant) -> None:
        """Keep for whom a token stands."""
        body = sealed(grant, token=token, random_bytes=self._random_bytes)
        async with reached(self._pool) as connection:
            await connection.execute(
                "insert into web_token_grant (place, body, ends_at) values ($1, $2, $3)", place_of(token), body, until
            )  # fmt: skip

    async def grant(self, token: str, *, now: Instant) -> bytes | None:
        """Say what was kept for a token."""
        wanted = "select body from web_token_grant where place = $1 and ends_at > $2"
        async with reached(self._pool) as connection:
            body = await connection.fetchval(wanted, place_of(token), now)
        return opened(body, token=token) if body else None

    async def take_back(self, token_id: str, *, until: Instant) -> None:
        """Have a token refused."""
        async with reached(self._pool) as connection:
            await connection.execute(_TAKE_BACK, mark_of(token_id, "token"), until)

    async def standing(self, known: Standing | None) -> Standing:
        """Say what holds now. The count is read first: what is read after it may be newer, and is then read once more, never older."""
        async with reached(self._pool) as connection:
            changes = await connection.fetchval("select changes from web_client_changes")
            if known is not None and changes == known.changes:
                return known
            clients = await connection.fetch(f"select {COLUMNS} from web_client")
            revoked = await connection.fetch("select mark from web_token_revoked")
        found = {client["client_id"]: RegisteredClient(**client) for client in clients}
        return Standing(changes, found, frozenset(row["mark"] for row in revoked))

    async def sweep(self, *, now: Instant) -> None:
        """Throw away what has ended. Nothing depends on it: what has ended is never believed."""
        async with reached(self._pool) as connection:
            for table in _SWEEP:
                await connection.execute(f"delete from {table} where ends_at < $1", now)
