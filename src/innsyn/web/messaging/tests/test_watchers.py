"""One contract for both stores of who is told of promises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from innsyn.web.messaging import Watcher
from innsyn.web.messaging.watchers_memory import MemoryWatchers
from innsyn.web.messaging.watchers_postgres import PostgresWatchers
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.sessions.store import SessionsUnavailable

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
NINA = Watcher(organisation="974749025", person="nina", hpr="990000137", since=NOW)


@pytest.fixture(params=["memory", "postgres"])
async def watchers(request, database):
    if request.param == "memory":
        yield MemoryWatchers()
        return
    await migrate_sessions(database)
    async with asyncpg.create_pool(database, min_size=1, max_size=1) as pool:
        yield PostgresWatchers(pool)


async def test_who_has_asked_is_kept_for_her_own_organisation_once_and_removed(watchers):
    ola = replace(NINA, person="ola", since=NOW - timedelta(hours=1))
    elsewhere = replace(NINA, organisation="993467049")
    for one in (NINA, ola, elsewhere, replace(NINA, since=NOW + timedelta(days=1))):
        await watchers.keep(one)
    assert list(await watchers.of("974749025")) == [ola, NINA]
    assert list(await watchers.organisations()) == ["974749025", "993467049"]
    await watchers.remove("974749025", "nina")
    await watchers.remove("974749025", "nobody")
    assert list(await watchers.of("974749025")) == [ola]
    assert list(await watchers.of("993467049")) == [elsewhere]


async def test_a_store_that_is_away_says_so(database):
    pool = await asyncpg.create_pool(database, min_size=1, max_size=1)
    await pool.close()
    with pytest.raises(SessionsUnavailable):
        await PostgresWatchers(pool).of("974749025")
