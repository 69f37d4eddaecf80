"""How a notice is told: never at night by what rings, never against somebody's wish, never to an address nobody has confirmed."""

from dataclasses import replace
from datetime import UTC, timedelta
from uuid import UUID

import pytest

from innsyn.kernel.clock import instant
from innsyn.web.notices import Kind
from innsyn.web.notices.browsers import Browser
from innsyn.web.notices.channel import Channel, first_moment, is_quiet
from innsyn.web.notices.choices import CHOSEN_GROUPS, Choices
from innsyn.web.notices.contact import Address, Contact, outdated_at, unreachable
from innsyn.web.notices.delivery import Waiting, next_look, next_plan, next_try
from innsyn.web.notices.kinds import MANNERS, Group
from innsyn.web.notices.planning import Reached, delivery_id, plan
from innsyn.web.testing.fakes import NOW

CONFIRMED = NOW - timedelta(days=30)
CONTACT = Contact(
    status="active",
    email=Address(value="kari@example.no", confirmed_at=CONFIRMED),
    phone=Address(value="+4790000000", confirmed_at=CONFIRMED),
)
PHONE = Browser(endpoint="https://push.example/1", key=b"\4" * 65, auth=b"a" * 16, since=NOW)
REACHED = Reached(choices=Choices(), contact=CONTACT, browsers=(PHONE,), served=frozenset(Channel))
MESSAGE = Waiting(id=UUID(int=1), kind=Kind.MESSAGE_RECEIVED, to="kari", sender=None, at=NOW, attempt=1)


def channels(made):
    return [each.channel for each in made.deliveries]


@pytest.mark.parametrize(
    ("wished", "first"),
    [
        ("2026-11-22T21:59:59+01:00", "2026-11-22T21:59:59+01:00"),
        ("2026-11-22T22:00:00+01:00", "2026-11-23T07:00:00+01:00"),
        ("2026-11-22T23:59:59+01:00", "2026-11-23T07:00:00+01:00"),
        ("2026-11-23T00:00:00+01:00", "2026-11-23T07:00:00+01:00"),
        ("2026-11-23T06:59:59+01:00", "2026-11-23T07:00:00+01:00"),
        ("2026-11-23T07:00:00+01:00", "2026-11-23T07:00:00+01:00"),
        ("2026-12-31T23:30:00+01:00", "2027-01-01T07:00:00+01:00"),
        ("2026-07-01T20:30:00+00:00", "2026-07-02T07:00:00+02:00"),
        ("2026-12-01T20:30:00+00:00", "2026-12-01T20:30:00+00:00"),
        ("2026-03-28T22:30:00+01:00", "2026-03-29T07:00:00+02:00"),
        ("2026-03-29T01:30:00+01:00", "2026-03-29T07:00:00+02:00"),
        ("2026-10-24T22:30:00+02:00", "2026-10-25T07:00:00+01:00"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T07:00:00+01:00"),
    ],
)
@pytest.mark.parametrize("channel", [Channel.SMS, Channel.PUSH])
def test_what_rings_waits_for_the_morning_also_when_the_clocks_are_changed(channel, wished, first):
    assert first_moment(channel, instant(wished)) == instant(first)
    assert is_quiet(channel, instant(wished)) is (wished != first)


def test_the_night_of_spring_is_an_hour_shorter_and_that_of_autumn_an_hour_longer():
    spring, autumn = instant("2026-03-28T22:00:00+01:00"), instant("2026-10-24T22:00:00+02:00")
    assert first_moment(Channel.SMS, spring) - spring == timedelta(hours=8)
    assert first_moment(Channel.SMS, autumn) - autumn == timedelta(hours=10)


def test_a_letter_goes_at_night_too():
    night = instant("2026-11-22T23:00:00+01:00")
    assert first_moment(Channel.EMAIL, night) == night
    assert first_moment(Channel.SMS, night).tzinfo is UTC


def test_a_notice_goes_to_every_channel_that_is_wanted_and_there():
    assert channels(plan(MESSAGE, REACHED, now=NOW)) == [Channel.EMAIL, Channel.SMS, Channel.PUSH]


def test_each_browser_is_told():
    other = replace(PHONE, endpoint="https://push.example/2")
    made = plan(MESSAGE, replace(REACHED, browsers=(PHONE, other)), now=NOW)
    assert [each.target for each in made.deliveries if each.channel is Channel.PUSH] == [PHONE.id, other.id]


def test_at_night_the_letter_goes_and_the_rest_waits():
    night = instant("2026-11-22T23:00:00+01:00")
    due = {each.channel: each.due_at for each in plan(MESSAGE, REACHED, now=night).deliveries}
    assert due[Channel.EMAIL] == night
    assert due[Channel.SMS] == due[Channel.PUSH] == instant("2026-11-23T07:00:00+01:00")


NIGHT, DAWN = instant("2026-11-22T23:00:00+01:00"), instant("2026-11-23T07:00:00+01:00")
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("good_until", "goes", "late"),
    [
        (None, [Channel.EMAIL, Channel.SMS, Channel.PUSH], set()),
        (DAWN + SECOND, [Channel.EMAIL, Channel.SMS, Channel.PUSH], set()),
        (DAWN, [Channel.EMAIL], {Channel.SMS, Channel.PUSH}),
        (NIGHT + SECOND, [Channel.EMAIL], {Channel.SMS, Channel.PUSH}),
    ],
)
def test_what_has_run_out_before_the_morning_is_not_kept_for_it_and_the_letter_goes(good_until, goes, late):
    made = plan(replace(MESSAGE, good_until=good_until), REACHED, now=NIGHT)
    assert (channels(made), made.hindrance) == (goes, None)
    assert made.hindered == dict.fromkeys(late, "late")


