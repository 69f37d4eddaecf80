"""A client keeps its own subscriptions: what it may ask for, what it sees of them, and that others see nothing."""

import json

import pytest

from innsyn.edge.subscriptions.tests.world import SECRET, a_client, plain, topical


def encoded(resource):
    """As received bytes."""
    return json.dumps(resource).encode()


async def problems(world, resource, client=None):
    """The codes and paths of what is wrong."""
    found = await world.subscriptions.create(client or world.client, encoded(resource), world.clock())
    assert isinstance(found, list), found
    return [(one.code, one.path) for one in found]


async def test_a_new_subscription_is_requested_and_has_its_id_and_version(world, receiver):
    made = await world.subscriptions.create(world.client, encoded(plain(receiver, status="active")), world.clock())
    body = json.loads(made.body)
    assert (body["id"], body["status"], body["meta"]["versionId"], made.version) == (made.id, "requested", "1", 1)


async def test_a_secret_is_nowhere_but_at_the_receiver(world, receiver):
    id_ = await world.activates(topical(receiver))
    receiver.answer = 500
    world.clock.leap(minutes=1)
    await world.works()
    one = await world.following.subscriptions.get(id_)
    shown = await world.subscriptions.read(world.client, id_)
    status = await world.operations.status(world.client, id_, [])
    assert receiver.requests[0].headers["authorization"] == SECRET
    for place in (one.resource, one.secrets, shown.body, status, repr(one).encode(), repr(world.practice).encode()):
        assert SECRET.encode() not in place
    assert json.loads(shown.body)["channel"]["header"] == ["Authorization: (kept)"]


async def test_a_header_that_is_sent_back_as_shown_is_still_sent_to_the_receiver(world, receiver):
    id_ = await world.activates(topical(receiver))
    await world.changes(id_, reason="En annen grunn")
    await world.works()
    assert [one.headers["authorization"] for one in receiver.requests] == [SECRET, SECRET]


async def test_every_byte_but_the_servers_own_stays(world, receiver):
    odd = b' "extension":[{"url":"http://x","valueDecimal":1.50}],  "reason"'
    received = encoded(plain(receiver, payload=None)).replace(b'"reason"', odd)
    made = await world.subscriptions.create(world.client, received, world.clock())
    assert odd in made.body


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"status": "error"}, ("value", "Subscription.status")),
        ({"criteria": "Observation?patient.name=x"}, ("not-supported", "Subscription.criteria")),
        ({"criteria": "http://example.org/SubscriptionTopic/none"}, ("not-supported", "Subscription.criteria")),
    ],
    ids=["status", "criteria", "topic"],
)
async def test_what_cannot_be_served_is_refused_and_named(world, receiver, change, expected):
    assert await problems(world, {**plain(receiver), **change}) == [expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"type": "email"}, ("not-supported", "Subscription.channel.type")),
        ({"payload": "text/plain"}, ("not-supported", "Subscription.channel.payload")),
        ({"endpoint": "ftp://example.org"}, ("security", "Subscription.channel.endpoint")),
        ({"header": ["no colon"]}, ("value", "Subscription.channel.header")),
    ],
    ids=["type", "payload", "endpoint", "header"],
)
async def test_a_channel_that_cannot_be_served_is_refused_and_named(world, receiver, change, expected):
    resource = plain(receiver)
    resource["channel"] |= change
    assert await problems(world, resource) == [expected]


async def test_a_topic_needs_to_say_how_much_is_told(world, receiver):
    resource = topical(receiver)
    del resource["channel"]["_payload"]
    assert await problems(world, resource) == [("required", "Subscription.channel.payload")]


async def test_what_is_no_subscription_is_refused(world):
    assert await problems(world, {"resourceType": "Subscription"})
    assert isinstance(await world.subscriptions.create(world.client, b"{", world.clock()), list)


@pytest.mark.parametrize(
    "client", [a_client(context="user"), a_client(context="patient"), a_client(key="")], ids=["user", "patient", "nobody"]
)
async def test_only_a_registered_system_subscribes(world, receiver, client):
    assert await problems(world, plain(receiver), client) == [("forbidden", "")]


async def test_a_client_does_not_subscribe_to_what_its_scopes_do_not_let_it_read(world, receiver):
    client = a_client(scopes="system/Subscription.cruds system/Flag.rs")
    assert await problems(world, plain(receiver), client) == [("forbidden", "Subscription.criteria")]


async def test_a_client_has_so_many_subscriptions_and_no_more(world, receiver):
    object.__setattr__(world.practice, "most", 1)
    await world.subscribes(plain(receiver))
    assert await problems(world, plain(receiver)) == [("too-costly", "")]
    await world.subscribes(plain(receiver), world.stranger)


async def test_another_clients_subscription_is_absent(world, receiver):
    id_ = await world.subscribes(plain(receiver))
    stranger = world.stranger
    assert await world.subscriptions.read(stranger, id_) is None
    assert await world.subscriptions.update(stranger, id_, encoded(plain(receiver)), None, world.clock()) is None
    assert await world.subscriptions.delete(stranger, id_, None) is None
    assert await world.subscriptions.search(stranger, []) == []
    assert await world.subscriptions.read(world.client, id_)


async def test_a_change_on_an_old_version_is_refused(world, receiver):
    id_ = await world.subscribes(plain(receiver))
    first = await world.subscriptions.update(world.client, id_, encoded(plain(receiver)), 1, world.clock())
    assert first.version == 2
    (problem,) = await world.subscriptions.update(world.client, id_, encoded(plain(receiver)), 1, world.clock())
    assert problem.details["status"] == "412"
    (problem,) = await world.subscriptions.delete(world.client, id_, 1)
    assert problem.details["status"] == "412"


async def test_another_id_in_the_body_is_refused(world, receiver):
    id_ = await world.subscribes(plain(receiver))
    answer = await world.subscriptions.update(world.client, id_, encoded(plain(receiver, id="another")), None, world.clock())
    assert [one.path for one in answer] == ["Subscription.id"]


async def test_a_removed_subscription_is_gone_and_hears_nothing(world, receiver):
    id_ = await world.activates(plain(receiver))
    assert await world.subscriptions.delete(world.client, id_, None) is None
    assert await world.subscriptions.read(world.client, id_) is None


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("status", "requested", ["sub-1", "sub-2"]),
        ("status", "off,error", []),
        ("status:not", "requested", []),
        ("criteria", "observation?", ["sub-1"]),
        ("topic", "http://innsyn.example/fhir/SubscriptionTopic/record", ["sub-2"]),
        ("filter-criteria", "Flag?", ["sub-2"]),
        ("payload", "application/fhir+json", ["sub-1", "sub-2"]),
        ("_id", "sub-2", ["sub-2"]),
        ("url", "http://elsewhere.example", []),
    ],
)
async def test_a_client_finds_its_own_by(world, receiver, name, value, found):
    await world.subscribes(plain(receiver))
    await world.subscribes(topical(receiver, "Flag?"))
    assert [one.id for one in await world.subscriptions.search(world.client, [(name, value)])] == found


async def test_a_search_by_something_unknown_is_refused(world):
    (problem,) = await world.subscriptions.search(world.client, [("reason", "x")])
    assert problem.code == "not-supported"
