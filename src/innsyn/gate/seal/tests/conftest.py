"""A log in a database of its own, for whoever tests its seal."""

import pytest

from innsyn.gate.seal.tests.samples import Log
from innsyn.record.connections import Connections


@pytest.fixture
async def log(database, tmp_path):
    """An empty log, its sealer and its file of roots."""
    connections = await Connections.open(database, size=4)
    yield Log(connections, tmp_path)
    await connections.close()
