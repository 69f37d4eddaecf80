"""Each channel against what it meets on the wire: what arrives, what is refused, what is tried again, and what is sent once only."""

import json
from dataclasses import replace
from datetime import timedelta
from email import message_from_string

import pytest
from cryptography.exceptions import InvalidTag
from tests.contracts.notices.world import EMAIL, PHONE, SMS_TEXT, a_notice, registered
from tests.contracts.notices.world import PUSH as PUSH_ORIGIN

from innsyn.sandbox.simulators import contact_register, mailbox, push_service, telephone
from innsyn.web.notices import Kind
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.choices import Choices
from innsyn.web.notices.kinds import Group
from innsyn.web.preferences import Preference

SMS, LETTER, PUSH = Channel.SMS, Channel.EMAIL, Channel.PUSH


async def test_a_notice_arrives_on_telephone_in_mailbox_and_in_browser(world):
    browser = await world.subscribes()
    await world.tells(a_notice(sender="Fjordby sykehus"))
    assert world.sms == ["Noe fra Fjordby sykehus venter på deg i Innsyn. Logg inn slik du pleier. Vi sender aldri lenker."]
    (letter,) = world.mails
    assert (letter.subject, letter.sender) == ("Noe venter på deg i Innsyn", "Innsyn <varsel@innsyn.example>")
    assert letter.body.startswith("Noe fra Fjordby sykehus venter på deg i Innsyn.\n\nLogg inn")
    (body,) = world.push.held["phone"].values()
    assert json.loads(browser.read(body)) == {"title": "Innsyn", "body": "Noe venter på deg i Innsyn.", "lang": "nb"}
    world.clock.move(timedelta(minutes=2))
    await world.works()
    assert await world.state() == {SMS: "delivered", LETTER: "sent", PUSH: "sent"}


async def test_a_sensitive_sender_is_named_nowhere(world):
    await world.tells(a_notice(sender=None))
    assert world.sms == [SMS_TEXT]
    assert "sykehus" not in world.mails[0].raw


async def test_a_letter_is_plain_says_it_is_automatic_and_always_has_the_same_name(world):
    await world.tells()
    raw = message_from_string(world.mails[0].raw)
    assert raw.get_content_type() == "text/plain"
    assert (raw["Auto-Submitted"], raw["Content-Language"], raw["To"]) == ("auto-generated", "nb", EMAIL)
    assert raw["Message-ID"].endswith("@innsyn.example>")
    assert "http" not in world.mails[0].body


@pytest.mark.parametrize(
    ("chosen", "registered_as", "words"),
    [
        ("se", "nn", "Juoga vuordá"),
        ("", "nn", "Noko ventar"),
        ("", "en", "Something is waiting"),
        ("", "pl", "Noe venter"),
        ("nb", "en", "Noe venter"),
    ],
)
async def test_the_language_is_the_one_chosen_here_else_the_registers_else_bokmål(world, chosen, registered_as, words):
    world.people[registered().number] = registered(language=registered_as)
    await world.preferences.keep("kari", Preference(locale=chosen))
    await world.tells()
    assert world.sms[0].startswith(words)
    assert world.mails[0].subject.startswith(words)


@pytest.mark.parametrize(
    ("registration", "why"),
    [
        (registered(is_reserved=True), "reserved"),
        (registered(status="SLETTET"), "not_registered"),
        (registered(email="", phone=""), "no_address"),
        (registered(confirmed_at=registered().confirmed_at - timedelta(days=600)), "outdated"),
        (None, "not_registered"),
    ],
)
async def test_who_may_not_be_told_is_not_told_and_that_is_not_forgotten(world, registration, why):
    if registration is None:
        world.people.clear()
    else:
        world.people[registration.number] = registration
    await world.tells()
    assert (world.sms, world.mails) == ([], [])
    assert await world.state() == ("no_channel", why)


async def test_who_can_be_reached_an_hour_later_is_told_then(world):
    world.people.clear()
    await world.tells()
    world.people[registered().number] = registered()
    world.clock.move(timedelta(minutes=59))
    await world.works()
    assert world.sms == []
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert len(world.sms) == len(world.mails) == 1


async def test_a_register_that_leaves_her_out_has_not_got_her(world):
    world.faults["register"].add(contact_register.Fault.LEAVES_OUT)
    await world.tells()
    assert await world.state() == ("no_channel", "not_registered")


@pytest.mark.parametrize(
    "fault", [contact_register.Fault.DOWN, contact_register.Fault.SLOW, contact_register.Fault.NO_JSON, contact_register.Fault.FORBIDDEN]
)
async def test_while_the_register_is_away_a_notice_waits_and_then_goes(world, fault):
    with world.suffers("register", fault):
        await world.tells()
    assert await world.state() == ("waiting", "register")
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert world.sms == [SMS_TEXT]


