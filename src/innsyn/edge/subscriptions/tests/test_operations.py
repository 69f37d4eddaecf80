"""What a client can ask: status, events that were, and to have them again; always only of its own."""

import json
from datetime import timedelta

import pytest

from innsyn.edge.subscriptions.tests.test_delivery import numbers_in
from innsyn.edge.subscriptions.tests.world import observation, plain, topical


class Answered:
    """An answer looked at as a request is."""

    def __init__(self, body):
        assert isinstance(body, bytes), body
        self.body, self.json = body, json.loads(body)


async def test_status_says_what_is_wrong_and_how_far_it_has_come(world, receiver):
    id_ = await world.activates(topical(receiver))
    await world.writes(observation())
    receiver.answer = 503
    await world.works()
    bundle = json.loads(await world.operations.status(world.client, id_, []))
    (entry,) = bundle["entry"]
    said = {one["name"]: next(value for key, value in one.items() if key != "name") for one in entry["resource"]["parameter"]}
    assert bundle["type"] == "searchset"
    assert (said["status"], said["type"], said["events-since-subscription-start"]) == ("active", "query-status", "1")
    assert said["error"]["coding"][0]["code"] == "error-response"


async def test_status_of_all_is_of_ones_own_and_can_be_chosen_from(world, receiver):
    await world.activates(plain(receiver))
    await world.subscribes(topical(receiver))
    await world.subscribes(plain(receiver), world.stranger)

    async def count(*parameters):
        return json.loads(await world.operations.status(world.client, None, parameters))["total"]

    assert await count() == 2
    assert await count(("status", "active")) == 1
    assert await count(("id", "sub-1"), ("id", "sub-3")) == 1
    assert await count(("status", "off")) == 0


async def test_events_that_were_are_given_again_by_number_and_logged(world, receiver):
    id_ = await world.activates(topical(receiver))
    owner = world.record.new_owner()
    written = await world.writes(*[observation() for _ in range(4)], owner=owner)
    await world.works()
    before = await world.shown_in_log(owner)
    reach = [("eventsSinceNumber", "2"), ("eventsUntilNumber", "3")]
    answer = Answered(await world.operations.events(world.client, id_, reach, world.clock()))
    assert numbers_in(answer) == ["2", "3"]
    assert [entry["resource"]["id"] for entry in answer.json["entry"][1:]] == [one.id for one in written[1:3]]
    assert len(await world.shown_in_log(owner)) == len(before) + 2


async def test_events_give_nothing_that_the_client_may_not_see_any_more(world, receiver):
    id_ = await world.activates(topical(receiver))
    (one,) = await world.writes(observation())
    await world.works()
    world.gate.hidden.add(one.id)
    answer = Answered(await world.operations.events(world.client, id_, [], world.clock()))
    assert numbers_in(answer) == ["1"]
    assert one.id.encode() not in answer.body
    assert b'timestamp",' not in answer.body


@pytest.mark.parametrize(("content", "has_body"), [("empty", False), ("id-only", False), ("full-resource", True)])
async def test_events_come_with_as_much_as_is_wished(world, receiver, content, has_body):
    id_ = await world.activates(topical(receiver, content="empty"))
    await world.writes(observation())
    await world.works()
    answer = Answered(await world.operations.events(world.client, id_, [("content", content)], world.clock()))
    assert (b"718-7" in answer.body) is has_body


async def test_events_of_r4_form_are_kept_too(world, receiver):
    id_ = await world.activates(plain(receiver))
    await world.writes(observation())
    await world.works()
    assert numbers_in(Answered(await world.operations.events(world.client, id_, [], world.clock()))) == ["1"]


async def test_events_are_sent_again_under_the_numbers_they_have(world, receiver):
    id_ = await world.activates(plain(receiver))
    await world.writes(*[observation() for _ in range(3)])
    await world.works()
    answer = await world.operations.resend(world.client, id_, [("eventsSinceNumber", "2")])
    assert json.loads(answer)["issue"][0]["severity"] == "information"
    await world.works()
    assert receiver.taken == [1, 2, 3, 2, 3]


async def test_events_are_sent_again_from_an_instant(world, receiver):
    id_ = await world.activates(plain(receiver))
    early = world.clock.now
    for day in range(3):
        await world.writes(observation(), now=early + timedelta(days=day))
    await world.works()
    await world.operations.resend(world.client, id_, [("eventsSinceInstant", (early + timedelta(days=1)).isoformat())])
    await world.works()
    assert receiver.taken == [1, 2, 3, 2, 3]


@pytest.mark.parametrize("parameters", [[("eventsSinceNumber", "x")], [("eventsUntilNumber", "-1")], [("eventsSinceInstant", "2026")]])
async def test_what_is_no_number_or_instant_is_refused(world, receiver, parameters):
    id_ = await world.subscribes(plain(receiver))
    (problem,) = await world.operations.resend(world.client, id_, parameters)
    assert problem.code == "value"


async def test_another_clients_subscription_is_absent_to_every_operation(world, receiver):
    id_ = await world.subscribes(plain(receiver))
    for answer in (
        await world.operations.status(world.stranger, id_, []),
        await world.operations.events(world.stranger, id_, [], world.clock()),
        await world.operations.resend(world.stranger, id_, []),
    ):
        assert [one.code for one in answer] == ["not-found"]


def test_topics_are_listed(world):
    listed = json.loads(world.operations.topic_list())["parameter"]
    assert listed[0] == {"name": "subscription-topic-canonical", "valueCanonical": "http://innsyn.example/fhir/SubscriptionTopic/record"}
