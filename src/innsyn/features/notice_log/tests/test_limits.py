"""What has a limit, by values: on each side of the limit, and of what is over nothing."""

from datetime import timedelta
from uuid import UUID

import pytest

from innsyn.features.notice_log.limits import limits
from innsyn.gate.standing.appointment_flags import ACKNOWLEDGE, CANCEL, flag_body, with_flags
from innsyn.gate.standing.conversations import Conversation, answered, conversation_body, not_delivered
from innsyn.gate.standing.messages import Message, message_body
from innsyn.gate.standing.speakers import PATIENT_SPEAKS, Speaker
from innsyn.gate.visit import Code
from innsyn.web.testing.fakes import NOW

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


def appointment(status, starts, *, asked=timedelta(0), may=None, until=None):
    body = {
        "resourceType": "Appointment",
        "id": "a1",
        "status": status,
        "start": (NOW + starts).isoformat(),
        "created": (NOW - asked).isoformat(),
        "description": "Legetime",
    }
    return with_flags(body, [flag_body(may, "p", NOW + until)]) if may else body


def found(*bodies):
    return [each.kind for each in limits(bodies, NOW)]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (appointment("pending", 9 * DAY), []),
        (appointment("pending", 9 * DAY, asked=DAY), ["unconfirmed"]),
        (appointment("pending", 9 * DAY, asked=DAY - MINUTE), []),
        (appointment("pending", DAY), ["unconfirmed"]),
        (appointment("pending", DAY + MINUTE), []),
        (appointment("pending", timedelta(0)), ["unanswered"]),
        (appointment("booked", 9 * DAY), []),
        (appointment("booked", 3 * DAY, may=CANCEL, until=2 * DAY), ["call_off"]),
        (appointment("booked", 3 * DAY, may=CANCEL, until=2 * DAY + MINUTE), []),
        (appointment("booked", DAY, may=CANCEL, until=-MINUTE), []),
        (appointment("cancelled", 3 * DAY, may=CANCEL, until=DAY), []),
        (appointment("booked", 3 * DAY, may=ACKNOWLEDGE, until=3 * DAY), ["acknowledge"]),
        (appointment("booked", -HOUR, may=ACKNOWLEDGE, until=-HOUR), []),
        ({"resourceType": "Appointment", "id": "a1", "status": "pending", "start": "snart"}, []),
        ({"resourceType": "Task", "id": "t1", "status": "requested"}, []),
        ({"resourceType": "Observation", "id": "o1"}, []),
    ],
)
def test_an_appointment_has_a_limit_when_something_must_be_done_or_known(body, kinds):
    assert found(body) == kinds


def test_a_limit_says_what_where_and_when():
    (only,) = limits([appointment("booked", 3 * DAY, may=CANCEL, until=DAY)], NOW)
    assert (only.href, only.what, only.at) == ("/appointments/a1", "Legetime", NOW + DAY)


def conversation(*, promised=None):
    begun = Conversation(
        id=UUID(int=1), kind="e-contact", contact="99000017", contact_name="Sigrid Lien", organisation="999999999",
        began_by=PATIENT_SPEAKS, state="received", promised_until=NOW + promised if promised else None,
    )  # fmt: skip
    return {**conversation_body(begun, patient_id="p", now=NOW - 9 * DAY), "id": "t1"}


def message(state, ago, *, sender=PATIENT_SPEAKS):
    told = Message(id=UUID(int=2), conversation="Task/t1", kind="e-contact", sender=sender, state=state, text="Hei", contact="99000017")
    return {**message_body(told, patient_id="p", now=NOW - ago), "id": "m1"}


LATE = conversation(promised=-HOUR)


@pytest.mark.parametrize(
    ("bodies", "kinds"),
    [
        ([conversation()], []),
        ([conversation(promised=HOUR)], []),
        ([LATE], ["overdue"]),
        ([answered(LATE, NOW) | {"id": "t1"}], []),
        ([not_delivered(conversation(), Code("1", "x"), NOW) | {"id": "t1"}], ["not_delivered"]),
        ([conversation(), message("sent", 15 * MINUTE)], []),
        ([conversation(), message("sent", 16 * MINUTE)], ["not_delivered"]),
        ([conversation(), message("delivered", DAY)], []),
        ([message("sent", DAY, sender=Speaker(as_="clinic", key="99000017"))], []),
    ],
)
def test_a_conversation_has_one_when_it_did_not_arrive_or_its_answer_is_late(bodies, kinds):
    assert found(*bodies) == kinds


def test_a_message_that_did_not_arrive_is_named_after_whom_it_was_to_and_said_once():
    lost = not_delivered(conversation(), Code("1", "x"), NOW) | {"id": "t1"}
    (only,) = limits([message("sent", DAY), lost], NOW)
    assert (only.href, only.what) == ("/messages/t1", "Sigrid Lien")


def test_the_worst_comes_first():
    soon = appointment("booked", 3 * DAY, may=CANCEL, until=DAY)
    assert found(soon, LATE, message("sent", DAY)) == ["not_delivered", "overdue", "call_off"]