def test_what_has_run_out_goes_nowhere_and_that_is_why_but_who_wanted_nothing_is_said_to():
    over, nothing = replace(MESSAGE, good_until=NOW), Choices({(Group.MESSAGES, channel): "none" for channel in Channel})
    assert plan(over, REACHED, now=NOW).hindrance == "late"
    assert plan(over, replace(REACHED, contact=Contact()), now=NOW).hindrance == "late"
    assert plan(over, replace(REACHED, choices=nothing), now=NOW).hindrance == "unwanted"


def test_a_delivery_has_the_same_name_however_often_it_is_planned():
    first, again = plan(MESSAGE, REACHED, now=NOW), plan(MESSAGE, REACHED, now=NOW + timedelta(hours=1))
    assert [each.id for each in first.deliveries] == [each.id for each in again.deliveries]
    assert delivery_id(UUID(int=1), Channel.SMS, "") != delivery_id(UUID(int=2), Channel.SMS, "")
    assert len({each.id for each in first.deliveries}) == 3


ORDINARY, IMPORTANT = Kind.DOCUMENT_NEW, Kind.CORRECTION_DECIDED


@pytest.mark.parametrize(
    ("level", "kind", "is_wanted"),
    [
        ("none", ORDINARY, False),
        ("none", IMPORTANT, False),
        ("important", ORDINARY, False),
        ("important", IMPORTANT, True),
        ("all", ORDINARY, True),
        ("all", IMPORTANT, True),
    ],
)
def test_what_was_chosen_for_a_group_and_channel_holds_there_and_nowhere_else(level, kind, is_wanted):
    chosen = Choices({(Group.RECORD, Channel.SMS): level})
    assert chosen.wants(kind, Channel.SMS) is is_wanted
    assert chosen.wants(kind, Channel.EMAIL)
    assert chosen.wants(Kind.MESSAGE_RECEIVED, Channel.SMS)


@pytest.mark.parametrize("kind", [kind for kind, manner in MANNERS.items() if manner.weight == "mandatory"])
@pytest.mark.parametrize("channel", Channel)
def test_what_guards_the_account_is_told_whatever_was_chosen(kind, channel):
    nothing = Choices({(group, each): "none" for group in Group for each in Channel})
    assert nothing.wants(kind, channel)


def test_there_is_no_choice_where_nothing_can_be_chosen():
    assert set(CHOSEN_GROUPS) == set(Group) - {Group.SECURITY}


def test_who_wants_nothing_is_not_told_and_that_is_no_defect():
    nothing = Choices({(Group.MESSAGES, channel): "none" for channel in Channel})
    made = plan(MESSAGE, replace(REACHED, choices=nothing), now=NOW)
    assert (channels(made), made.hindrance) == ([], "unwanted")


