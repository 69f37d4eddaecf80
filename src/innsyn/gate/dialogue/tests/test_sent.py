"""What was sent stays: every change of it but status, why and when it was received is refused, whoever asks."""

import pytest

from innsyn.gate.dialogue.sent import is_message, is_sent, keeps_what_was_sent, side_of
from innsyn.gate.dialogue.tests.samples import CLINIC, NO_RECEIVER, a_message
from innsyn.gate.standing import messages
from innsyn.gate.standing.messages import message_body
from innsyn.gate.tests.samples import LATER, NOW

SENT = message_body(a_message(), patient_id="p1", now=NOW)
DRAFT = message_body(a_message(state="draft"), patient_id="p1", now=NOW)
FAILED, DELIVERED = messages.not_delivered(SENT, NO_RECEIVER), messages.received(SENT, LATER)
ANSWER = message_body(a_message(sender=CLINIC), patient_id="p1", now=NOW)
MISTAKEN = {"status": "entered-in-error"}
AGAIN = {"id": "x", "meta": {"versionId": "2"}}


@pytest.mark.parametrize(
    ("before", "after", "citizen", "clinic"),
    [
        (SENT, DELIVERED, False, True),
        (SENT, FAILED, False, True),
        (SENT, SENT | AGAIN, True, True),
        (FAILED, messages.sent_again(FAILED), True, True),
        (FAILED, DELIVERED, False, True),
        (DELIVERED, DELIVERED, True, True),
        (DELIVERED, DELIVERED | {"received": NOW.isoformat()}, False, True),
        (DELIVERED, SENT, False, False),
        (DELIVERED, FAILED, False, False),
        (SENT, SENT | MISTAKEN, False, False),
        (SENT, SENT | {"status": "preparation"}, False, False),
        (SENT, {}, False, False),
        (DELIVERED, {}, False, False),
        (ANSWER, ANSWER | MISTAKEN, False, True),
        (ANSWER, {}, False, False),
        (SENT, SENT | {"payload": [{"contentString": "Noe annet"}]}, False, False),
        (SENT, DELIVERED | {"payload": []}, False, False),
        (SENT, DELIVERED | {"sender": {"display": "En annen"}}, False, False),
        (SENT, DELIVERED | {"recipient": []}, False, False),
        (SENT, DELIVERED | {"sent": LATER.isoformat()}, False, False),
        (SENT, DELIVERED | {"category": []}, False, False),
        (SENT, DELIVERED | {"basedOn": [{"reference": "Task/other"}]}, False, False),
        (SENT, DELIVERED | {"note": [{"text": "Lagt til"}]}, False, False),
    ],
)
def test_only_the_receipt_of_a_sent_message_changes(before, after, citizen, clinic):
    assert keeps_what_was_sent(before, after, writer="citizen") is citizen
    assert keeps_what_was_sent(before, after, writer="clinic") is clinic


@pytest.mark.parametrize("state", ["in-progress", "completed", "not-done", "entered-in-error", "unknown", "on-hold"])
def test_whatever_is_no_draft_is_sent(state):
    assert is_sent(SENT | {"status": state})


@pytest.mark.parametrize("resource", [DRAFT, DRAFT | {"status": "stopped"}, {"resourceType": "Communication", "status": "completed"}, {}])
def test_a_draft_and_what_is_no_message_are_not_sent(resource):
    assert not is_sent(resource)


def test_a_message_says_one_side_or_none():
    both = SENT | {"category": [*SENT["category"], *ANSWER["category"]]}
    assert (side_of(SENT), side_of(ANSWER), side_of(both), side_of({})) == ("citizen", "clinic", None, None)
    assert (is_message(SENT), is_message(both), is_message({"category": [{"text": "x"}]})) == (True, True, False)
