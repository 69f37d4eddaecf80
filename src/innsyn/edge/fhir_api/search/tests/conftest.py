"""A small world behind the gate for searches: two trusts, each with a system of its own, and patients they both write about."""

import pytest

from innsyn.conftest import administer, database_address
from innsyn.edge.fhir_api.search.tests.samples import SearchWorld
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def search_world(shared_database):
    """The gate over a record with a directory, and clients of both trusts."""
    record = await Record.open(shared_database, size=6)
    yield await SearchWorld(record).settle()
    await record.close()


@pytest.fixture(scope="session")
async def empty_search_world(database_server, migrated_template):
    """The same in a database of its own, so that searches over all patients meet nobody else's."""
    name = f"{migrated_template}_searches"
    await administer(database_server, f"create database {name} template {migrated_template}")
    record = await Record.open(database_address(database_server, name), size=6)
    yield await SearchWorld(record).settle()
    await record.close()
    await administer(database_server, f"drop database {name} with (force)")
