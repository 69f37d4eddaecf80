"""A record to test: one for all tests that keep to owners of their own, and one that is a test's alone."""

import pytest

from innsyn.record.record import BlobPlace, Record

MASTER_KEY = b"\x07" * 32


@pytest.fixture(scope="session")
async def record(shared_database, tmp_path_factory):
    """An open record that other tests use too."""
    opened = await Record.open(shared_database, blobs=BlobPlace(str(tmp_path_factory.mktemp("blobs")), MASTER_KEY))
    yield opened
    await opened.close()


@pytest.fixture
def database(fresh_database):
    """The plans of statements stand on what the server knows of its tables."""
    return fresh_database


@pytest.fixture
async def own_record(database):
    """An open record in an empty database."""
    opened = await Record.open(database)
    yield opened
    await opened.close()


@pytest.fixture
def owner(record):
    """A patient nobody else has."""
    return record.new_owner()
