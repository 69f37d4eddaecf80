"""Which state of a conversation may follow which: each pair of states, for each side."""

from itertools import product

import pytest

from innsyn.gate.dialogue.order import is_conversation, may_begin, may_follow
from innsyn.gate.dialogue.tests.samples import CLINIC, a_conversation
from innsyn.gate.dialogue.tests.test_bodies import PROMISED, tasks
from innsyn.gate.standing import conversations
from innsyn.gate.standing.conversations import STATUSES, conversation_body
from innsyn.gate.tests.samples import LATER, NOW

OPEN = ("sent", "received", "taken", "answered", "not-delivered")
CITIZENS = {
    "sent": {"sent", "received", "withdrawn"},
    "received": {"received"},
    "taken": {"taken"},
    "answered": {"sent", "received"},
    "not-delivered": {"sent", "received", "withdrawn"},
    **{state: set() for state in ("closed", "rejected", "withdrawn")},
}
CLINICS = {
    **{state: {"received", "taken", "answered", "closed", "rejected", "not-delivered", state} for state in OPEN},
    **{state: {state} for state in ("closed", "rejected", "withdrawn")},
}
BEGUN = {"citizen": {"sent", "received"}, "clinic": {"sent", "received", "taken", "answered"}}
LAST = NOW.replace(year=2027)


def a_body(**more):
    return conversation_body(a_conversation(**more), patient_id="p1", now=NOW)


def at(task, state):
    return task | {"status": STATUSES[state], "lastModified": LAST.isoformat()}


@pytest.mark.parametrize(("was", "becomes"), list(product(STATUSES, repeat=2)))
def test_a_state_follows_another_only_as_the_table_says(was, becomes):
    before = tasks()[was]
    assert may_follow(before, at(before, becomes), writer="citizen") is (becomes in CITIZENS[was])
    assert may_follow(before, at(before, becomes), writer="clinic") is (becomes in CLINICS[was])


def test_the_same_again_is_no_change():
    assert all(may_follow(task, task | {"meta": {}}, writer="citizen") for task in tasks().values())


@pytest.mark.parametrize("state", STATUSES)
def test_a_conversation_begins_sent_or_received_and_a_clinics_also_further_on(state):
    task = at(a_body(), state)
    assert may_begin(task, writer="citizen") is (state in BEGUN["citizen"])
    assert may_begin(task, writer="clinic") is (state in BEGUN["clinic"])


def test_a_conversation_does_not_begin_answered_or_unreadable():
    answered = conversations.answered(a_body(), NOW)
    assert not may_begin(at(answered, "sent"), writer="citizen")
    assert not may_begin(answered, writer="clinic")
    assert not may_begin(a_body() | {"identifier": []}, writer="citizen")


def test_what_has_been_answered_is_not_taken_back():
    sent = a_body()
    again = conversations.written_to(conversations.answered(sent, NOW), LATER, promised_until=None)
    assert may_follow(sent, conversations.withdrawn(sent, LATER), writer="citizen")
    assert not may_follow(again, conversations.withdrawn(again, LATER), writer="citizen")


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "e-consultation"},
        {"contact": "1"},
        {"organisation": "993467049"},
        {"subject": "Noe annet"},
        {"began_by": CLINIC},
    ],
)
@pytest.mark.parametrize("writer", ["citizen", "clinic"])
def test_what_a_conversation_is_stays_while_it_lasts(changed, writer):
    begun = a_conversation()
    before = conversation_body(begun, patient_id="p1", now=NOW)
    other = at(conversation_body(a_conversation(begun.id, **changed), patient_id="p1", now=NOW), "received")
    same = at(conversation_body(a_conversation(begun.id), patient_id="p1", now=NOW), "received")
    assert may_follow(before, same, writer=writer)
    assert not may_follow(before, other, writer=writer)


@pytest.mark.parametrize("writer", ["citizen", "clinic"])
def test_it_is_not_deleted_nor_made_another_task_nor_out_of_one(writer):
    other = {"resourceType": "Task", "status": "requested", "intent": "order"}
    assert not may_follow(a_body(), {}, writer=writer)
    assert not may_follow(a_body(), other, writer=writer)
    assert not may_follow(other, a_body(), writer=writer)


def test_only_the_clinic_mends_one_that_cannot_be_read():
    whole = a_body()
    broken = whole | {"restriction": {}}
    assert is_conversation(broken)
    assert may_follow(broken, whole, writer="clinic")
    assert not may_follow(broken, whole, writer="citizen")


@pytest.mark.parametrize(
    "written",
    [
        {"businessStatus": {"coding": [{"system": "urn:oid:2.16.578.1.12.4.1.1.7602", "code": "12"}]}},
        {"note": [{"text": "x"}]},
        {"output": [{"type": {"text": "x"}, "valueString": "x"}]},
        {"description": "Noe annet"},
        {"input": [{"type": {"text": "x"}, "valueString": "x"}]},
    ],
)
def test_the_citizens_side_writes_nothing_that_is_the_clinics(written):
    before = a_body(promised_until=PROMISED)
    again = conversations.written_to(before, LATER, promised_until=LATER)
    assert may_follow(before, again, writer="citizen")
    assert not may_follow(before, again | written, writer="citizen")


def test_a_task_that_is_no_conversation_is_none():
    assert is_conversation(a_body())
    assert not is_conversation({"resourceType": "Task"})
    assert not is_conversation({"resourceType": "Task", "code": {"coding": [{"system": "urn:x", "code": "e-contact"}]}})
