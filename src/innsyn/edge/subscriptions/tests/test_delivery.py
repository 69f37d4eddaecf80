"""What a receiver gets: in order, once, until it has taken it, and never more than its client may see."""

import asyncio
import json
from datetime import timedelta

import pytest

from innsyn.edge.subscriptions.tests.world import OURS, THEIRS, a_client, observation, plain, topical
from innsyn.gate.scopes import Scopes
from innsyn.record.stored import Write


def numbers_in(request):
    """The event numbers in a notification."""
    status = request.json["entry"][0]["resource"]
    return [
        part["valueString"]
        for one in status["parameter"] if one["name"] == "notification-event"
        for part in one["part"] if part["name"] == "event-number"
    ]  # fmt: skip


def parameter(request, name):
    """One value of a notification's status."""
    found = [one for one in request.json["entry"][0]["resource"]["parameter"] if one["name"] == name]
    return next((value for key, value in found[0].items() if key != "name"), None) if found else None


async def test_r4_form_puts_the_very_bytes_at_the_receiver(world, receiver):
    id_ = await world.activates(plain(receiver))
    (one,) = await world.writes(observation(valueQuantity={"value": 7.0}))
    await world.works()
    (request,) = receiver.events
    assert (request.method, request.path) == ("PUT", f"/hook/Observation/{one.id}")
    assert request.body == one.body
    assert request.headers["innsyn-subscription"] == id_
    assert request.headers["authorization"] == "Bearer very-secret-indeed"


async def test_r4_form_without_payload_is_a_bare_post(world, receiver):
    await world.activates(plain(receiver, payload=None))
    await world.writes(observation())
    await world.works()
    assert [(one.method, one.path, one.body) for one in receiver.events] == [("POST", "/hook", b"")]


async def test_r4_form_as_xml(world, receiver):
    await world.activates(plain(receiver, payload="application/fhir+xml"))
    await world.writes(observation())
    await world.works()
    (request,) = receiver.events
    assert request.headers["content-type"] == "application/fhir+xml"
    assert request.body.startswith(b"<Observation") or b"<Observation" in request.body[:200]


async def test_only_what_the_criteria_find_is_told(world, receiver):
    await world.activates(plain(receiver))
    await world.writes(
        observation("2-2"), observation("718-7"), {"resourceType": "Flag", "status": "active", "code": {"text": "x"}, "subject": {}}
    )
    await world.works()
    assert len(receiver.events) == 1


async def test_an_update_is_told_as_it_came_and_a_deletion_is_not_told_in_r4_form(world, receiver):
    await world.activates(plain(receiver))
    owner = world.record.new_owner()
    (one,) = await world.writes(observation(), owner=owner)
    body = json.dumps(observation(status="amended")).encode()
    await world.carries_out(owner, [Write("update", "Observation", body, id=one.id, custodian=OURS)])
    await world.carries_out(owner, [Write("delete", "Observation", id=one.id, custodian=OURS)])
    await world.works()
    assert [request.json["status"] for request in receiver.events] == ["final", "amended"]


async def test_nothing_from_before_the_subscription_is_told(world, receiver):
    await world.writes(observation())
    await world.activates(plain(receiver))
    await world.works()
    assert receiver.events == []


async def test_what_comes_between_asking_and_answering_is_told(world, receiver):
    await world.subscribes(plain(receiver))
    await world.writes(observation())
    await world.works()
    await world.works()
    assert receiver.taken == [1]


async def test_what_another_organisation_keeps_is_not_told_and_not_counted(world, receiver):
    await world.activates(plain(receiver))
    await world.writes(observation(), custodian=THEIRS)
    await world.writes(observation(), custodian=OURS)
    await world.works()
    assert receiver.taken == [1]


async def test_each_sending_is_in_the_patients_log(world, receiver):
    await world.activates(topical(receiver))
    owner = world.record.new_owner()
    (one,) = await world.writes(observation(), owner=owner)
    assert await world.shown_in_log(owner) == []
    await world.works()
    assert await world.shown_in_log(owner) == [one.row]


async def test_matching_alone_is_not_in_the_patients_log(world, receiver):
    await world.activates(plain(receiver, "Observation?code=2-2"))
    owner = world.record.new_owner()
    await world.writes(observation(), owner=owner)
    before = await world.record.log_page(owner)
    await world.works()
    assert await world.record.log_page(owner) == before


async def test_a_receiver_that_says_no_gets_the_same_again_later_and_then_what_came_after(world, receiver):
    id_ = await world.activates(plain(receiver))
    await world.writes(observation())
    receiver.answer = 503
    await world.works()
    await world.writes(observation())
    await world.works()
    assert receiver.taken == [1]
    shown = await world.shown(id_)
    assert (shown["status"], shown["error"]) == ("active", "the endpoint answered 503")
    receiver.answer = 200
    world.clock.leap(minutes=1)
    await world.works()
    assert receiver.taken == [1, 1, 2]
    assert "error" not in await world.shown(id_)


