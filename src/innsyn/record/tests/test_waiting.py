"""What waits with one organisation: what is promised first first, and at the cost of what is shown."""

import json
from datetime import timedelta

import pytest

from innsyn.conftest import administer
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ORGANISATION_NUMBER
from innsyn.record.condition import Everything, HasCode
from innsyn.record.entry import Action
from innsyn.record.query import Query, TokenIs
from innsyn.record.tests.samples import NOW, create, delete, entry, logged, update, written
from innsyn.record.tests.test_hot_statements import explained
from innsyn.record.tests.test_search_plans import Alone

OFFICE, OTHER = "974749025", "993467049"
ASKED, ALL = Query(("Task",)), Everything()


def task(hours=None, status="received", subject="", **more):
    """A Task that is due so many hours after NOW."""
    due = {"restriction": {"period": {"end": (NOW + timedelta(hours=hours)).isoformat()}}} if hours is not None else {}
    owner = {"identifier": {"system": ORGANISATION_NUMBER, "value": more.pop("organisation", OFFICE)}}
    told = {"resourceType": "Task", "status": status, "intent": "order", "description": subject, "owner": owner, **due, **more}
    return json.dumps({name: value for name, value in told.items() if value}).encode()


async def has(record, *tasks, owner=None, organisation=OFFICE):
    """Let a patient have tasks that an organisation keeps."""
    return await written(record, owner or record.new_owner(), *(create(each, custodian=organisation) for each in tasks))


async def listed(record, query=ASKED, narrow=ALL, organisation=OFFICE):
    """List what waits: the page, and what each is about."""
    found = await record.waiting.listed(organisation, query, narrow, entry(Action.SEARCH))
    return found, [json.loads(row.body).get("description") for row in found.rows]


async def test_what_is_due_first_comes_first_then_who_has_waited_longest_and_last_what_nothing_is_promised_for(own_record):
    await has(own_record, task(subject="never"), task(5, subject="later"))
    await has(own_record, task(1, subject="first"), task(5, subject="later too"), task(-3, subject="late"))
    assert (await listed(own_record))[1] == ["late", "first", "later", "later too", "never"]


@pytest.mark.parametrize("status", ["in-progress", "completed", "rejected", "cancelled", "failed"])
async def test_what_does_not_wait_is_not_listed(own_record, status):
    await has(own_record, task(1, status, "answered"))
    assert (await listed(own_record))[1] == []


async def test_neither_what_is_gone_nor_what_it_was_before_nor_another_organisations_is_listed(own_record):
    owner = own_record.new_owner()
    gone, changed = await has(own_record, task(1, subject="gone"), task(2, subject="before"), owner=owner)
    await has(own_record, task(1, subject="theirs"), organisation=OTHER)
    after = update(task(3, "accepted", "after"), changed.id, custodian=OFFICE)
    await written(own_record, owner, delete("Task", gone.id), after)
    assert (await listed(own_record))[1] == ["after"]
    assert (await listed(own_record, organisation=OTHER))[1] == ["theirs"]
    assert (await listed(own_record, organisation="x"))[1] == []


async def test_clauses_and_the_narrowing_both_hold_and_each_who_is_seen_is_logged_once(own_record):
    (one,) = await has(own_record, task(1, "requested", "one"))
    (two,) = await has(own_record, task(2, "accepted", "two"))
    requested = Query(("Task",), (TokenIs("status", ((None, "requested"),)),))
    assert (await listed(own_record, requested))[1] == ["one"]
    assert (await listed(own_record, narrow=HasCode("status", "accepted")))[1] == ["two"]
    for each in (one, two):
        assert [row[:3] for row in (await logged(own_record, each.owner))[1:]] == [("search", "done", "Task")]


async def test_pages_follow_each_other_though_what_stood_on_them_is_answered_meanwhile(own_record):
    owner = own_record.new_owner()
    first, *_ = await has(own_record, *(task(hours, subject=str(hours)) for hours in (1, 2, 2, 4)), task(subject="never"), owner=owner)
    page, subjects = await listed(own_record, Query(("Task",), count=2))
    assert subjects == ["1", "2"]
    await written(own_record, owner, update(task(1, "completed"), first.id, custodian=OFFICE))
    page, subjects = await listed(own_record, Query(("Task",), count=2, after=page.next))
    assert subjects == ["2", "4"]
    page, subjects = await listed(own_record, Query(("Task",), count=2, after=page.next))
    assert (subjects, page.next) == (["never"], None)


async def test_a_place_in_another_list_is_none_of_this(own_record):
    await has(own_record, task(1), task(2))
    page, _ = await listed(own_record, Query(("Task",), count=1))
    answer = await own_record.waiting.listed(OTHER, Query(("Task",), after=page.next), Everything(), entry())
    assert isinstance(answer, Problem)


async def test_when_the_first_are_promised_is_said_without_a_word_of_whom(own_record):
    (one, *_) = await has(own_record, task(3), task(-1), task(), task(1, "completed"))
    before = await logged(own_record, one.owner)
    second = timedelta(seconds=1)
    dues = [NOW - timedelta(hours=1) + second, NOW + timedelta(hours=3) + second, None]
    assert await own_record.waiting.promised(OFFICE, ASKED, Everything()) == tuple(dues)
    assert await own_record.waiting.promised(OFFICE, Query(("Task",), count=2), Everything()) == tuple(dues[:2])
    assert await own_record.waiting.promised(OFFICE, ASKED, Everything(), after=dues[0], until=dues[1]) == (dues[1],)
    assert await own_record.waiting.promised(OFFICE, ASKED, Everything(), after=dues[0], until=dues[1] - second) == ()
    assert await logged(own_record, one.owner) == before


@pytest.mark.parametrize("is_analysed", [False, True])
async def test_the_list_walks_its_index_and_sorts_nothing_on_the_way(own_record, database, is_analysed):
    for _ in range(4):
        await has(own_record, *(task(hours) for hours in range(25)), *(task(1, "completed") for _ in range(50)))
    if is_analysed:
        await administer(database, "analyze")
    with Alone(own_record) as texts:
        await listed(own_record)
        await own_record.waiting.promised(OFFICE, Query(("Task",), count=100), Everything())
    for text in texts:
        plan = await explained(database, text)
        assert "version_waiting" in plan, plan
        assert "Seq Scan" not in plan, plan
        assert "Sort" not in plan.split("CTE Scan on asked")[1].split("version_waiting")[0], plan
