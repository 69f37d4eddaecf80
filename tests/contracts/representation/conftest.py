"""The whole site in front of a small world with a population register, and a clock that is moved by hand."""

from datetime import datetime

import pytest

from innsyn.conftest import database, database_server, migrated_template, shelf
from innsyn.gate.register_memory import MemoryRegister
from innsyn.gate.tests.samples import World
from innsyn.kernel.clock import NORWAY
from innsyn.main.app import FEATURES
from innsyn.main.platform import GATE_TEXTS
from innsyn.record.record import Record
from innsyn.web.testing import Site

__all__ = ["database", "database_server", "migrated_template", "shelf"]

EVENING = datetime(2026, 11, 22, 23, 58, tzinfo=NORWAY)
"""Two minutes before midnight in Norway."""


@pytest.fixture
async def world(database):
    """A record with a directory and a register in front of it."""
    record = await Record.open(database, size=3)
    yield await World(record, MemoryRegister()).settle()
    await record.close()


@pytest.fixture
def site(world):
    """Every slice there is, a little before midnight."""
    return Site(FEATURES, gate=world.gate, text_folders=(GATE_TEXTS,), now=EVENING)
