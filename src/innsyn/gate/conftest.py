"""A real PostgreSQL for the gate's tests: the embedded one, or the server named by INNSYN_DATABASE_URL.

Every test that asks for `dsn` gets a database of its own, copied from one that is migrated once.
"""

import os
from collections.abc import AsyncIterator, Iterator
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from innsyn.main.embedded import embedded
from innsyn.record.migrate import migrate

_numbers = count(1)


def named(address: str, database: str) -> str:
    """Point a server's address at one of its databases."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{database}"))


async def execute(address: str, *statements: str) -> None:
    """Run statements outside any transaction, as the database's superuser."""
    connection = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server."""
    if given := os.environ.get("INNSYN_DATABASE_URL"):
        yield given
        return
    with embedded(tmp_path_factory.mktemp("gate"), is_durable=False) as address:
        yield address


@pytest.fixture(scope="session")
async def template(server: str) -> AsyncIterator[str]:
    """The name of a migrated, empty database."""
    name = f"gate_template_{os.getpid()}"
    await execute(server, f"drop database if exists {name}", f"create database {name}")
    await migrate(named(server, name))
    yield name
    await execute(server, f"drop database {name}")


@pytest.fixture
async def dsn(server: str, template: str) -> AsyncIterator[str]:
    """The address of a database of this test's own."""
    name = f"gate_{os.getpid()}_{next(_numbers)}"
    await execute(server, f"create database {name} template {template}")
    yield named(server, name)
    await execute(server, f"drop database {name} with (force)")
