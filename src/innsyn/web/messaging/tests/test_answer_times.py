"""One contract for both stores of how long people waited."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from innsyn.web.messaging import AnswerTime, Measured
from innsyn.web.messaging.answer_times_memory import MemoryAnswerTimes
from innsyn.web.messaging.answer_times_postgres import PostgresAnswerTimes
from innsyn.web.sessions.migrate import migrate_sessions
from innsyn.web.sessions.store import SessionsUnavailable

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
MONTH_AGO = NOW - timedelta(days=30)
ONE = AnswerTime(organisation="974749025", kind="e-contact", answered_at=NOW, waited_s=600, is_kept=True)


@pytest.fixture
async def pool(database):
    await migrate_sessions(database)
    pool = await asyncpg.create_pool(database, min_size=1, max_size=1)
    yield pool
    await pool.close()


@pytest.fixture(params=["memory", "postgres"])
def times(request):
    return MemoryAnswerTimes() if request.param == "memory" else PostgresAnswerTimes(request.getfixturevalue("pool"))


async def test_nothing_is_said_of_what_was_not_answered(times):
    assert await times.measured("974749025", since=MONTH_AGO) == {}


async def test_half_waited_no_longer_and_so_many_within_the_promise(times):
    for waited_s, is_kept in ((600, True), (7_200, True), (90_000, False)):
        await times.keep(replace(ONE, waited_s=waited_s, is_kept=is_kept))
    assert await times.measured("974749025", since=MONTH_AGO) == {"e-contact": Measured(3, 7_200.0, 2)}


async def test_the_middle_of_two_lies_between_them(times):
    for waited_s in (100, 300):
        await times.keep(replace(ONE, waited_s=waited_s))
    assert (await times.measured("974749025", since=MONTH_AGO))["e-contact"].median_s == 200.0


async def test_each_kind_is_told_by_itself(times):
    await times.keep(ONE)
    await times.keep(replace(ONE, kind="e-consultation", is_kept=False))
    assert await times.measured("974749025", since=MONTH_AGO) == {
        "e-consultation": Measured(1, 600.0, 0),
        "e-contact": Measured(1, 600.0, 1),
    }


async def test_neither_another_organisations_answers_nor_old_ones_count(times):
    await times.keep(replace(ONE, organisation="993467049"))
    await times.keep(replace(ONE, answered_at=MONTH_AGO - timedelta(seconds=1)))
    assert await times.measured("974749025", since=MONTH_AGO) == {}
    await times.keep(replace(ONE, answered_at=MONTH_AGO))
    assert (await times.measured("974749025", since=MONTH_AGO))["e-contact"].count == 1


async def test_a_store_that_is_away_stops_no_answer_and_says_so_to_who_asks(pool):
    await pool.close()
    await PostgresAnswerTimes(pool).keep(ONE)
    with pytest.raises(SessionsUnavailable):
        await PostgresAnswerTimes(pool).measured("974749025", since=MONTH_AGO)
