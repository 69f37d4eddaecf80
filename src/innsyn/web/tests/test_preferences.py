"""One contract for both stores of what people have asked of the portal."""

import asyncpg
import pytest

from innsyn.web.preferences import Preference
from innsyn.web.preferences.memory import MemoryPreferences
from innsyn.web.preferences.postgres import PostgresPreferences
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.sessions.store import SessionsUnavailable


@pytest.fixture
async def pool(database):
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=1)
    yield pool
    await pool.close()


@pytest.fixture(params=["memory", "postgres"])
def preferences(request):
    return MemoryPreferences() if request.param == "memory" else PostgresPreferences(request.getfixturevalue("pool"))


async def test_nobody_has_asked_for_anything_at_first(preferences):
    assert await preferences.of("kari") == Preference()


async def test_what_one_person_asks_for_is_hers_alone(preferences):
    wish = Preference(locale="se")
    await preferences.keep("kari", Preference(locale="nn"))
    await preferences.keep("kari", wish)
    assert await preferences.of("kari") == wish
    assert await preferences.of("ola") == Preference()


async def test_the_table_does_not_say_whose_wish_it_is(pool):
    await PostgresPreferences(pool).keep("kari", Preference(locale="nn"))
    assert b"kari" not in await pool.fetchval("select person from web_preference")


async def test_a_store_that_is_away_says_so(pool):
    await pool.close()
    with pytest.raises(SessionsUnavailable):
        await PostgresPreferences(pool).of("kari")
    with pytest.raises(SessionsUnavailable):
        await PostgresPreferences(pool).keep("kari", Preference())


async def test_how_long_before_an_appointment_is_kept_and_two_days_where_nobody_has_said(preferences):
    assert (await preferences.of("kari")).reminder_hours == 48
    await preferences.keep("kari", Preference(locale="se", reminder_hours=24))
    assert await preferences.of("kari") == Preference(locale="se", reminder_hours=24)