@pytest.mark.parametrize("kind", [Kind.MESSAGE_RECEIVED, Kind.UNUSUAL_ACCESS])
def test_who_has_reserved_herself_gets_neither_letter_nor_sms_but_what_her_browser_asked_for(kind):
    reserved = replace(REACHED, contact=replace(CONTACT, is_reserved=True))
    assert channels(plan(replace(MESSAGE, kind=kind), reserved, now=NOW)) == [Channel.PUSH]
    made = plan(replace(MESSAGE, kind=kind), replace(reserved, browsers=()), now=NOW)
    assert (channels(made), made.hindrance) == ([], "reserved")


@pytest.mark.parametrize(
    ("contact", "why"),
    [
        (CONTACT, None),
        (replace(CONTACT, may_be_told=True), None),
        (Contact(), "not_registered"),
        (replace(CONTACT, status="deleted"), "not_registered"),
        (replace(CONTACT, status="deleted", is_reserved=True), "reserved"),
        (replace(CONTACT, email=None), "no_address"),
        (replace(CONTACT, may_be_told=False), "outdated"),
        (replace(CONTACT, email=Address(value="kari@example.no")), "outdated"),
        (replace(CONTACT, email=Address(value="kari@example.no", confirmed_at=instant("2025-05-22T08:00:00+00:00"))), "outdated"),
    ],
)
def test_an_address_is_used_only_while_the_register_and_the_law_allow_it(contact, why):
    assert unreachable(contact, contact.email, now=NOW) == why


@pytest.mark.parametrize(
    ("confirmed", "until"),
    [
        ("2025-05-22T11:00:00+02:00", "2026-11-22T11:00:00+01:00"),
        ("2024-08-31T12:00:00+02:00", "2026-02-28T12:00:00+01:00"),
        ("2022-08-29T12:00:00+02:00", "2024-02-29T12:00:00+01:00"),
        ("2025-06-30T23:30:00+00:00", "2027-01-01T00:30:00+00:00"),
    ],
)
def test_an_address_stands_for_eighteen_months(confirmed, until):
    assert outdated_at(instant(confirmed)) == instant(until)
    contact = replace(CONTACT, email=Address(value="k@example.no", confirmed_at=instant(confirmed)))
    assert unreachable(contact, contact.email, now=instant(until) - timedelta(seconds=1)) is None
    assert unreachable(contact, contact.email, now=instant(until)) == "outdated"


def test_without_a_gateway_that_is_said_and_not_that_nobody_wanted_it():
    made = plan(MESSAGE, replace(REACHED, served=frozenset(), browsers=()), now=NOW)
    assert (channels(made), made.hindrance) == ([], "no_gateway")


def test_the_weightiest_hindrance_is_the_one_that_is_told():
    only_sms = Choices({(Group.MESSAGES, Channel.EMAIL): "none"})
    made = plan(MESSAGE, replace(REACHED, choices=only_sms, browsers=(), contact=replace(CONTACT, phone=None)), now=NOW)
    assert made.hindrance == "no_address"


def test_waits_grow_and_end():
    tries = [next_try(Channel.EMAIL, attempt, NOW) for attempt in range(1, 7)]
    waits = [each - NOW for each in tries if each]
    assert waits == sorted(set(waits))
    assert len(waits) == 5
    assert tries[-1] is None
    assert (next_look(7, NOW) is None, next_look(8, NOW)) == (False, None)
    assert (next_plan(5, NOW) is None, next_plan(6, NOW)) == (False, None)


def test_a_new_try_never_rings_at_night():
    evening = instant("2026-11-22T21:58:00+01:00")
    assert next_try(Channel.SMS, 2, evening) == instant("2026-11-23T07:00:00+01:00")
    assert next_try(Channel.EMAIL, 2, evening) == evening + timedelta(minutes=5)


def test_channels_it_does_not_go_on_are_known_by_why_and_a_browser_nobody_asked_from_is_none():
    made = plan(MESSAGE, replace(REACHED, contact=replace(CONTACT, phone=None), browsers=()), now=NOW)
    assert channels(made) == [Channel.EMAIL]
    assert made.hindered == {Channel.SMS: "no_address"}
    made = plan(MESSAGE, replace(REACHED, choices=Choices({(Group.MESSAGES, Channel.PUSH): "none"})), now=NOW)
    assert made.hindered == {Channel.PUSH: "unwanted"}
