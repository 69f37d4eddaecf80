"""The log is only added to, and is read by owner, row by row or visit by visit."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from innsyn.record.entry import Action, Outcome
from innsyn.record.logbook import Act, LogFilter
from innsyn.record.tests.samples import NOW, VISIT, create, entry, joined, observation, written

OTHER = UUID("00000000-0000-4000-8000-000000000002")


def act(action=Action.OPEN, *, visit=VISIT, minutes=0, outcome=Outcome.DONE, **detail):
    return Act(entry(action, at=NOW + timedelta(minutes=minutes), visit=visit, **detail), outcome)


async def test_a_row_comes_back_whole(record, owner):
    refused = Act(entry(Action.REFUSE, rule="GATE-3", words="Æ \\ \" ' {}"), Outcome.REFUSED, "Observation", "x-1")
    await record.log(owner, [refused])
    (row,) = await record.log_page(owner)
    assert (row.owner, row.at, row.visit, row.action, row.outcome) == (owner, NOW, VISIT, "refuse", "refused")
    assert (row.type, row.ids, row.shown) == ("Observation", ("x-1",), ())
    assert row.detail == {"rule": "GATE-3", "words": "Æ \\ \" ' {}"}
    assert row.tx > 0


async def test_rows_come_newest_first_page_by_page_and_nobody_elses(record, owner):
    await record.log(record.new_owner(), [act()])
    await record.log(owner, [act(minutes=minute) for minute in range(5)])
    pages, before = [], None
    while rows := await record.log_page(owner, before=before, count=2):
        pages.append([(row.at - NOW).seconds // 60 for row in rows])
        before = rows[-1].entry
    assert pages == [[4, 3], [2, 1], [0]]


@pytest.mark.parametrize(
    ("wanted", "minutes"),
    [
        (LogFilter(), [3, 2, 1, 0]),
        (LogFilter(actions=(Action.READ,)), [2, 1]),
        (LogFilter(outcomes=(Outcome.REFUSED,)), [2]),
        (LogFilter(since=NOW + timedelta(minutes=1)), [3, 2, 1]),
        (LogFilter(until=NOW + timedelta(minutes=1)), [0]),
        (LogFilter(visits=(OTHER,)), [3, 2]),
        (LogFilter(not_visits=(OTHER,)), [1, 0]),
        (LogFilter(actions=(Action.READ,), not_visits=(OTHER,)), [1]),
        (LogFilter(actions=()), []),
    ],
)
async def test_a_filter_gives_the_rows_it_says(record, owner, wanted, minutes):
    acts = [
        act(Action.OPEN),
        act(Action.READ, minutes=1),
        act(Action.READ, minutes=2, visit=OTHER, outcome=Outcome.REFUSED),
        act(Action.CLOSE, minutes=3, visit=OTHER),
    ]
    await record.log(owner, acts)
    assert [(row.at - NOW).seconds // 60 for row in await record.log_page(owner, wanted)] == minutes


async def test_a_visit_is_one_however_it_is_mixed_with_others(record, owner):
    visits = [UUID(int=number) for number in range(1, 6)]
    for minute in range(3):
        await record.log(owner, [act(Action.READ, visit=visit, minutes=minute) for visit in visits])
    pages, before = [], None
    while found := await record.log_visits(owner, before=before, count=2):
        pages.append([(visit.visit.int, len(visit.rows)) for visit in found])
        before = found[-1].place
    assert pages == [[(5, 3), (4, 3)], [(3, 3), (2, 3)], [(1, 3)]]
    assert [row.at for row in (await record.log_visits(owner, count=1))[0].rows] == [NOW + timedelta(minutes=m) for m in range(3)]


async def test_the_rows_of_a_visit_are_those_of_this_owner(record, owner):
    await record.log(record.new_owner(), [act()])
    await record.log(owner, [act(), act(Action.READ, minutes=1), act(visit=OTHER)])
    assert [row.action for row in await record.log_of_visit(owner, VISIT)] == ["open", "read"]
    assert await record.log_of_visit(owner, UUID(int=9)) == []


@pytest.mark.parametrize(
    "change",
    [
        "update log_entry set outcome = 'done'",
        "delete from log_entry",
        "truncate log_entry",
        "update version set body = null",
        "update version set labels = '{}', is_current = true",
        "delete from version",
        "truncate version cascade",
        "update shared_version set body = null",
        "delete from shared_version",
    ],
)
async def test_the_log_and_the_versions_refuse_to_be_rewritten(own_record, database, change):
    await written(own_record, own_record.new_owner(), create(observation()))
    await written(own_record, 0, create(b'{"resourceType":"Organization","name":"Sykehuset"}'))
    connection = await asyncpg.connect(database)
    with pytest.raises(asyncpg.RestrictViolationError, match="only added to"):
        await connection.execute(change)
    await connection.close()
    assert joined([await own_record.log_page(0)])


async def test_a_version_may_stop_being_the_current_one(own_record, database):
    await written(own_record, own_record.new_owner(), create(observation()))
    connection = await asyncpg.connect(database)
    assert await connection.execute("update version set is_current = false") == "UPDATE 1"
    await connection.close()
