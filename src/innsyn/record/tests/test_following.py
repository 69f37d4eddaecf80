"""Subscriptions are kept, their events numbered once and settled once, and the feed's places found."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from innsyn.record.query import ReferenceIs, TextHas, TokenIs
from innsyn.record.record import Record
from innsyn.record.stored import SHARED
from innsyn.record.subscribed import Fault, Subscribed
from innsyn.record.subscription_events import Reach
from innsyn.record.tests.samples import LABORATORY, NOW, create, delete, observation, update, written

LATER = NOW + timedelta(minutes=5)


def subscription(id_="s1", **more):
    """A subscription nobody has answered yet."""
    given = {
        "client": "journal", "scopes": "system/*.rs", "version": 1, "changed_at": NOW, "resource": b"{}", "secrets": b"sealed",
        "status": "requested", "position": "0x0", "due_at": NOW,
    }  # fmt: skip
    return Subscribed(id=id_, **(given | more))


@pytest.fixture
async def following(own_record):
    """What follows an empty record."""
    return own_record.following


async def changes_of(record, after=None):
    """The whole feed."""
    changes, _ = await record.changes(after, 1000)
    return changes


async def test_a_subscription_comes_back_as_it_was_kept(following):
    one = subscription(since=NOW)
    await following.subscriptions.add(one)
    assert await following.subscriptions.get("s1") == one
    assert await following.subscriptions.of_client("journal") == [one]
    assert await following.subscriptions.get("s2") is None
    assert await following.subscriptions.of_client("another") == []


async def test_a_change_by_the_client_stands_only_on_the_version_it_saw(following):
    await following.subscriptions.add(subscription())
    assert await following.subscriptions.change(subscription(resource=b"new"), LATER)
    assert not await following.subscriptions.change(subscription(resource=b"late"), LATER)
    assert (await following.subscriptions.get("s1")).resource == b"new"


async def test_a_status_is_turned_only_when_nobody_changed_the_subscription_meanwhile(following):
    await following.subscriptions.add(subscription())
    assert await following.subscriptions.turn(subscription(), "error", LATER, Fault("no-response", "no answer in time"))
    found = await following.subscriptions.get("s1")
    assert (found.status, found.fault.code, found.version) == ("error", "no-response", 2)
    assert not await following.subscriptions.turn(subscription(), "active", LATER)


async def test_what_is_off_is_not_at_work(following):
    await following.subscriptions.add(subscription("on"))
    await following.subscriptions.add(subscription("off", status="off"))
    assert [one.id for one in await following.subscriptions.at_work()] == ["on"]


async def test_failing_is_counted_from_the_first_and_forgotten_when_the_receiver_answers(following):
    await following.subscriptions.add(subscription())
    await following.subscriptions.failed("s1", Fault("error-response", "it said 503"), NOW, LATER)
    await following.subscriptions.failed("s1", Fault("no-response", "nothing"), LATER, LATER)
    found = await following.subscriptions.get("s1")
    assert (found.attempts, found.failing_since, found.fault.code) == (2, NOW, "no-response")
    await following.subscriptions.spoke("s1", LATER)
    found = await following.subscriptions.get("s1")
    assert (found.attempts, found.failing_since, found.fault.code, found.spoke_at) == (0, None, "", LATER)


async def test_a_removed_subscription_takes_its_events_along(own_record, following):
    await written(own_record, own_record.new_owner(), create(observation()))
    await following.subscriptions.add(subscription())
    await following.events.step("s1", "0x0", "9x9", await changes_of(own_record))
    assert not await following.subscriptions.remove("s1", 7)
    assert await following.subscriptions.remove("s1", 1)
    assert await following.events.between("s1", Reach()) == []


async def test_events_are_numbered_without_holes_in_the_order_of_the_feed(own_record, following):
    for _ in range(3):
        await written(own_record, own_record.new_owner(), create(observation()))
    seen = await changes_of(own_record)
    await following.subscriptions.add(subscription())
    assert await following.events.step("s1", "0x0", "1x1", seen[:2])
    assert await following.events.step("s1", "1x1", "2x2", [])
    assert await following.events.step("s1", "2x2", "3x3", seen[2:])
    assert [one.is_waiting for one in await following.subscriptions.at_work()] == [True]
    waiting = await following.events.waiting("s1", 10)
    assert [(event.number, event.row) for event in waiting] == [(place, one.row) for place, one in enumerate(seen, 1)]
    assert (await following.subscriptions.get("s1")).last_event == 3


async def test_of_many_who_take_the_same_step_one_does(own_record, following):
    await written(own_record, own_record.new_owner(), create(observation()))
    seen = await changes_of(own_record)
    await following.subscriptions.add(subscription())
    steps = await asyncio.gather(*[following.events.step("s1", "0x0", "9x9", seen) for _ in range(8)])
    assert sum(steps) == 1
    assert len(await following.events.waiting("s1", 10)) == 1


async def test_settled_events_wait_no_more_until_they_are_wanted_again(own_record, following):
    for _ in range(3):
        await written(own_record, own_record.new_owner(), create(observation()))
    await following.subscriptions.add(subscription())
    await following.events.step("s1", "0x0", "9x9", await changes_of(own_record))
    await following.events.settle("s1", [1, 2], "sent", NOW)
    assert [event.number for event in await following.events.waiting("s1", 10)] == [3]
    await following.events.settle("s1", [3], "withheld", NOW)
    assert [one.is_waiting for one in await following.subscriptions.at_work()] == [False]
    assert await following.events.again("s1", Reach(first=2)) == 2
    assert [event.number for event in await following.events.waiting("s1", 10)] == [2, 3]


async def test_what_was_settled_long_ago_is_forgotten_and_what_waits_never(own_record, following):
    for _ in range(2):
        await written(own_record, own_record.new_owner(), create(observation()))
    await following.subscriptions.add(subscription())
    await following.events.step("s1", "0x0", "9x9", await changes_of(own_record))
    await following.events.settle("s1", [1], "sent", NOW)
    assert await following.events.forget(NOW) == 0
    assert await following.events.forget(LATER) == 1
    assert [event.number for event in await following.events.between("s1", Reach())] == [2]


async def test_the_end_of_the_feed_is_before_everything_later_and_after_everything_earlier(own_record, following):
    owner = own_record.new_owner()
    await written(own_record, owner, create(observation()))
    end = await following.end()
    assert await changes_of(own_record, end) == []
    (new,) = await written(own_record, owner, create(observation()))
    assert [one.row for one in await changes_of(own_record, end)] == [new.row]


async def test_the_place_at_an_instant_skips_nothing_from_then_on(own_record, following):
    owner, days = own_record.new_owner(), [NOW + timedelta(days=day) for day in range(9)]
    for day in days:
        await written(own_record, owner, create(observation()), at=day)
    for place, day in enumerate(days):
        found = await changes_of(own_record, await following.place_at(day))
        assert [one.recorded_at for one in found] == days[place:]
    assert await changes_of(own_record, await following.place_at(days[-1] + timedelta(days=1))) == []
    assert await following.place_at(NOW - timedelta(days=1)) == "0x0"


@pytest.mark.parametrize(
    ("clauses", "fulfil"),
    [
        ((), {1, 2, 3}),
        ((TokenIs("code", ((None, "718-7"),)),), {1}),
        ((TokenIs("code", ((None, "718-7"),), negated=True),), {2, 3}),
        ((TokenIs("category", ((LABORATORY[0], None),)), TokenIs("code", ((None, "2-2"),))), {2, 3}),
        ((ReferenceIs("subject", ("Patient/x",)),), {2, 3}),
        ((TextHas("value-string", "Fin"),), set()),
    ],
    ids=["nothing asked", "first code", "not that code", "both", "reference", "none"],
)
async def test_clauses_are_asked_of_each_version_also_of_one_that_was_replaced_and_of_what_was_deleted(
    own_record, following, clauses, fulfil
):
    owner = own_record.new_owner()
    (one,) = await written(own_record, owner, create(observation()))
    await written(own_record, owner, update(observation("2-2", subject={"reference": "Patient/x"}), one.id))
    await written(own_record, owner, delete("Observation", one.id))
    seen = await changes_of(own_record)
    found = await following.which_fulfil(seen, clauses)
    assert {change.version for change in seen if change.row in found} == fulfil


async def test_what_belongs_to_nobody_is_asked_too(own_record, following):
    await written(own_record, SHARED, create(b'{"resourceType":"Organization","name":"Sykehuset"}'))
    seen = await changes_of(own_record)
    assert await following.which_fulfil(seen, (TextHas("name", "syke"),)) == {seen[0].row}
    assert await following.which_fulfil(seen, (TextHas("name", "fastlege"),)) == frozenset()


async def test_the_turn_is_one_process_s_at_a_time_and_free_when_it_lets_go(database):
    first, second = await Record.open(database), await Record.open(database)
    try:
        async with first.following.turn(7) as ours:
            assert await ours.is_held()
            async with second.following.turn(7) as theirs, second.following.turn(8) as another:
                assert theirs is None
                assert another is not None
        async with second.following.turn(7) as theirs:
            assert theirs is not None
        assert not await ours.is_held()
    finally:
        await first.close()
        await second.close()


def test_a_subscription_s_secrets_are_not_shown():
    assert "sealed" not in repr(replace(subscription(), secrets=b"sealed"))
