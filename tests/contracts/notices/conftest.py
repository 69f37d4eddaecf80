"""A world for each test: its outbox in PostgreSQL or in memory, and simulators that keep what arrives in a folder of the test's own."""

import asyncpg
import pytest
from tests.contracts.notices.world import World

from innsyn.conftest import database, database_server, migrated_template, shelf  # noqa: F401 - fixtures
from innsyn.web.notices.memory import MemoryNotices
from innsyn.web.notices.postgres import PostgresNotices
from innsyn.web.notices.postgres_outbox import PostgresOutbox
from innsyn.web.sessions.migrate import migrate_sessions


@pytest.fixture
async def pool(database):  # noqa: F811 - the fixture
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=8)
    yield pool
    await pool.close()


@pytest.fixture
async def world(tmp_path):
    notices = MemoryNotices()
    async with World(notices, notices, tmp_path).running() as world:
        yield world


@pytest.fixture
async def kept(pool, tmp_path):
    """A world whose outbox outlives its worker."""
    async with World(PostgresNotices(pool), PostgresOutbox(pool), tmp_path).running() as world:
        yield world
