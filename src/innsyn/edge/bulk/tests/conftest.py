"""A world of its own for each test."""

import pytest

from innsyn.edge.bulk.tests.world import BulkWorld
from innsyn.record.record import BlobPlace, Record


@pytest.fixture
async def world(database, tmp_path):
    """A world with a directory and nobody in it."""
    record = await Record.open(database, blobs=BlobPlace(str(tmp_path / "blobs"), b"\x07" * 32), size=6)
    yield await BulkWorld.settled(record)
    await record.close()