async def test_waiting_grows_and_has_a_cap(world, receiver):
    id_ = await world.activates(plain(receiver))
    await world.writes(observation())
    receiver.answer, waits = 500, []
    for _ in range(12):
        await world.works()
        one = await world.following.subscriptions.get(id_)
        waits.append(round((one.due_at - world.clock.now).total_seconds()))
        world.clock.now = one.due_at
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


async def test_after_the_agreed_time_the_status_is_error_and_nothing_is_lost(world, receiver):
    id_ = await world.activates(topical(receiver))
    await world.writes(observation())
    await receiver.stop()
    await world.works()
    world.clock.leap(hours=25)
    await world.works()
    shown = await world.shown(id_)
    assert (shown["status"], shown["error"]) == ("error", "no answer: the endpoint cannot be connected to")
    await world.writes(observation())
    await world.works()
    (one,) = await world.following.subscriptions.of_client("journal")
    assert one.last_event == 2
    await receiver.start()
    await world.works()
    assert receiver.taken == []
    await world.changes(id_, status="requested")
    await world.works()
    await world.works()
    assert [parameter(request, "type") for request in receiver.requests[1:]] == ["handshake", "event-notification"]
    assert numbers_in(receiver.requests[-1]) == ["1", "2"]


async def test_a_receiver_that_is_too_slow_gets_it_again(world, receiver):
    timeout = ("backport-timeout", "valueUnsignedInt", 1)
    id_ = await world.activates(topical(receiver, numbers=[timeout]))
    async with asyncio.timeout(60):
        while (await world.shown(id_))["status"] != "active":
            await world.changes(id_, status="requested")
            await world.works()
    receiver.delay_s = 5
    await world.writes(observation())
    await world.works()
    (one,) = await world.following.subscriptions.of_client("journal")
    assert one.fault.text == "no answer within 1 seconds"
    receiver.delay_s = 0
    world.clock.leap(minutes=1)
    await world.works()
    assert numbers_in(receiver.requests[-1]) == ["1"]


@pytest.mark.parametrize(("status", "is_taken"), [(200, True), (204, True), (302, False), (400, False), (410, False), (503, False)])
async def test_only_a_yes_is_a_yes_and_redirects_are_not_followed(world, receiver, status, is_taken):
    await world.activates(plain(receiver))
    receiver.answer = status
    await world.writes(observation())
    await world.works()
    assert (await world.following.events.waiting("sub-1", 10) == []) is is_taken
    assert len(receiver.events) == 1


async def test_a_receiver_that_hangs_up_gets_it_again(world, receiver):
    await world.activates(plain(receiver))
    receiver.closes = True
    await world.writes(observation())
    await world.works()
    receiver.closes = False
    world.clock.leap(minutes=1)
    await world.works()
    assert receiver.taken == [1, 1]


async def test_a_receiver_that_says_more_than_its_answer_is_cut_short(world, receiver):
    receiver.tail = b"x" * 3_000_000
    await world.activates(plain(receiver))
    await world.writes(observation(), observation())
    await world.works()
    assert receiver.taken == [1, 2]


async def test_one_patients_versions_come_in_order_while_several_patients_come_at_once(world, receiver):
    await world.activates(plain(receiver))
    owners = [world.record.new_owner() for _ in range(6)]

    async def is_changed(owner):
        (one,) = await world.writes(observation(), owner=owner)
        for step in range(2, 8):
            body = json.dumps(observation(note=[{"text": str(step)}])).encode()
            await world.carries_out(owner, [Write("update", "Observation", body, id=one.id, custodian=OURS)])
        return one.id

    ids = await asyncio.gather(*[is_changed(owner) for owner in owners])
    receiver.delay_s, receiver.gathers = 0.01, 4
    await world.works()
    for id_ in ids:
        assert [request.json["meta"]["versionId"] for request in receiver.events if request.json["id"] == id_] == list("1234567")
    assert sorted(receiver.taken) == list(range(1, 43))
    assert receiver.most_at_once == 4


async def test_what_one_patient_waits_for_never_overtakes_it(world, receiver):
    await world.activates(plain(receiver))
    owner = world.record.new_owner()
    (first,) = await world.writes(observation(), owner=owner)
    await world.writes(observation(), owner=owner)
    receiver.answer = lambda request: 500 if request.json["id"] == first.id else 200
    await world.works()
    assert receiver.taken == [1]


