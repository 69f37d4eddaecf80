"""One contract for every store of sessions: the real one in PostgreSQL and the one for tests."""

from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest

from innsyn.web.sessions.memory import MemorySessions
from innsyn.web.sessions.migrate import EditedMigration, migrate_sessions
from innsyn.web.sessions.postgres import PostgresSessions
from innsyn.web.sessions.session import Session
from innsyn.web.sessions.store import SessionsUnavailable
from innsyn.web.testing import a_citizen, a_health_worker, a_visit
from innsyn.web.testing.fakes import NOW

IDLE_S, ABSOLUTE_S = 30 * 60, 8 * 60 * 60
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def pool(database):
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=2)
    yield pool
    await pool.close()


@pytest.fixture
def postgres(pool):
    return PostgresSessions(pool, random_bytes=same_bytes, idle_s=IDLE_S, absolute_s=ABSOLUTE_S)


@pytest.fixture(params=["memory", "postgres"])
def sessions(request):
    if request.param == "postgres":
        return request.getfixturevalue("postgres")
    return MemorySessions(idle_s=IDLE_S, absolute_s=ABSOLUTE_S)


def same_bytes(count):
    return b"n" * count


def a_session(actor=None, **more):
    return Session(actor=actor or a_citizen(), csrf="csrf", opened_at=NOW, **more)


async def test_a_session_is_found_by_its_token_alone(sessions):
    session = a_session(id_token="x", locale="nn").with_visit(a_visit(a_citizen()))
    await sessions.start(session, token="one", now=NOW)
    living = await sessions.find("one", now=NOW)
    assert living.session == session
    assert living.ends_at == NOW + 30 * MINUTE
    assert await sessions.find("two", now=NOW) is None


async def test_a_health_workers_session_keeps_her_bound_key(sessions):
    session = a_session(a_health_worker(), bound_token="at", bound_key="{}", bound_until=NOW + HOUR)
    await sessions.start(session, token="one", now=NOW)
    assert (await sessions.find("one", now=NOW)).session == session


async def test_every_session_is_found_with_the_stamp_of_posts_which_is_another_after_a_change(sessions):
    before = await sessions.posts_stamp()
    await sessions.start(a_session(a_health_worker(), posts_stamp=before), token="one", now=NOW)
    assert (await sessions.find("one", now=NOW)).posts_stamp == before
    await sessions.posts_changed()
    after = await sessions.find("one", now=NOW)
    assert after.posts_stamp == await sessions.posts_stamp() != before
    assert after.session.posts_stamp == before


async def test_a_session_lives_on_while_it_is_used(sessions):
    await sessions.start(a_session(), token="one", now=NOW)
    assert await sessions.find("one", now=NOW + 25 * MINUTE)
    assert await sessions.find("one", now=NOW + 50 * MINUTE)


async def test_a_session_ends_when_nobody_uses_it(sessions):
    await sessions.start(a_session(), token="one", now=NOW)
    assert await sessions.find("one", now=NOW + 31 * MINUTE) is None


async def test_a_session_ends_after_its_longest_time_however_used(sessions):
    await sessions.start(a_session(), token="one", now=NOW)
    for quarter in range(1, 32):
        assert await sessions.find("one", now=NOW + quarter * 15 * MINUTE)
    assert (await sessions.find("one", now=NOW + 7.9 * HOUR)).ends_at == NOW + 8 * HOUR
    assert await sessions.find("one", now=NOW + 8 * HOUR) is None


async def test_a_changed_session_is_found_changed(sessions):
    await sessions.start(a_session(), token="one", now=NOW)
    changed = replace(a_session(), locale="se")
    await sessions.change(changed, token="one")
    assert (await sessions.find("one", now=NOW)).session == changed


async def test_a_session_that_another_request_has_changed_since_it_was_read_keeps_that_change(sessions):
    await sessions.start(a_session(a_health_worker()), token="one", now=NOW)
    first = await sessions.find("one", now=NOW)
    opened = a_session(a_health_worker()).with_visit(a_visit(a_health_worker()))
    await sessions.change(opened, token="one")
    await sessions.change_unless_changed(replace(first.session, posts=("registrar",)), first, token="one")
    second = await sessions.find("one", now=NOW)
    assert second.session == opened
    await sessions.change_unless_changed(replace(opened, posts=("registrar",)), second, token="one")
    assert (await sessions.find("one", now=NOW)).session == replace(opened, posts=("registrar",))


async def test_changing_an_ended_session_does_not_raise_it(sessions):
    await sessions.change(a_session(), token="one")
    assert await sessions.find("one", now=NOW) is None


async def test_an_ended_session_is_gone_and_others_live(sessions):
    await sessions.start(a_session(), token="one", now=NOW)
    await sessions.start(a_session(), token="two", now=NOW)
    await sessions.end("one")
    assert await sessions.find("one", now=NOW) is None
    assert await sessions.find("two", now=NOW)


async def test_every_session_of_one_person_ends_and_nobody_elses(sessions):
    for token, actor in (("one", a_citizen("kari")), ("two", a_citizen("kari")), ("three", a_citizen("ola"))):
        await sessions.start(a_session(actor), token=token, now=NOW)
    await sessions.end_all_of("kari")
    assert [bool(await sessions.find(token, now=NOW)) for token in ("one", "two", "three")] == [False, False, True]


