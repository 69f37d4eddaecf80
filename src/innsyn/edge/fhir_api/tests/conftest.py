"""The whole interface in the process: real gate, real database."""

import pytest

from innsyn.edge.fhir_api.tests.samples import Api
from innsyn.gate.tests.samples import World
from innsyn.record.record import Record


@pytest.fixture(scope="session")
async def world(shared_database):
    """The gate over a record with a directory in it."""
    record = await Record.open(shared_database, size=6)
    yield await World(record).settle()
    await record.close()


@pytest.fixture(scope="session")
def api(world):
    """The interface over that gate."""
    return Api(world)


@pytest.fixture
async def journal(api):
    """A journal system that may do everything with what its organisation keeps."""
    async with api.client() as client:
        yield client


@pytest.fixture
async def reader(api):
    """The same organisation's system that may only read and search."""
    async with api.client("reader") as client:
        yield client


@pytest.fixture
async def other(api):
    """Another organisation's journal system."""
    async with api.client("other") as client:
        yield client


@pytest.fixture
async def stranger(api):
    """Somebody without a token."""
    async with api.client(None) as client:
        yield client