async def test_a_handshake_comes_before_everything(world, receiver):
    id_ = await world.subscribes(topical(receiver))
    assert (await world.shown(id_))["status"] == "requested"
    await world.works()
    (request,) = receiver.requests
    assert (parameter(request, "type"), parameter(request, "status")) == ("handshake", "requested")
    assert parameter(request, "events-since-subscription-start") == "0"
    assert (await world.shown(id_))["status"] == "active"


async def test_a_failed_handshake_is_an_error_with_its_reason(world, receiver):
    receiver.answer = 404
    id_ = await world.activates(topical(receiver))
    shown = await world.shown(id_)
    assert (shown["status"], shown["error"]) == ("error", "the endpoint answered 404")


@pytest.mark.parametrize(("answer", "status"), [(405, "active"), (415, "active"), (401, "error"), (404, "error"), (500, "error")])
async def test_in_r4_form_a_receiver_of_resources_may_refuse_the_bare_notice(world, receiver, answer, status):
    receiver.answer = answer
    id_ = await world.activates(plain(receiver))
    assert (await world.shown(id_))["status"] == status


async def test_a_notification_holds_the_events_and_their_resources_as_they_are_stored(world, receiver):
    await world.activates(topical(receiver, "Observation?code=718-7"))
    (one,) = await world.writes({**observation(), "valueQuantity": {"value": 0.4}})
    await world.works()
    request = receiver.requests[-1]
    status, entry = request.json["entry"]
    assert request.json["type"] == "history"
    assert status["request"] == {"method": "GET", "url": "http://innsyn.test/fhir/Subscription/sub-1/$status"}
    assert parameter(request, "topic") == "http://innsyn.example/fhir/SubscriptionTopic/record"
    assert entry["fullUrl"] == f"http://innsyn.test/fhir/Observation/{one.id}"
    assert (entry["request"]["method"], entry["response"]["status"]) == ("POST", "201")
    assert one.body in request.body


async def test_decimals_reach_the_receiver_as_they_were_written(world, receiver):
    await world.activates(topical(receiver))
    body = json.dumps(observation()).encode()[:-1] + b',"valueQuantity":{"value":0.40}}'
    await world.carries_out(world.record.new_owner(), [Write("create", "Observation", body, custodian=OURS)])
    await world.works()
    assert b'"value":0.40}' in receiver.requests[-1].body


async def test_a_deletion_is_told_to_a_topic_by_what_was_there_before(world, receiver):
    await world.activates(topical(receiver, "Observation?code=718-7"))
    owner = world.record.new_owner()
    wanted, other = await world.writes(observation(), observation("2-2"), owner=owner)
    await world.carries_out(owner, [Write("delete", "Observation", id=one.id, custodian=OURS) for one in (wanted, other)])
    await world.works()
    entries = receiver.requests[-1].json["entry"][1:]
    assert [(one["request"]["method"], one["fullUrl"].rpartition("/")[2]) for one in entries] == [
        ("POST", wanted.id),
        ("DELETE", wanted.id),
    ]
    assert "resource" not in entries[1]


async def test_a_topic_may_be_about_one_patient(world, receiver):
    owner = world.record.new_owner()
    (patient,) = await world.writes({"resourceType": "Patient", "birthDate": "1980-01-01"}, owner=owner)
    await world.activates(topical(receiver, f"patient=Patient/{patient.id}"))
    await world.writes(observation(), owner=owner)
    await world.writes(observation())
    await world.works()
    assert len(receiver.events) == 1


async def test_r4_criteria_may_be_about_one_patient_also_where_she_is_named_by_number_alone(world, receiver):
    owner = world.record.new_owner()
    (patient,) = await world.writes({"resourceType": "Patient", "birthDate": "1980-01-01"}, owner=owner)
    await world.activates(plain(receiver, f"Observation?patient=Patient/{patient.id}"))
    subject = {"identifier": {"system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": "01815015076"}}
    await world.writes(observation(subject=subject), owner=owner)
    await world.writes(observation(), owner=world.record.new_owner())
    await world.works()
    assert len(receiver.events) == 1


@pytest.mark.parametrize(("content", "has_focus", "entries"), [("empty", False, 1), ("id-only", True, 2), ("full-resource", True, 2)])
async def test_content_says_how_much_is_told(world, receiver, content, has_focus, entries):
    await world.activates(topical(receiver, content=content))
    await world.writes(observation())
    await world.works()
    request = receiver.requests[-1]
    assert (b'"focus"' in request.body) is has_focus
    assert len(request.json["entry"]) == entries
    assert (b"718-7" in request.body) is (content == "full-resource")


