"""A real PostgreSQL for tests: the embedded one, or the server that INNSYN_TEST_DATABASE_URL names (a superuser's address; several with
spaces between are one for each process of tests).

`database` is this test's alone, and empty: copied from one that is migrated once, or emptied after another test, which takes less time;
`fresh_database` is always a copy; `shared_database` is everybody's, for tests that keep to owners of their own. What a developer has set
for the program itself is forgotten: a test never meets her own database.
"""

import os
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from innsyn.main.embedded import embedded
from innsyn.record.migrate import migrate

_numbers = count(1)

OTHERS_END = "select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
SHAPE = """
select md5(string_agg(line, ' ' order by line)) from (
  select concat(relname, relkind, relpersistence, relhastriggers, attname, atttypid, attnotnull, tgname, tgenabled) as line
  from pg_class join pg_attribute on attrelid = pg_class.oid left join pg_trigger on tgrelid = pg_class.oid and not tgisinternal
  where relnamespace = 'public'::regnamespace and attnum > 0) as told
"""
"""What the tables, indexes and triggers of a database are."""
EMPTIED = """
set session_replication_role = replica;
do $$ declare each record; begin
  for each in select relname, relkind from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') loop
    if each.relkind = 'S' then execute format('alter sequence %I restart', each.relname);
    elsif each.relname <> 'migration' then execute format('delete from %I', each.relname);
    end if;
  end loop;
end $$
"""
"""Everything goes but the list of migrations. As a replica, so that what guards the log lets it go."""


def database_address(server: str, name: str) -> str:
    """Point a server's address at one of its databases."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def copy_of(template: str, name: str) -> str:
    """Say the statement that copies a database. As files: that takes half the time, and so does dropping it."""
    return f"create database {name} template {template} strategy file_copy"


async def administer(address: str, *statements: str) -> None:
    """Run statements one by one, outside any transaction."""
    connection = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def database_server(tmp_path_factory):
    """The address of a running server."""
    if given := os.environ.get("INNSYN_TEST_DATABASE_URL"):
        servers = given.split()
        yield servers[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % len(servers)]
        return
    with embedded(tmp_path_factory.mktemp("postgresql"), is_durable=False) as address:
        yield address


@pytest.fixture(scope="session")
async def migrated_template(database_server):
    """The name of a database that is migrated and empty, to copy from."""
    name = f"innsyn_template_{os.getpid()}"
    await administer(database_server, f"drop database if exists {name} with (force)", f"create database {name}")
    await migrate(database_address(database_server, name))
    yield name
    await administer(database_server, f"drop database {name} with (force)")


class Shelf:
    """Databases that tests are done with, empty again."""

    def __init__(self, server: str, template: str) -> None:
        self._server, self._template, self._kept, self._shape = server, template, [], None

    async def take(self) -> str:
        """Give an empty database."""
        if self._kept:
            return self._kept.pop()
        name = f"innsyn_{os.getpid()}_{next(_numbers)}"
        await administer(self._server, copy_of(self._template, name))
        return name

    async def give_back(self, name: str) -> None:
        """Empty a database and keep it; one that a test has changed otherwise, or that does not answer, is dropped."""
        try:
            is_empty = await self._emptied(database_address(self._server, name))
        except (OSError, asyncpg.PostgresError):
            is_empty = False
        if is_empty:
            self._kept.append(name)
        else:
            await administer(self._server, f"drop database if exists {name} with (force)")

    async def _emptied(self, address: str) -> bool:
        connection = await asyncpg.connect(address)
        try:
            await connection.execute(OTHERS_END)
            self._shape = self._shape or await self._shape_of_template()
            if await connection.fetchval(SHAPE) != self._shape:
                return False
            await connection.execute(EMPTIED)
            return True
        finally:
            await connection.close()

    async def _shape_of_template(self) -> str:
        name = f"innsyn_{os.getpid()}_{next(_numbers)}"
        await administer(self._server, copy_of(self._template, name))
        connection = await asyncpg.connect(database_address(self._server, name))
        try:
            return await connection.fetchval(SHAPE)
        finally:
            await connection.close()
            self._kept.append(name)


@pytest.fixture(scope="session")
def shelf(database_server, migrated_template):
    """Where databases wait for the next test."""
    return Shelf(database_server, migrated_template)


@pytest.fixture
async def database(database_server, shelf):
    """The address of an empty database of this test's own."""
    name = await shelf.take()
    yield database_address(database_server, name)
    await shelf.give_back(name)


@pytest.fixture
async def fresh_database(database_server, migrated_template):
    """The address of an empty database in which nothing has ever been: for tests of what the server knows of its tables."""
    name = f"innsyn_{os.getpid()}_{next(_numbers)}"
    await administer(database_server, copy_of(migrated_template, name))
    yield database_address(database_server, name)
    await administer(database_server, f"drop database {name} with (force)")


@pytest.fixture(scope="session")
async def shared_database(database_server, migrated_template):
    """The address of one database for all tests that keep to owners of their own."""
    name = f"innsyn_shared_{os.getpid()}"
    await administer(database_server, f"create database {name} template {migrated_template}")
    yield database_address(database_server, name)
    await administer(database_server, f"drop database {name} with (force)")
