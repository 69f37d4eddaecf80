"""A real PostgreSQL for tests: the embedded one, or the server that INNSYN_TEST_DATABASE_URL names (a superuser's address; several with
spaces between are one for each process of tests).

`database` is this test's alone, copied in some milliseconds from one that is migrated once; `shared_database` is everybody's, for tests
that keep to owners of their own. What a developer has set for the program itself is forgotten: a test never meets her own database.
"""

import os
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from innsyn.main.embedded import embedded
from innsyn.record.migrate import migrate

_numbers = count(1)


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


@pytest.fixture
async def database(database_server, migrated_template):
    """The address of an empty database of this test's own."""
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