async def test_max_count_holds_how_many_events_come_at_once(world, receiver):
    await world.activates(topical(receiver, numbers=[("backport-max-count", "valuePositiveInt", 2)]))
    await world.writes(*[observation() for _ in range(5)])
    await world.works()
    assert [numbers_in(request) for request in receiver.events] == [["1", "2"], ["3", "4"], ["5"]]


async def test_a_heartbeat_comes_when_nothing_else_does(world, receiver):
    await world.activates(topical(receiver, numbers=[("backport-heartbeat-period", "valueUnsignedInt", 60)]))
    await world.works()
    assert len(receiver.requests) == 1
    world.clock.leap(seconds=61)
    await world.works()
    assert parameter(receiver.requests[-1], "type") == "heartbeat"
    await world.works()
    assert len(receiver.requests) == 2


async def test_what_is_shielded_before_it_is_sent_is_not_sent(world, receiver):
    await world.activates(topical(receiver))
    receiver.answer = 503
    shielded, open_ = await world.writes(observation(), observation())
    await world.works()
    receiver.answer = 200
    receiver.requests.clear()
    world.gate.hidden.add(shielded.id)
    world.clock.leap(minutes=1)
    await world.works()
    (request,) = receiver.requests
    assert shielded.id.encode() not in request.body
    assert open_.id.encode() in request.body
    assert numbers_in(request) == ["1", "2"]


async def test_a_client_that_is_not_registered_any_more_gets_nothing_and_is_turned_off(world, receiver):
    id_ = await world.activates(topical(receiver))
    await world.writes(observation())
    while await world.matching.round(world.clock()):
        pass
    world.registry.clients.pop("journal")
    await world.works()
    assert receiver.events == []
    assert (await world.following.subscriptions.get(id_)).status == "off"


async def test_a_client_whose_scope_was_withdrawn_gets_nothing_more_of_it(world, receiver):
    client = a_client(scopes="system/Observation.rs system/Flag.rs system/Subscription.cruds")
    world.registry.clients["journal"] = client
    await world.activates(topical(receiver), client)
    receiver.answer = 503
    await world.writes(observation())
    await world.works()
    receiver.answer = 200
    receiver.requests.clear()
    world.registry.clients["journal"] = a_client(scopes="system/Flag.rs system/Subscription.cruds")
    world.clock.leap(minutes=1)
    await world.writes(observation())
    await world.works()
    assert receiver.requests == []


async def test_a_subscription_never_has_more_scopes_than_it_was_asked_for_with(world, receiver):
    narrow = a_client(scopes="system/Flag.rs system/Subscription.cruds")
    await world.activates(topical(receiver), narrow)
    assert world.registry.clients["journal"].scopes == Scopes.parse("system/*.cruds")
    await world.writes(observation())
    await world.works()
    assert receiver.events == []


async def test_two_clients_get_each_their_own(world, receiver):
    await world.activates(plain(receiver))
    await world.activates(plain(receiver), world.stranger)
    await world.writes(observation(), custodian=THEIRS)
    await world.works()
    assert [request.headers["innsyn-subscription"] for request in receiver.events] == ["sub-2"]


async def test_a_subscription_ends_when_it_said_it_would(world, receiver):
    id_ = await world.activates(plain(receiver, end="2026-11-22T12:00:00+00:00"))
    world.clock.leap(hours=2)
    await world.writes(observation())
    await world.works()
    assert receiver.events == []
    assert (await world.shown(id_))["status"] == "off"


async def test_what_is_off_hears_nothing_and_begins_anew_when_it_is_asked_for_again(world, receiver):
    id_ = await world.activates(plain(receiver))
    await world.changes(id_, status="off")
    await world.writes(observation())
    await world.works()
    await world.changes(id_, status="requested")
    await world.works()
    await world.writes(observation())
    await world.works()
    await world.works()
    assert receiver.taken == [1]


async def test_everything_since_an_instant_is_told_also_from_before_the_subscription(world, receiver):
    early, since = world.clock.now - timedelta(days=2), world.clock.now - timedelta(days=1)
    await world.writes(observation("718-7"), now=early)
    (one,) = await world.writes(observation("718-7"), now=since)
    url = "http://innsyn.example/fhir/StructureDefinition/subscription-since"
    await world.activates(plain(receiver, extension=[{"url": url, "valueInstant": since.isoformat()}]))
    await world.works()
    assert [request.json["id"] for request in receiver.events] == [one.id]


async def test_an_endpoint_whose_name_begins_to_lead_inside_is_not_sent_to(world, receiver):
    id_ = await world.activates(plain(receiver))
    object.__setattr__(world.practice.reachable, "networks", ())
    await world.writes(observation())
    await world.works()
    assert receiver.events == []
    assert (await world.shown(id_))["status"] == "error"