async def test_a_providers_session_ends_ours(sessions):
    await sessions.start(a_session(provider_sid="sid-1"), token="one", now=NOW)
    await sessions.start(a_session(provider_sid="sid-2"), token="two", now=NOW)
    await sessions.start(a_session(), token="three", now=NOW)
    await sessions.end_provider_session("sid-1")
    assert [bool(await sessions.find(token, now=NOW)) for token in ("one", "two", "three")] == [False, True, True]


async def test_a_departure_is_good_for_one_return(sessions):
    await sessions.depart("citizen", b"secret", token="one", now=NOW)
    assert await sessions.return_from("citizen", token="one", now=NOW + 9 * MINUTE) == b"secret"
    assert await sessions.return_from("citizen", token="one", now=NOW + 9 * MINUTE) is None


async def test_a_departure_is_good_for_ten_minutes(sessions):
    await sessions.depart("citizen", b"secret", token="one", now=NOW)
    assert await sessions.return_from("citizen", token="one", now=NOW + 10 * MINUTE) is None


async def test_a_departure_through_one_door_does_not_return_through_the_other(sessions):
    await sessions.depart("citizen", b"secret", token="one", now=NOW)
    assert await sessions.return_from("staff", token="one", now=NOW) is None
    assert await sessions.return_from("citizen", token="one", now=NOW) is None, "and it was used up"


async def test_attempts_are_counted_within_their_window(sessions):
    assert [await sessions.allow("a", count=2, per_s=60, now=NOW) for _ in range(3)] == [True, True, False]
    assert await sessions.allow("b", count=2, per_s=60, now=NOW)
    assert await sessions.allow("a", count=2, per_s=60, now=NOW + MINUTE)


async def test_the_table_shows_nothing_of_anybody(postgres, pool):
    await postgres.start(a_session(a_citizen("kari", "Kari Testesen"), provider_sid="sid-1"), token="one", now=NOW)
    row = await pool.fetchrow("select place, person, provider_sid, body from web_session")
    everything = b"".join(row.values())
    assert not any(word in everything for word in (b"kari", b"Testesen", b"sid-1", b"one", b"csrf"))


async def test_a_session_of_another_shape_is_no_session(postgres, pool):
    from innsyn.web.sessions.envelope import place_of, sealed

    await postgres.start(a_session(), token="one", now=NOW)
    old = sealed(b'{"actor": 7}', token="one", random_bytes=same_bytes)
    await pool.execute("update web_session set body = $1 where place = $2", old, place_of("one"))
    assert await postgres.find("one", now=NOW) is None


async def test_most_pages_read_their_session_without_writing(postgres, pool):
    await postgres.start(a_session(), token="one", now=NOW)
    await postgres.find("one", now=NOW + timedelta(seconds=29))
    assert await pool.fetchval("select seen_at from web_session") == NOW
    await postgres.find("one", now=NOW + timedelta(seconds=31))
    assert await pool.fetchval("select seen_at from web_session") == NOW + timedelta(seconds=31)


async def test_what_has_ended_is_swept_and_the_living_stay(postgres, pool):
    await postgres.start(a_session(), token="old", now=NOW)
    await postgres.depart("citizen", b"x", token="old", now=NOW)
    await postgres.allow("a", count=1, per_s=60, now=NOW)
    await postgres.start(replace(a_session(), opened_at=NOW + HOUR), token="new", now=NOW + HOUR)
    await postgres.sweep(now=NOW + HOUR)
    counts = [await pool.fetchval(f"select count(*) from {table}") for table in ("web_session", "web_departure", "web_attempt")]
    assert counts == [1, 0, 0]


async def test_a_store_that_is_away_says_so(postgres, pool):
    await pool.close()
    with pytest.raises(SessionsUnavailable):
        await postgres.find("one", now=NOW)


async def test_migrations_are_applied_once(database):
    assert await migrate_sessions(database) == [
        "0001_sessions.sql",
        "0002_preferences.sql",
        "0003_clients.sql",
        "0004_notices.sql",
        "0005_preferences_without_contact.sql",
        "0006_seen.sql",
        "0007_answer_times.sql",
        "0008_calendar_feeds.sql",
        "0009_reminder_hours.sql",
        "0010_notice_log.sql",
        "0011_promise_watchers.sql",
        "0012_notices_that_hang_together.sql",
        "0013_posts.sql",
        "0014_notices_that_run_out.sql",
    ]
    assert await migrate_sessions(database) == []


async def test_an_edited_migration_is_refused(database):
    await migrate_sessions(database)
    connection = await asyncpg.connect(database)
    await connection.execute("update web_migration set checksum = 'edited'")
    await connection.close()
    with pytest.raises(EditedMigration):
        await migrate_sessions(database)


def test_a_session_keeps_its_twenty_newest_visits():
    session = a_session()
    for number in range(1, 26):
        session = session.with_visit(a_visit(a_health_worker(), number=number))
    assert len(session.visits) == 20
    assert session.visits[-1].id.int == 25
    assert session.visit(a_visit(a_health_worker(), number=3).id) is None
    assert len(session.without_visit(session.visits[0].id).visits) == 19
