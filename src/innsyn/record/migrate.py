"""Brings a database to the shape this program needs: forward only, once, whoever starts first."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import asyncpg

from innsyn.record.distribute import has_citus, spread_tables
from innsyn.record.refilling import Progress, refill
from innsyn.record.unavailable import reaching_the_database
from innsyn.record.walk_indexes import build_walk_indexes

_LOCK = "select pg_try_advisory_lock(1852404595, 1)"
_WAIT_S = 0.1
"""Whoever waits for the lock asks again and again: one who waited inside a statement would hold up the building of indexes."""
_UNLOCK = "select pg_advisory_unlock(1852404595, 1)"
_TABLE = "create table if not exists migration (number integer primary key, name text not null, checksum text not null)"
_NEWEST_TRANSACTION = """
select greatest(
  (select tx from version order by tx desc, row desc limit 1), (select tx from log_entry order by tx desc, entry desc limit 1)
) > pg_current_xact_id()
"""


class MigrationRefused(Exception):
    """The database cannot be brought to this program's shape; the text says what whoever runs it can do."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file. number: from its name. checksum: SHA-256 of its bytes, hex."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        """Tell this file from an edited one."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def known_migrations() -> tuple[Migration, ...]:
    """List the program's migrations, in order."""
    found = sorted((file for file in files("innsyn.record.migrations").iterdir() if file.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(Migration(int(file.name.split("_")[0]), file.name, file.read_text("utf-8")) for file in found)


async def migrate(dsn: str, known: tuple[Migration, ...] | None = None, told: Callable[[Progress], None] = lambda _: None) -> list[str]:
    """Apply what is missing, distribute the tables where the server has Citus, and give what stands the facts it lacks.

    dsn: PostgreSQL 15 or newer. known: the program's own when None. told: hears of each batch that is filled.
    May be stopped at any time, and goes on where it was. Returns the names of those applied now. Raises MigrationRefused, and
    RecordUnavailable when the database does not answer."""
    with reaching_the_database():
        connection = await asyncpg.connect(dsn)
        try:
            while not await connection.fetchval(_LOCK):  # noqa: ASYNC110 -- another process holds it
                await asyncio.sleep(_WAIT_S)
            applied = await _apply(connection, known_migrations() if known is None else known)
            if await has_citus(connection):
                await spread_tables(connection)
            else:
                await _refuse_younger_cluster(connection)
            await build_walk_indexes(connection)
            await refill(connection, told)
        finally:
            if not connection.is_closed():
                await connection.execute(_UNLOCK)
            await connection.close()
    return applied


async def _apply(connection: Any, known: tuple[Migration, ...]) -> list[str]:
    await connection.execute(_TABLE)
    standing = {row["number"]: row["checksum"] for row in await connection.fetch("select number, checksum from migration")}
    _compare(standing, known)
    applied = []
    for migration in known:
        if migration.number not in standing:
            async with connection.transaction():
                await connection.execute(migration.text)
                await connection.execute("insert into migration values ($1, $2, $3)", migration.number, migration.name, migration.checksum)
            applied.append(migration.name)
    return applied


def _compare(standing: dict[int, str], known: tuple[Migration, ...]) -> None:
    """Refuse a database that a newer program shaped, and a migration that was edited after it was applied."""
    ours = {migration.number: migration for migration in known}
    if newer := sorted(set(standing) - set(ours)):
        raise MigrationRefused(f"the database has migrations this program does not know: {newer}; use the program that made them")
    for number, checksum in standing.items():
        if ours[number].checksum != checksum:
            raise MigrationRefused(f"{ours[number].name} was edited after it was applied; restore it and add a new one")
    if standing and any(migration.number < max(standing) and migration.number not in standing for migration in known):
        raise MigrationRefused("a migration was put in before one that is applied; give it the next number")


async def _refuse_younger_cluster(connection: Any) -> None:
    """Refuse a database restored into a server whose transaction numbers are lower: the change feed and the seal go by them."""
    if await connection.fetchval(_NEWEST_TRANSACTION):
        raise MigrationRefused(
            "this database was restored into a server that counts transactions from a lower number; "
            "stop it and raise the count with pg_resetwal (docs/run/restore.md)"
        )
