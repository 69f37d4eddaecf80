"""Questions share a statement without sharing their fate."""

import asyncio

import asyncpg
import pytest

from innsyn.record.asking import statement
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Everything
from innsyn.record.record import Record
from innsyn.record.tests.samples import create, entry, logged, observation, written
from innsyn.record.unavailable import RecordUnavailable

HALF = statement(
    ("value",), ("integer",), "h as (select a.n, a.owner as owner, 100 / a.value as half from asked a)\nselect n, owner, half from h"
)


class Counting:
    """Connections that write down how many questions each statement carried."""

    def __init__(self, connections):
        self.connections, self.sizes = connections, []

    async def fetch(self, text, *arguments):
        self.sizes.append(len(next(each for each in arguments if isinstance(each, list))))
        return await self.connections.fetch(text, *arguments)


@pytest.fixture
def counting(record):
    """The record's connections, counted."""
    return Counting(record._connections)


async def ask(coalescer, value, owner=1):
    (row,) = await coalescer.ask(HALF, owner, [value])
    return row["owner"], row["half"]


async def test_questions_that_wait_together_are_one_statement_and_each_gets_its_own_answer(counting):
    coalescer = Coalescer(counting)
    answers = await asyncio.gather(*[ask(coalescer, value, owner=value) for value in (1, 2, 4, 5)])
    assert answers == [(1, 100), (2, 50), (4, 25), (5, 20)]
    assert counting.sizes == [4]


async def test_a_question_alone_is_asked_at_once(counting):
    assert await ask(Coalescer(counting), 10) == (1, 10)
    assert counting.sizes == [1]


async def test_a_bad_question_harms_nobody_else(counting):
    coalescer = Coalescer(counting)
    answers = await asyncio.gather(*[ask(coalescer, value) for value in (1, 0, 4)], return_exceptions=True)
    assert answers[0] == (1, 100)
    assert isinstance(answers[1], asyncpg.DivisionByZeroError)
    assert answers[2] == (1, 25)
    assert counting.sizes == [3, 1, 1, 1]


async def test_no_statement_carries_more_than_its_limit(counting):
    coalescer = Coalescer(counting)
    answers = await asyncio.gather(*[ask(coalescer, value) for value in range(1, 151)])
    assert [half for _, half in answers] == [100 // value for value in range(1, 151)]
    assert sorted(counting.sizes) == [22, 64, 64]


async def test_no_statement_is_asked_for_more_rows_than_its_limit(counting):
    coalescer = Coalescer(counting)
    await asyncio.gather(*[coalescer.ask(HALF, 1, [1], rows=400) for _ in range(5)], coalescer.ask(HALF, 1, [1], rows=5_000))
    assert counting.sizes == [2, 2, 1, 1]


async def test_the_switch_lets_each_question_have_its_own_statement(counting):
    coalescer = Coalescer(counting, together=False)
    await asyncio.gather(*[ask(coalescer, value) for value in (1, 2, 4)])
    assert counting.sizes == [1, 1, 1]


async def test_where_owners_cannot_be_mixed_only_the_same_owners_questions_go_together(counting):
    coalescer = Coalescer(counting, mixes_owners=False)
    asked = [ask(coalescer, 1, owner=7), ask(coalescer, 2, owner=8), ask(coalescer, 4, owner=7)]
    assert await asyncio.gather(*asked) == [(7, 100), (8, 50), (7, 25)]
    assert sorted(counting.sizes) == [1, 2]


async def test_a_question_given_up_does_not_hold_up_the_others(counting):
    coalescer = Coalescer(counting)
    given_up = asyncio.create_task(ask(coalescer, 1))
    kept = asyncio.create_task(ask(coalescer, 2))
    await asyncio.sleep(0)
    given_up.cancel()
    assert await kept == (1, 50)
    with pytest.raises(asyncio.CancelledError):
        await given_up


async def test_when_the_database_is_away_everybody_is_told():
    class Away:
        async def fetch(self, *_):
            raise RecordUnavailable("gone")

    answers = await asyncio.gather(*[ask(Coalescer(Away()), value) for value in (1, 2)], return_exceptions=True)
    assert [type(answer) for answer in answers] == [RecordUnavailable, RecordUnavailable]


async def test_closing_waits_for_what_is_under_way(counting):
    coalescer = Coalescer(counting)
    asked = asyncio.create_task(ask(coalescer, 2))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await coalescer.close()
    assert asked.done() or (await asked) == (1, 50)


@pytest.mark.parametrize("together", [True, False])
async def test_each_reading_has_its_log_row_whichever_way_the_switch_stands(database, together):
    record = await Record.open(database, together=together)
    owners = [record.new_owner() for _ in range(3)]
    stored = [(await written(record, owner, create(observation())))[0] for owner in owners]
    reads = [
        record.read(owner=one.owner, type="Observation", id=one.id, narrow=Everything(), stamp=None, entry=entry()) for one in stored * 20
    ]
    assert [answer.row for answer in await asyncio.gather(*reads)] == [one.row for one in stored * 20]
    for one in stored:
        rows = await logged(record, one.owner)
        assert rows.count(("read", "done", "Observation", (one.id,), (one.row,))) == 20
        assert len(rows) == 21
    await record.close()
