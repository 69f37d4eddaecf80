"""Register, SMS gateway, mail server and push service refuse what the real ones refuse, and hold what came."""

import asyncio
import smtplib
from datetime import timedelta
from itertools import count

import httpx
import pytest

from innsyn.kernel.clock import SteppingClock, instant
from innsyn.sandbox.simulators import contact_register, mailbox, push_service, telephone
from innsyn.sandbox.simulators.kept import Kept

START = instant("2026-11-22T08:00:00+00:00")
ORDER = {
    "idempotencyId": "a-word",
    "sendersReference": "ours",
    "recipientSms": {"phoneNumber": "+4700000001", "timeToLiveInSeconds": 300, "smsSettings": {"sender": "Innsyn", "body": "Noe venter."}},
}
ORDERS, SHIPMENT = "/notifications/api/v1/future/orders/instant/sms", "/notifications/api/v1/future/shipment/{}"
LOOK_UP = "/rest/v2/personer"
TOKEN = {"Authorization": "Bearer good"}


def is_good(token):
    return token == "good"


def names():
    numbers = count(1)
    return lambda: f"{next(numbers):032x}"


def at(application):
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://wire.example")


@pytest.fixture
def messages(tmp_path):
    return telephone.Messages(tmp_path, clock=SteppingClock(START), new_id=names())


@pytest.fixture
async def gateway(messages):
    async with at(telephone.simulator(messages, accepts=is_good)) as wire:
        yield wire


@pytest.fixture
async def register():
    people = {"1": contact_register.Registered(number="1", email="a@b.example", confirmed_at=START - timedelta(days=1))}
    async with at(contact_register.simulator(people, accepts=is_good, clock=SteppingClock(START))) as wire:
        yield wire


async def test_an_order_is_new_once(gateway, messages):
    first, again = [await gateway.post(ORDERS, json=ORDER, headers=TOKEN) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert [each.body for each in messages.to("+4700000001")] == ["Noe venter."]
    shipment = await gateway.get(SHIPMENT.format(first.json()["notification"]["shipmentId"]), headers=TOKEN)
    assert (shipment.json()["status"], shipment.json()["recipients"][0]["status"]) == ("Order_Completed", "SMS_Delivered")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer bad"}, {"Authorization": "Basic good"}])
async def test_without_a_token_nothing_is_sent_and_nobody_looked_up(gateway, register, messages, headers):
    assert (await gateway.post(ORDERS, json=ORDER, headers=headers)).status_code == 401
    assert (await gateway.get(SHIPMENT.format("x"), headers=headers)).status_code == 401
    assert (await register.post(LOOK_UP, json={"personidentifikatorer": ["1"]}, headers=headers)).status_code == 401
    assert messages.to("+4700000001") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"idempotencyId": ""},
        {"idempotencyId": None},
        {"recipientSms": {}},
        {"recipientSms": ORDER["recipientSms"] | {"phoneNumber": "00000001"}},
        {"recipientSms": ORDER["recipientSms"] | {"timeToLiveInSeconds": 59}},
        {"recipientSms": ORDER["recipientSms"] | {"smsSettings": {"body": ""}}},
    ],
)
async def test_an_order_that_is_none_is_refused(gateway, wrong):
    assert (await gateway.post(ORDERS, json=ORDER | wrong, headers=TOKEN)).status_code == 400


@pytest.mark.parametrize("shipment", ["0" * 32, "..", "a.once"])
async def test_a_shipment_nobody_ordered_is_not_there(gateway, shipment):
    assert (await gateway.get(SHIPMENT.format(shipment), headers=TOKEN)).status_code == 404


async def test_the_register_answers_for_each_who_is_asked_about(register):
    answer = await register.post(LOOK_UP, json={"personidentifikatorer": ["1", "2"]}, headers=TOKEN)
    assert [(each["personidentifikator"], each["status"], each["reservasjon"]) for each in answer.json()["personer"]] == [
        ("1", "AKTIV", "NEI"),
        ("2", "IKKE_REGISTRERT", "NEI"),
    ]


@pytest.mark.parametrize(
    "content", [{}, [], {"personidentifikatorer": []}, {"personidentifikatorer": ["1"] * 1001}, {"personidentifikatorer": [1]}]
)
async def test_the_register_takes_one_to_a_thousand(register, content):
    assert (await register.post(LOOK_UP, json=content, headers=TOKEN)).status_code == 400


async def test_the_mail_server_speaks_as_any_other(tmp_path):
    letters = mailbox.Letters(tmp_path, clock=SteppingClock(START), new_id=names())
    server = mailbox.MailServer(letters)
    port = await server.open()

    def converse():
        with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
            said = [client.docmd("DATA")[0], client.docmd("VRFY x")[0], client.noop()[0], client.docmd("RCPT TO:<a@b.example>")[0]]
            client.helo()
            client.rset()
            client.sendmail("x@y.example", ["a@b.example", "c@d.example"], b"Subject: S\r\n\r\n.dot\r\n\xe6\r\n")
            return said

    assert await asyncio.to_thread(converse) == [503, 502, 250, 503]
    await server.close()
    assert [len(letters.to(address)) for address in ("a@b.example", "c@d.example", "x@y.example")] == [1, 1, 0]
    assert letters.to("A@B.example")[0].body.startswith(".dot")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Authorization": "vapid t=x, k=owner"}, 403),
        ({"Authorization": "Bearer x"}, 403),
    ],
)
async def test_the_push_service_takes_from_nobody_else(headers, status):
    service = push_service.PushService("http://push.example", SteppingClock(START))
    service.subscribe("phone", "owner")
    async with at(push_service.simulator(service)) as wire:
        assert (await wire.post("/push/phone", content=b"x", headers={"TTL": "1", **headers})).status_code == status
        assert (await wire.post("/push/nobody", content=b"x")).status_code == 404
    assert service.held["phone"] == {}


def test_what_arrives_is_kept_in_order_and_not_for_ever(tmp_path):
    kept = Kept(tmp_path / "kept", most=5)
    assert list(kept.newest_first()) == []
    for number in range(8):
        kept.add({"number": number}, name="x", at=START + timedelta(seconds=number))
    numbers = [each["number"] for each in kept.newest_first()]
    assert (numbers[0], numbers[-1], len(numbers)) == (7, 3, 5)


def test_a_word_is_taken_once(tmp_path):
    kept = Kept(tmp_path)
    assert kept.once("word", {"first": True}) is None
    assert kept.once("word", {"first": False}) == {"first": True}
    assert kept.found("other") is None
