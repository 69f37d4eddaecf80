"""One contract for both stores of what people have seen."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from innsyn.web.messaging.seen_memory import MemorySeen
from innsyn.web.messaging.seen_postgres import PostgresSeen
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.sessions.store import SessionsUnavailable

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


@pytest.fixture
async def pool(database):
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=1)
    yield pool
    await pool.close()


@pytest.fixture(params=["memory", "postgres"])
def seen(request):
    return MemorySeen() if request.param == "memory" else PostgresSeen(request.getfixturevalue("pool"))


async def test_what_one_person_has_seen_is_new_to_another(seen):
    await seen.see("kari", "/messages/a", now=NOW)
    assert await seen.last("kari", ["/messages/a", "/messages/b"]) == {"/messages/a": NOW}
    assert await seen.last("ola", ["/messages/a"]) == {}


async def test_the_last_time_counts(seen):
    await seen.see("kari", "/messages/a", now=NOW)
    await seen.see("kari", "/messages/a", now=NOW + timedelta(hours=1))
    assert await seen.last("kari", ["/messages/a"]) == {"/messages/a": NOW + timedelta(hours=1)}


async def test_nothing_is_asked_of_no_page(seen):
    assert await seen.last("kari", []) == {}


async def test_a_store_that_is_away_says_so(pool):
    await pool.close()
    with pytest.raises(SessionsUnavailable):
        await PostgresSeen(pool).last("kari", ["/messages/a"])
    with pytest.raises(SessionsUnavailable):
        await PostgresSeen(pool).see("kari", "/messages/a", now=NOW)