async def test_a_register_that_stays_away_makes_a_notice_fail_where_it_can_be_seen(world):
    world.faults["register"].add(contact_register.Fault.DOWN)
    await world.tells()
    for _ in range(20):
        world.clock.move(timedelta(hours=8))
        await world.works()
    assert await world.state() == ("failed", "register")


async def test_without_a_token_nobody_is_asked_and_nothing_is_lost(world):
    world.token = None
    await world.tells()
    assert await world.state() == ("waiting", "register")


@pytest.mark.parametrize(
    "fault",
    [telephone.Fault.DOWN, telephone.Fault.SLOW, telephone.Fault.FORBIDDEN],
)
async def test_an_sms_gateway_that_is_away_is_tried_again(world, fault):
    with world.suffers("telephone", fault):
        await world.tells()
    assert (world.sms, await world.state()) == ([], {SMS: "waiting", LETTER: "sent"})
    assert (await world.reasons())[SMS] == "gateway"
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert world.sms == [SMS_TEXT]


async def test_an_sms_whose_answer_got_lost_is_ordered_again_and_arrives_once(world):
    world.faults["telephone"].add(telephone.Fault.SENDS_AND_BREAKS_OFF)
    await world.tells()
    world.faults["telephone"].clear()
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert world.sms == [SMS_TEXT]
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert (await world.state())[SMS] == "delivered"


async def test_the_test_would_see_an_sms_that_arrives_twice(world):
    world.faults["telephone"] |= {telephone.Fault.SENDS_AND_BREAKS_OFF, telephone.Fault.FORGETS}
    await world.tells()
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert len(world.sms) == 2


async def test_a_number_the_gateway_refuses_fails_at_once_and_the_letter_goes(world):
    world.faults["telephone"].add(telephone.Fault.REFUSES)
    await world.tells()
    assert await world.state() == {SMS: "failed", LETTER: "sent"}
    assert (await world.reasons())[SMS] == "refused"


async def test_what_the_operator_gives_up_is_seen_as_failed(world):
    world.faults["telephone"].add(telephone.Fault.UNDELIVERED)
    await world.tells()
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert (await world.state())[SMS] == "failed"
    assert (await world.reasons())[SMS] == "undelivered"


async def test_what_is_accepted_and_lost_is_never_called_delivered(world):
    world.faults["telephone"].add(telephone.Fault.LOSES)
    await world.tells()
    for _ in range(12):
        world.clock.move(timedelta(days=1))
        await world.works()
    assert (await world.state())[SMS] == "sent"
    assert not await world.outbox.take_sent(now=world.clock() + timedelta(days=99), until=world.clock() + timedelta(days=100), most=9)


@pytest.mark.parametrize("fault", [telephone.Fault.DOWN, telephone.Fault.NO_JSON])
async def test_while_nobody_says_what_became_of_an_sms_it_is_on_its_way(world, fault):
    await world.tells()
    world.faults["telephone"].add(fault)
    world.faults["telephone"] |= {telephone.Fault.DOWN}
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert (await world.state())[SMS] == "sent"
    world.faults["telephone"].clear()
    world.clock.move(timedelta(minutes=5))
    await world.works()
    assert (await world.state())[SMS] == "delivered"


async def test_an_answer_that_cannot_be_read_is_taken_as_sent_without_a_receipt(world):
    world.faults["telephone"].add(telephone.Fault.NO_JSON)
    await world.tells()
    assert (await world.state())[SMS] == "sent"
    assert world.sms == [SMS_TEXT]


@pytest.mark.parametrize("fault", [mailbox.Fault.DOWN, mailbox.Fault.BUSY, mailbox.Fault.SLOW])
async def test_a_mail_server_that_is_away_or_busy_is_tried_again(world, fault):
    with world.suffers("mailbox", fault):
        await world.tells()
    assert (await world.state())[LETTER] == "waiting"
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert len(world.mails) == 1


@pytest.mark.parametrize(("fault", "why"), [(mailbox.Fault.UNKNOWN_RECEIVER, "address"), (mailbox.Fault.REFUSES, "refused")])
async def test_a_letter_that_is_refused_for_good_is_not_tried_again(world, fault, why):
    world.faults["mailbox"].add(fault)
    await world.tells()
    assert (await world.state())[LETTER] == "failed"
    assert (await world.reasons())[LETTER] == why


