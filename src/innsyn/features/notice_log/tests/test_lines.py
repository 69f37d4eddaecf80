"""What the log says of a notice: as much as its receiver may know now, and what became of it on each way."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from innsyn.features.notice_log.choosing import Choice, chosen
from innsyn.features.notice_log.lines import Outcome, line, wanted
from innsyn.gate.standing.conversations import Conversation, answered, closed, conversation_body
from innsyn.gate.standing.speakers import PATIENT_SPEAKS
from innsyn.kernel.clock import instant
from innsyn.web import Fields
from innsyn.web.leading import Place
from innsyn.web.notices import Kind
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.delivery import DeliveryFate, Fate
from innsyn.web.notices.kinds import MANNERS, Group
from innsyn.web.testing.fakes import NOW

OWNER, ANOTHER = 1, 2
APPOINTMENT, TASK = Place("Appointment", "a1"), Place("Task", "t1")
TOLD = Fate(
    id=UUID(int=1),
    kind=Kind.APPOINTMENT_CHANGED,
    about="/appointments/a1",
    at=NOW,
    state="planned",
    reason="",
    concerns=OWNER,
    deliveries=(),
)
BEGUN = Conversation(id=UUID(int=2), kind="e-contact", contact="99000017", organisation="999999999", began_by=PATIENT_SPEAKS)
CONVERSATION = conversation_body(BEGUN, patient_id="p", now=NOW)
KIND = "notices.kind.appointment_changed"
CLOSED, ANOTHERS = "notice_log.closed", "notice_log.another"


def said(fate=TOLD, place=APPOINTMENT, things=None, *, is_own=True):
    found = {APPOINTMENT: {"resourceType": "Appointment"}} if things is None else things
    shown = line(fate, place, found, owner=OWNER, is_own=is_own, now=NOW)
    return shown.what, shown.href


@pytest.mark.parametrize("is_own", [True, False])
def test_what_can_be_read_now_is_named_and_led_to(is_own):
    assert said(is_own=is_own) == (KIND, "/appointments/a1")


@pytest.mark.parametrize("is_own", [True, False])
def test_of_what_cannot_be_read_any_more_only_that_something_waited_is_said(is_own):
    assert said(things={}, is_own=is_own) == (CLOSED, "")
    assert said(replace(TOLD, concerns=None), things={}, is_own=is_own) == (CLOSED, "")


def test_what_concerned_another_is_not_named_in_ones_own_record():
    for fate in (replace(TOLD, concerns=ANOTHER), replace(TOLD, concerns=None, about="/representation")):
        assert said(fate) == (ANOTHERS, "/representation")


def test_ones_own_affairs_are_named_and_never_in_anothers_record():
    power = replace(TOLD, kind=Kind.REPRESENTATION_GIVEN, about="/representation", concerns=None)
    assert said(power, Place()) == ("notices.kind.representation_given", "/representation")
    assert said(power, None) == ("notices.kind.representation_given", "")
    assert said(power, Place(), is_own=False) == (CLOSED, "")


@pytest.mark.parametrize(
    ("body", "is_answerable"), [(answered(CONVERSATION, NOW), True), (CONVERSATION, False), (closed(CONVERSATION, NOW), False)]
)
def test_what_waits_for_her_answer_leads_straight_to_it(body, is_answerable):
    fate = replace(TOLD, kind=Kind.MESSAGE_RECEIVED, about="/messages/t1")
    shown = line(fate, TASK, {TASK: body}, owner=OWNER, is_own=True, now=NOW)
    assert shown.answer == ("/messages/t1#answer" if is_answerable else "")
    assert line(fate, TASK, {}, owner=OWNER, is_own=True, now=NOW).answer == ""


def one(state, **other):
    return DeliveryFate(**({"channel": Channel.SMS, "state": state, "reason": "", "changed_at": NOW} | other))


def outcomes(fate, now=NOW):
    return line(fate, APPOINTMENT, {}, owner=OWNER, is_own=True, now=now).outcomes


NIGHT = instant("2026-11-22T23:00:00+01:00")
MORNING = instant("2026-11-23T07:00:00+01:00")
SOON = NOW + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("delivery", "now", "outcome"),
    [
        (one("sent", ending="…17"), NOW, Outcome(Channel.SMS, "…17", "notice_log.state.sent", NOW)),
        (one("delivered", ending="…17"), NOW, Outcome(Channel.SMS, "…17", "notice_log.state.delivered", NOW)),
        (one("failed"), NOW, Outcome(Channel.SMS, "", "notice_log.state.failed")),
        (one("withdrawn"), NOW, Outcome(Channel.SMS, "", "notice_log.state.withdrawn")),
        (one("withdrawn", reason="late"), NOW, Outcome(Channel.SMS, "", "notice_log.why.late")),
        (one("waiting", due_at=NOW), NOW, Outcome(Channel.SMS, "", "notice_log.state.soon")),
        (one("waiting", due_at=MORNING), NIGHT, Outcome(Channel.SMS, "", "notice_log.state.night", MORNING)),
        (one("waiting", due_at=SOON, reason="gateway"), NOW, Outcome(Channel.SMS, "", "notice_log.state.again", SOON)),
        (one("waiting", due_at=SOON), NOW, Outcome(Channel.SMS, "", "notice_log.state.later", SOON)),
    ],
)
def test_what_became_of_it_on_a_way_is_said_with_when(delivery, now, outcome):
    assert outcomes(replace(TOLD, deliveries=[delivery, delivery]), now) == (outcome,)


@pytest.mark.parametrize("why", ["reserved", "not_registered", "outdated", "no_address", "no_gateway", "unwanted", "register", "late"])
def test_why_it_was_not_sent_is_said_for_a_way_and_for_all(why):
    assert outcomes(replace(TOLD, deliveries=[one("sent")], hindered={Channel.EMAIL: why}))[1] == Outcome(
        Channel.EMAIL, "", f"notice_log.why.{why}"
    )
    assert outcomes(replace(TOLD, state="no_channel", reason=why)) == (Outcome(None, "", f"notice_log.why.{why}"),)


def test_a_reason_nobody_has_words_for_is_said_to_be_another():
    assert outcomes(replace(TOLD, state="failed", reason="stumbled")) == (Outcome(None, "", "notice_log.why.other"),)


@pytest.mark.parametrize(
    ("fate", "went"),
    [
        (replace(TOLD, deliveries=[one("sent"), one("failed")]), "sent"),
        (replace(TOLD, deliveries=[one("delivered"), one("waiting")]), "delivered"),
        (replace(TOLD, deliveries=[one("waiting")]), "waiting"),
        (replace(TOLD, deliveries=[one("failed")]), "failed"),
        (replace(TOLD, deliveries=[one("withdrawn")]), "withdrawn"),
        (replace(TOLD, deliveries=[one("withdrawn"), one("withdrawn", reason="late")]), "late"),
        (replace(TOLD, deliveries=[one("sent"), one("withdrawn", reason="late")]), "sent"),
        (replace(TOLD, state="withdrawn", reason="late"), "late"),
        (replace(TOLD, state="waiting"), "waiting"),
        (replace(TOLD, state="no_channel"), "failed"),
        (replace(TOLD, state="failed"), "failed"),
        (replace(TOLD, state="unwanted"), "unwanted"),
        (replace(TOLD, state="withdrawn"), "withdrawn"),
    ],
)
def test_how_it_went_as_a_whole_is_the_best_of_its_ways(fate, went):
    assert line(fate, APPOINTMENT, {}, owner=OWNER, is_own=True, now=NOW).went == f"notice_log.went.{went}"


def test_only_resources_are_looked_for():
    assert wanted([APPOINTMENT, None, Place(), APPOINTMENT]) == {APPOINTMENT}


def test_a_choice_stands_in_the_address_and_an_odd_one_is_everything():
    choice = chosen(Fields([("of", "messages"), ("after", f"{NOW.isoformat()}/{UUID(int=7)}")]))
    assert choice == Choice(Group.MESSAGES, (NOW, UUID(int=7)))
    assert choice.asked(to="kari", concerning=None).kinds == {kind for kind, manner in MANNERS.items() if manner.group is Group.MESSAGES}
    assert choice.query(None) == "of=messages"
    assert chosen(Fields([("of", "x"), ("after", "x")])) == Choice()
    assert Choice().asked(to="kari", concerning=7).kinds == frozenset()
