"""Brings the web layer's own tables to the shape this program needs: forward only, once, whoever starts first."""

import hashlib
from pathlib import Path
from typing import Any

import asyncpg

_FOLDER = Path(__file__).parent.parent / "migrations"
_LOCK = "select pg_advisory_xact_lock(1852404595, 2)"
_TABLE = "create table if not exists web_migration (name text primary key, checksum text not null)"


class EditedMigration(Exception):
    """A migration was edited after it was applied: restore it and add a new one."""


async def migrate_sessions(dsn: str) -> list[str]:
    """Apply what is missing.

    dsn: PostgreSQL 15 or newer. Returns the names of those applied now. Raises EditedMigration."""
    known = [(path.name, path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.sql"))]
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute(_LOCK)
            await connection.execute(_TABLE)
            return [name for name, text in known if await _apply(connection, name, text)]
    finally:
        await connection.close()


async def _apply(connection: Any, name: str, text: str) -> bool:
    checksum = hashlib.sha256(text.encode()).hexdigest()
    standing = await connection.fetchval("select checksum from web_migration where name = $1", name)
    if standing is not None and standing != checksum:
        raise EditedMigration(name)
    if standing is None:
        await connection.execute(text)
        await connection.execute("insert into web_migration values ($1, $2)", name, checksum)
    return standing is None