async def test_a_letter_whose_answer_got_lost_comes_again_under_the_same_name(world):
    world.faults["mailbox"].add(mailbox.Fault.KEEPS_AND_BREAKS_OFF)
    await world.tells()
    world.faults["mailbox"].clear()
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert len({letter.message_id for letter in world.mails}) == 1
    assert len(world.mails) == 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_letter_is_never_sent_in_the_open_where_encryption_was_asked_for(world, security):
    world.carriers[LETTER]._server = replace(world.carriers[LETTER]._server, security=security)
    await world.tells()
    assert world.mails == []
    assert (await world.reasons())[LETTER] == "gateway"


async def test_a_letter_is_not_sent_where_the_server_knows_no_login(world):
    world.carriers[LETTER]._server = replace(world.carriers[LETTER]._server, user="innsyn", password="secret")
    await world.tells()
    assert (world.mails, (await world.state())[LETTER]) == ([], "waiting")


async def test_a_gateway_that_stays_away_makes_a_delivery_fail_after_six_tries(world):
    world.faults["mailbox"].add(mailbox.Fault.DOWN)
    await world.tells()
    for _ in range(8):
        world.clock.move(timedelta(hours=9))
        await world.works()
    assert (await world.state())[LETTER] == "failed"
    assert (await world.reasons())[LETTER] == "gateway"


@pytest.mark.parametrize("fault", [push_service.Fault.DOWN, push_service.Fault.TOO_MANY, push_service.Fault.SLOW])
async def test_a_push_service_that_is_away_is_tried_again_and_shows_it_once(world, fault):
    browser = await world.subscribes()
    with world.suffers("push", fault):
        await world.tells()
    assert (await world.state())[PUSH] == "waiting"
    world.clock.move(timedelta(minutes=1))
    await world.works()
    assert [json.loads(browser.read(body))["body"] for body in world.push.held["phone"].values()] == ["Noe venter på deg i Innsyn."]


async def test_a_browser_that_has_ended_its_subscription_is_forgotten(world):
    await world.subscribes()
    world.faults["push"].add(push_service.Fault.GONE)
    await world.tells()
    assert (await world.state())[PUSH] == "failed"
    assert await world.browsers.of("kari") == []
    await world.tells(a_notice("message/2"))
    assert PUSH not in await world.state("message/2")


async def test_each_browser_gets_its_own_and_nobody_else_can_read_it(world):
    first, second = await world.subscribes("phone"), await world.subscribes("desk")
    await world.tells()
    (for_phone,), (for_desk,) = (list(world.push.held[name].values()) for name in ("phone", "desk"))
    assert first.read(for_phone) == second.read(for_desk)
    with pytest.raises(InvalidTag):
        second.read(for_phone)


async def test_another_server_cannot_push_to_our_browsers(world):
    await world.subscribes()
    world.push.owners["phone"] = "somebody-else"
    await world.tells()
    assert (await world.state())[PUSH] == "failed"
    assert world.push.held["phone"] == {}


async def test_nothing_is_pushed_to_an_address_that_is_no_push_service_however_it_came_to_stand_there(world):
    await world.subscribes()
    kept = (await world.browsers.of("kari"))[0]
    await world.browsers.remove("kari", kept.id)
    await world.browsers.add("kari", replace(kept, endpoint=kept.endpoint.replace(PUSH_ORIGIN, "http://push.sandbox.evil.example")))
    await world.tells()
    assert (await world.state())[PUSH] == "failed"
    assert (await world.reasons())[PUSH] == "address"


async def test_what_she_does_not_want_is_not_sent_and_what_she_must_know_is(world):
    await world.wishes.keep("kari", Choices({(group, channel): "none" for group in Group for channel in Channel}))
    await world.tells(a_notice(), a_notice("access/1", kind=Kind.EMERGENCY_ACCESS, about="/access-log"))
    assert await world.state() == ("unwanted", "unwanted")
    assert world.sms == ["Det er noe i Innsyn som du bør se på nå. Logg inn slik du pleier. Vi sender aldri lenker."]
    assert len(world.mails) == 1


async def test_five_things_that_wait_are_one_sms(world):
    await world.tells(*(a_notice(f"message/{number}", about=f"/messages/{number}") for number in range(5)))
    assert world.sms == [SMS_TEXT]
    assert len(world.mails) == 1


async def test_an_address_that_was_taken_out_of_the_register_overnight_is_not_used(world):
    world.clock.move(timedelta(hours=12, minutes=30))
    await world.tells(a_notice(at=world.clock()))
    assert (world.sms, len(world.mails)) == ([], 1)
    world.people[registered().number] = registered(phone="")
    world.clock.move(timedelta(hours=9))
    await world.works()
    assert (world.sms, world.messages.to(PHONE)) == ([], [])
    assert (await world.reasons())[SMS] == "no_address"
